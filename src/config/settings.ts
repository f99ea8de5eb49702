import { z } from 'zod';
import { StaffPolicy } from './staff-policy.js';

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 21:00');

/**
 * What a channel is given, apart from `enabled`, `debounceMs` and `quietHours` for the hub: accounts and whatever
 * else its own schema (`ChannelDefinition.config`) asks for. The hub does not look inside.
 */
export const ChannelSettings = z.looseObject({
  enabled: z.boolean().default(true),
  /** Bubbles this close together are answered as one turn; the channel's own policy when absent. */
  debounceMs: z.number().int().nonnegative().optional(),
  /** Local times in which notices wait until the end; `false`: never. The channel's own policy when absent. */
  quietHours: z.union([z.literal(false), z.strictObject({ from: LocalTime, to: LocalTime })]).optional(),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;

/** Bounds on what strangers may send to any channel; each channel has narrower ones of its own. */
export const Limits = z.strictObject({
  /** Largest JSON or form body in bytes; uploads are bounded by `attachmentBytes`. */
  bodyBytes: z.number().int().positive().default(1_048_576),
  attachmentBytes: z.number().int().positive().default(20_971_520),
});

const Days = z.number().int().min(1);
export const Retention = z.strictObject({
  /** Removes every night what has been kept long enough. Nothing goes by itself otherwise. */
  daily: z.boolean().default(false),
  rawPayloads: Days.default(180),
  messages: Days.default(1095),
  attachments: Days.default(1095),
  closedTicketsPerson: Days.default(1095),
  /** From its opening; one that stands open never goes. */
  alerts: Days.default(1095),
  /** What was sent to other platforms, from its delivery. */
  exchange: Days.default(365),
  /** At least six months (网络安全法 23). */
  audit: z.number().int().min(183).default(1095),
  /** A closed ticket cannot be erased on request before. */
  keptByLaw: z.number().int().min(0).default(183),
  /** Longer than an event is tried for, and long enough to replay what a receiver lost. */
  webhookDeliveries: Days.min(7).default(30),
});
const Origin = z
  .string()
  .regex(/^https?:\/\/[^/\s]+$/, 'an origin such as https://www.example.gov.cn, without a path');

/** The citizens' pages. */
export const Portal = z.strictObject({
  theme: z.enum(['blue', 'red']).default('blue'),
  /** Street map under the place field; without one the counties are drawn from their boundaries. */
  tiles: z
    .strictObject({
      /** With {z}, {x} and {y}, as Leaflet reads it. Its origin enters the pages' security policy. */
      url: z.string().regex(/^https?:\/\/[^/]+\/.*\{z\}/, 'a tile address with {z}, {x} and {y}'),
      attribution: z.string().max(200).default(''),
      /** China's street maps are drawn in GCJ-02; a point on them is written down with its datum. */
      datum: z.enum(['wgs84', 'gcj02']).default('gcj02'),
    })
    .optional(),
  /** Sites of departments that may embed `/widget.js`. */
  widgetOrigins: z.array(Origin).default([]),
});
export type Portal = z.infer<typeof Portal>;
/** Another platform that orders go to and come from: one of the interlinked lines, or an emergency centre. */
export const PeerSettings = z.strictObject({
  name: z.string().min(1),
  /** Where its exchange answers, before `/exchange/v1`. */
  url: z.string().regex(/^https?:\/\/[^/]+/, 'an address such as https://12333.example.gov.cn'),
  /** Shared with this platform alone. */
  secret: z.string().min(32, 'a shared secret has at least 32 characters'),
  /** What this hub is called there. */
  as: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Its lines, by their ids in the city's plan: tickets for their units are sent there. */
  hotlines: z.array(z.string()).default([]),
});
export type PeerSettings = z.infer<typeof PeerSettings>;

const Minutes = z.number().int().min(1).max(1_440);
/** 自动分配. On from the start: nobody is given anything before they say that they are there. */
export const Assignment = z.strictObject({
  enabled: z.boolean().default(true),
  /** Open conversations of one person at once. */
  mostOpen: z.number().int().min(1).max(50).default(5),
  /** Without a word to a waiting citizen for so long it goes on to the next. */
  takeBackMinutes: Minutes.default(5),
  /** The same for mail. */
  takeBackMinutesMail: Minutes.default(120),
  /** By hotline, for zones that do it otherwise. */
  queues: z
    .record(
      z.string().min(1),
      z.strictObject({ enabled: z.boolean().default(true), takeBackMinutes: Minutes.optional() }),
    )
    .default({}),
});

/** Everything one installation sets. What differs between cities is in `config/city/<id>/` instead. */
export const Settings = z.strictObject({
  /** Folder under `<configDir>/city`. */
  city: z.string().regex(/^[a-z][a-z0-9-]*$/),
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 lets the system choose, for tests. */
  port: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Embedded store, attachments and the hub's own keys. Absolute after loading. */
  dataDir: z.string().min(1),
  /** A MongoDB server instead of the embedded store. */
  mongodbUri: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'a MongoDB address begins with mongodb:// or mongodb+srv://')
    .optional(),
  /** Addresses or networks of reverse proxies whose X-Forwarded-For is believed; nobody is by default. */
  trustProxy: z.array(z.string().min(1)).default([]),
  /** Where citizens reach the hub, without a slash at the end; the local address when not set. */
  publicBaseUrl: z
    .string()
    .regex(
      /^https?:\/\/[^/]+(\/.*[^/])?$/,
      'an address such as https://12345.example.gov.cn, without a slash at the end',
    )
    .optional(),
  /** Master secret from which purposes derive their keys; made and kept in `dataDir` when not set. */
  secret: z.string().min(32, 'a master secret has at least 32 characters').optional(),
  /** The keys under which personal data is sealed; `keys.json` in `dataDir` when not set. */
  keysFile: z.string().min(1).optional(),
  channels: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), ChannelSettings).default({}),
  /** Folder with further channels of this installation, one folder each. Absolute after loading. */
  channelsDir: z.string().min(1).optional(),
  limits: Limits.prefault({}),
  /** Passwords, locks, sessions, second factor and sign-on of staff. */
  staff: StaffPolicy.prefault({}),
  /** Days each kind is kept; the city must confirm them before `daily` is switched on. */
  retention: Retention.prefault({}),
  portal: Portal.prefault({}),
  exchange: z
    .strictObject({
      /** By the name that a platform uses for itself here. */
      peers: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), PeerSettings).default({}),
    })
    .prefault({}),
  /** What other systems are told of tickets; the subscriptions themselves are made in the administration. */
  webhooks: z
    .strictObject({
      /** Host names or addresses of receivers that may lie in the inner network, and may be called by http. */
      allowedHosts: z.array(z.string().min(1)).default([]),
      /** So many tries in a row that fail mark a subscription as failing. */
      failingAfter: z.number().int().min(1).max(100).default(5),
    })
    .prefault({}),
  /** Conversations that wait for a person are given to people who say that they are there. */
  assignment: Assignment.prefault({}),
  log: z
    .strictObject({
      level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
      /** Coloured lines for a person at a terminal instead of JSON. */
      pretty: z.boolean().default(false),
    })
    .prefault({}),
});

/** As loaded: paths absolute, addresses filled in. */
export type Settings = z.infer<typeof Settings> & {
  publicBaseUrl: string;
  /** Absolute. */
  keysFile: string;
  /** Folder of the city's files, for `loadCity`. */
  cityDir: string;
  /** The file, or "environment NAME", that gives the setting at a path: where a mend is made. */
  originOf: (path: readonly PropertyKey[]) => string;
};
