import { z } from 'zod';
import { LearnedModel } from './learned-model.js';
import { RefusalReason, RequestType, Urgency } from './codes.js';
import { DutyRules } from './duty.js';
import { Hotline, RetiredLine } from './hotline.js';
import { ClockStep } from './ticket-codes.js';
import { TimeLimit } from './time-limit.js';
import { Unit } from './unit.js';
import { WorkOrderRules } from './work-order-rules.js';

/**
 * Everything that differs between cities, as data. One folder `config/city/<id>/` holds one file per
 * key; the hub refuses to start on anything that does not fit, and every ticket keeps `version`.
 */

export const Region = z.object({
  code: z.string().regex(/^\d{6}(\d{3})?$/),
  name: z.string(),
  level: z.enum(['county', 'town']),
  parent: z.string(),
  /** What people also call it: "城南" for 盐南高新区, old names, usual typos. */
  aliases: z.array(z.string()).default([]),
  /** Everyday words that hold the name and mean no place: "影响水" for 响水, "大丰收" for 大丰. */
  not: z.array(z.string()).default([]),
  /** The unit that has the territory (属地). */
  unit: z.string().optional(),
});
export type Region = z.infer<typeof Region>;

/** A leaf or branch of the 问题分类 tree, with who handles it by default. */
export const Category = z.object({
  code: z.string().regex(/^[A-Z]{2}(\d{2}){0,3}$/),
  name: z.string(),
  parent: z.string().optional(),
  hotline: z.string().optional(),
  unit: z.string().optional(),
  urgency: Urgency.default('normal'),
  /** 专业直派: the unit itself handles it everywhere (tax, housing fund); otherwise the territory leads. */
  direct: z.boolean().optional(),
});
export type Category = z.infer<typeof Category>;

/** How one field of a form is understood and checked. Kinds are the extractors the language part has. */
export const FieldKind = z.enum(['matter', 'place', 'time', 'name', 'phone', 'text', 'choice']);
export type FieldKind = z.infer<typeof FieldKind>;

export const FormField = z.object({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
  kind: FieldKind,
  label: z.string(),
  labelEn: z.string(),
  /** `always`: no ticket without it; `ask`: asked once, may be refused; `take`: never asked, taken if said. */
  need: z.enum(['always', 'ask', 'take']),
  /** Ask only when another field has one of these values (a choice) or is present at all. */
  when: z.object({ field: z.string(), in: z.array(z.string()).optional() }).optional(),
  /** Template key of the question. */
  prompt: z.string(),
  /** For `choice`. */
  options: z
    .array(
      z.object({ value: z.string(), label: z.string(), labelEn: z.string(), words: z.array(z.string()) }),
    )
    .default([]),
  /** Importance for handling: the highest missing one is asked first. */
  weight: z.number(),
  maxLength: z.number().int().positive().default(3000),
});
export type FormField = z.infer<typeof FormField>;

/** What is gathered for a request type. Conversations carry the version they began with. */
export const Form = z.object({
  type: RequestType,
  version: z.number().int().positive(),
  fields: z.array(FormField),
});
export type Form = z.infer<typeof Form>;

/** 时限 by step; the first rule that fits wins. */
export const DeadlineRules = z.object({
  /** Intervals of a working day, "08:30"–"12:00", local time of `timezone`. */
  workingHours: z.array(z.object({ from: z.string(), to: z.string() })).min(1),
  timezone: z.string(),
  rules: z.array(
    z.object({
      step: ClockStep,
      when: z
        .object({
          types: z.array(RequestType).optional(),
          urgency: z.array(Urgency).optional(),
          /** Category code prefixes. */
          categories: z.array(z.string()).optional(),
        })
        .default({}),
      limit: TimeLimit,
      /** Warn this long before. */
      warn: TimeLimit.optional(),
      /** Where the number comes from; shown in the explanation. */
      basis: z.string(),
    }),
  ),
});
export type DeadlineRules = z.infer<typeof DeadlineRules>;

/** A year's official table of days off and make-up working days (国务院办公厅放假通知). */
export const HolidayYear = z.object({
  year: z.number().int(),
  source: z.string(),
  days: z.array(
    z.object({ date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), name: z.string(), off: z.boolean() }),
  ),
});
export type HolidayYear = z.infer<typeof HolidayYear>;

/** Words as a list, or as one text "着火、起火、失火", which is easier to read and to keep. */
const Words = z.preprocess(
  (given) =>
    typeof given === 'string'
      ? given
          .split('、')
          .map((word) => word.trim())
          .filter((word) => word !== '')
      : given,
  z.array(z.string()),
);

/** One weighted sign in the lexicon. `not` are contexts that cancel it; all are plain text or /regex/. */
export const LexiconEntry = z.object({
  words: Words.pipe(z.array(z.string()).min(1)),
  weight: z.number(),
  not: Words.default([]),
});
export type LexiconEntry = z.infer<typeof LexiconEntry>;

export const Lexicon = z.object({
  /** Below this score the answer is "not sure". */
  threshold: z.number(),
  types: z.record(RequestType, z.array(LexiconEntry)),
  /** Category code → signs. */
  categories: z.record(z.string(), z.array(LexiconEntry)),
  /** Intent name → signs: progress, urge, supplement, withdraw, rate, human, cancel, greeting, thanks, … */
  intents: z.record(z.string(), z.array(LexiconEntry)),
  danger: z.array(
    z.object({
      id: z.string(),
      /** Which of the emergency hotlines, in the order to be named. */
      hotlines: z.array(z.string()).min(1),
      entries: z.array(LexiconEntry),
    }),
  ),
  /** 涉纪 / 涉检 / 涉密. */
  sealed: z.array(
    z.object({
      id: z.enum(['discipline', 'prosecution', 'state-secret']),
      hotlines: z.array(z.string()),
      entries: z.array(LexiconEntry),
    }),
  ),
  /** 不予受理: what is not this city's or not this line's to handle; the first group on a tie wins. */
  refusals: z.array(
    z.object({
      /** The text told to the citizen is the template `refusal.<id>`: reason, basis, proper way. */
      id: z.string(),
      reason: RefusalReason,
      /** Lines of this city to be named as the proper way, in this order. */
      hotlines: z.array(z.string()),
      entries: z.array(LexiconEntry),
    }),
  ),
});
export type Lexicon = z.infer<typeof Lexicon>;

export const CityProfile = z.object({
  id: z.string(),
  name: z.string(),
  /** What the citizen is told the service is called. */
  serviceName: z.string(),
  serviceNameEn: z.string(),
  /** Two letters before the ticket number. */
  ticketPrefix: z.string().regex(/^[A-Z]{2}$/),
  areaCode: z.string(),
  divisionCode: z.string(),
  timezone: z.string(),
  /** Text alarm number (12110 + area code), to be confirmed with the police before printing. */
  textAlarm: z.string(),
  version: z.string(),
  /** How long the bot waits for an answer … */
  silence: z
    .strictObject({
      /** … before it reminds, */
      remindMinutes: z.number().positive().default(30),
      /** … before it goes on with what it has, */
      finishHours: z.number().positive().default(24),
      /** … and for a person who was called, before it takes over again. */
      handOverMinutes: z.number().positive().default(10),
    })
    .prefault({}),
});
export type CityProfile = z.infer<typeof CityProfile>;

/** What was learned from labelled sentences about this city's own lines (`npm run learn`). */
export const Learned = z.object({ hotlines: LearnedModel });

export const City = z.object({
  profile: CityProfile,
  regions: z.array(Region),
  hotlines: z.array(Hotline),
  units: z.array(Unit),
  categories: z.array(Category),
  forms: z.array(Form),
  deadlines: DeadlineRules,
  workOrders: WorkOrderRules,
  holidays: z.array(HolidayYear),
  lexicon: Lexicon,
  learned: Learned.optional(),
  duty: DutyRules.prefault({}),
  retiredLines: z.array(RetiredLine).default([]),
  /** 县级平台: county units that run a platform of their own in this hub. */
  platforms: z.array(z.strictObject({ unit: z.string() })).default([]),
});
export type City = z.infer<typeof City>;
