import { tmpdir } from 'node:os';
import { loadCity } from '../../../src/config/load-city.js';
import { loadSettings } from '../../../src/config/load-settings.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { Deliverer, type Outcome } from '../../../src/core/delivery/deliverer.js';
import { Fallback } from '../../../src/core/delivery/fallback.js';
import { Contacts } from '../../../src/core/identity/contacts.js';
import { ContinueLinks } from '../../../src/core/identity/continue-links.js';
import { OneTime } from '../../../src/core/identity/one-time.js';
import { PhoneBinding } from '../../../src/core/identity/phone-binding.js';
import { createAccept } from '../../../src/core/intake/accept.js';
import { citizenIdOf, conversationIdOf } from '../../../src/core/intake/identity.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import type { ChannelTraits } from '../../../src/core/ports.js';
import { SWITCHED_OFF } from '../../../src/host/traits.js';
import { Tickets } from '../../../src/core/ticket/tickets.js';
import { ConversationWorker } from '../../../src/core/work/conversation-worker.js';
import { createStepContext } from '../../../src/core/work/step-context.js';
import { createRenderer } from '../../../src/templates/render.js';
import { NOW } from '../../store/samples.js';
import type { Stores } from '../../store/open-stores.js';
import { crashing, CrashError, type Fuse } from '../../support/crashing.js';

const settings = loadSettings({ env: { HUB_DATA_DIR: tmpdir() } });
const city = loadCity(settings.cityDir);
const understand = createUnderstand(city);
const calendar = workingCalendar(city.deadlines, city.holidays);

const traits = (title: string, more: Partial<ChannelTraits> = {}): ChannelTraits => ({
  ...SWITCHED_OFF,
  source: '08',
  title: { zh: title, en: title },
  dialogue: 'chat',
  buttons: 6,
  ...more,
});
/** The channels of the town: two messengers, texts to phones, a page that is fetched, and a public square. */
const CHANNELS: Readonly<Record<string, ChannelTraits>> = {
  chat: traits('微信'),
  other: traits('电报'),
  sms: traits('短信', { addresses: 'phone', buttons: 0 }),
  web: traits('网站', { delivery: 'fetch' }),
  square: traits('微博', { dialogue: 'public' }),
};

export interface Sent {
  channel: string;
  to: string;
  id: string;
  text: string;
}
type Failure = Exclude<Outcome, { ok: true }>['kind'];

/**
 * The core at work on a real store, with real city, language and texts, and providers that do as they are
 * told. It can lose its power before any write and be started again.
 */
export class Town {
  now = NOW;
  /** What the providers took, with codes and tokens as they went out. */
  readonly sent: Sent[] = [];
  /** Channels that refuse everything, and how. */
  readonly broken = new Map<string, Failure>();
  /** Channels that are switched on. */
  readonly running = new Set(Object.keys(CHANNELS));
  readonly fuse: Fuse = { left: Infinity, writes: 0 };
  readonly clock = { now: () => this.now };
  private readonly woken = new Set<string>();
  private parts: Parts;
  private lastId = 0;

  /** `name` keeps the people of one town apart from those of another on the same store. */
  constructor(
    private readonly stores: Stores,
    private readonly name: string,
  ) {
    this.parts = this.start();
  }

  get contacts(): Contacts {
    return this.parts.contacts;
  }
  get tickets(): Tickets {
    return this.parts.tickets;
  }
  get deliverer(): Deliverer {
    return this.parts.deliverer;
  }
  get links(): ContinueLinks {
    return this.parts.links;
  }

  conversationOf(channel: string, who: string): string {
    return conversationIdOf(channel, 'main', this.addressOf(who));
  }
  citizenOf(channel: string, who: string): string {
    return citizenIdOf(channel, 'main', this.addressOf(who));
  }
  placeOf(channel: string, who: string) {
    return { channel, account: 'main', address: this.addressOf(who) };
  }
  /** A number is one wherever it is written; other addresses belong to this town. */
  addressOf(who: string): string {
    return who.startsWith('+') ? who : `${this.name}-${who}`;
  }

  /** Somebody writes, and all that follows is done. Returns what they were sent. */
  async say(channel: string, who: string, text: string): Promise<string[]> {
    const before = this.sent.length;
    const id = `${this.name}-${channel}-${who}-${++this.lastId}`;
    const from = { id: this.addressOf(who) };
    const message = { channel, account: 'main', externalId: id, kind: 'text' as const, from, text };
    const times = { sentAt: this.now, receivedAt: this.now };
    const raw = { bytes: Buffer.from(text), mime: 'text/plain', receivedAt: this.now };
    await this.twice(() => this.parts.accept({ ...message, ...times, thread: { key: from.id } }, raw));
    await this.run();
    return this.sent.slice(before).flatMap((sent) => (sent.to === from.id ? [sent.text] : []));
  }

  /** Tells a whole matter and returns the ticket's id. */
  async ticketOf(channel: string, who: string, ...more: string[]): Promise<string> {
    const story = ['盐都区世纪大道88号路灯坏了好几天', ...more, '13900001111', '对'];
    for (const text of story) await this.say(channel, who, text);
    const [ticket] = await this.stores.tickets.ofConversation(this.conversationOf(channel, who), 1);
    if (!ticket) throw new Error(`${who} has no ticket: ${JSON.stringify(this.sent.slice(-3))}`);
    return ticket.id;
  }

  /** Staff move a ticket on, and all that follows is done. */
  async dispatch(ticketId: string): Promise<void> {
    const unit = city.units.find(({ validTo }) => validTo === undefined)?.id;
    const staff = { type: 'staff', id: 's1', name: '小周', roles: ['operator'] } as const;
    await this.twice(() => this.parts.tickets.move(ticketId, staff, `${ticketId}.d`, 'dispatch', { unit }));
    await this.run();
  }

  /** A code was verified: what `say` would come to, without the talk. */
  async bind(channel: string, who: string, phone: string): Promise<void> {
    await this.say(channel, who, '绑定手机');
    await this.say(channel, who, phone.slice(3));
    await this.say(channel, who, this.codeTo(phone));
  }

  /** The last code that went to a number. */
  codeTo(phone: string): string {
    const sent = this.sent.findLast(({ to, text }) => to === phone && text.includes('验证码'));
    return /\d{6}/.exec(sent?.text ?? '')?.[0] ?? 'none';
  }

  /** Works until nothing is left; when the power goes, starts again and finds what was left. */
  async run(): Promise<void> {
    try {
      for (let round = 0; round < 50; round++) {
        const ids = [...this.woken];
        this.woken.clear();
        for (const id of ids) await this.parts.worker.visit(id);
        const before = this.sent.length;
        await this.parts.deliverer.pass();
        if (this.woken.size === 0 && this.sent.length === before) return;
      }
      throw new Error('the town never comes to rest');
    } catch (error) {
      if (!isCrash(error)) throw error;
      await this.restart();
      await this.run();
    }
  }

  /** After a crash: the sweeper's first look at everything. */
  async restart(): Promise<void> {
    this.fuse.left = Infinity;
    this.parts = this.start();
    const { conversations, messages, inputs, tickets } = this.stores;
    await messages.abandonSending(this.now);
    const later = new Date(this.now.getTime() + 1);
    const found = await Promise.all([
      conversations.due(later, 500),
      messages.conversationsWithNew(later, 500),
      inputs.conversationsWithNew(later, 500),
    ]);
    for (const id of found.flat()) this.woken.add(id);
    for (const id of await tickets.withNotices(500)) await this.parts.tickets.handOnNotices(id);
  }

  /** Does it again after a restart when the power went: as a provider or a person would. */
  private async twice(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!isCrash(error)) throw error;
      await this.restart();
      await act();
    }
  }

  private start(): Parts {
    const stores = crashing(this.stores, this.fuse);
    const { clock } = this;
    const waker = {
      conversation: (id: string) => void this.woken.add(id),
      outbox: () => undefined,
    };
    const oneTime = new OneTime(Buffer.from('the key of the town'));
    const traitsOf = (channel: string) =>
      (this.running.has(channel) ? CHANNELS[channel] : undefined) ?? SWITCHED_OFF;
    const contacts = new Contacts({ ...stores, clock });
    const links = new ContinueLinks({ ...stores, clock, waker, oneTime });
    const binding = new PhoneBinding({
      ...stores,
      contacts,
      clock,
      waker,
      oneTime,
      phoneAccount: () => (this.running.has('sms') ? { channel: 'sms', account: 'main' } : undefined),
      isPhone: (channel) => traitsOf(channel).addresses === 'phone',
    });
    const tickets = new Tickets({
      ...stores,
      clock,
      random: { int: () => 482_913 },
      waker,
      city,
      calendar: workingCalendar(city.deadlines, city.holidays),
      rulesOf: () => city,
      sourceOf: () => '08',
    });
    const fallback = new Fallback({
      ...stores,
      ticketRepository: stores.tickets,
      tickets,
      contacts,
      traitsOf,
      clock,
      waker,
    });
    const worker = new ConversationWorker({
      alarms: { raise: async () => undefined },
      ...stores,
      tickets,
      binding,
      continueLinks: links,
      waker,
      clock,
      renderer: createRenderer({
        service: { 'zh-CN': city.profile.serviceName, en: city.profile.serviceNameEn },
        timezone: city.profile.timezone,
        publicBaseUrl: 'http://hub',
      }),
      traitsOf,
      contextFor: createStepContext({
        clock,
        city,
        understand,
        tickets,
        calendar,
        staffOnDuty: async () => true,
        countWaiting: async () => 0,
        publicBaseUrl: 'http://hub',
        mayLookUp: async () => true,
        wrongCode: async () => undefined,
        contacts,
        binding,
      }),
      fileLink: () => undefined,
      onNews: () => undefined,
      onPoison: ({ error }) => {
        throw error;
      },
    });
    const deliverer = new Deliverer({
      ...stores,
      clock,
      send: async (message) => this.provide(oneTime.fill(message)),
      repeatSafe: () => false,
      jitter: () => 0.5,
      onNews: () => undefined,
      moveOn: (message) => fallback.moveOn(message),
      codeNotSent: (codeId) => binding.codeNotSent(codeId),
    });
    const accept = createAccept({
      ...stores,
      clock,
      ids: { next: () => `${this.name}.${String(++this.lastId).padStart(5, '0')}` },
      waker,
      debounceOf: () => 0,
    });
    return { worker, deliverer, accept, contacts, links, tickets };
  }

  private provide({ channel, to, id, content }: StoredOutbound): Outcome | undefined {
    if (!this.running.has(channel)) return undefined;
    const kind = this.broken.get(channel);
    if (kind) return { ok: false, kind, code: `no-${kind}`, message: '服务商拒收' };
    this.sent.push({ channel, to, id, text: content.text });
    return { ok: true, providerId: id };
  }
}

interface Parts {
  worker: ConversationWorker;
  deliverer: Deliverer;
  accept: ReturnType<typeof createAccept>;
  contacts: Contacts;
  links: ContinueLinks;
  tickets: Tickets;
}

const isCrash = (error: unknown): boolean =>
  error instanceof CrashError || (error instanceof AggregateError && error.errors.some(isCrash));
