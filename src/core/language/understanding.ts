import { z } from 'zod';
import type { Language, RefusalReason, RequestType } from '../model/codes.js';
import type { Phone, Place, When } from '../model/place.js';

/** Where in the citizen's own text a value was found: offsets in UTF-16 units of the original text. */
export const Span = z.object({ start: z.number().int(), end: z.number().int() });
export type Span = z.infer<typeof Span>;

/** A value taken from text, how sure we are (0–1), and where it stood. */
export interface Found<T> {
  value: T;
  confidence: number;
  span: Span;
}

/** What a person wants apart from telling us a matter. */
export const Intent = z.enum([
  'progress',
  'urge',
  'supplement',
  'withdraw',
  'rate',
  'human',
  'cancel',
  'restart',
  'greeting',
  'thanks',
  'yes',
  'no',
  'correct',
  'anonymous',
  'confidential',
  'skip',
  'help',
  'question',
  'abuse',
  'advert',
  'bind-phone',
  'unbind-phone',
  'elsewhere',
  'to-english',
  'to-chinese',
]);
export type Intent = z.infer<typeof Intent>;

/** A choice with its score and the words that led to it: shown to staff, tested in transcripts. */
export interface Scored<T> {
  value: T;
  score: number;
  reasons: string[];
}

/** Danger to life or property in the text: named before anything else is asked. */
export interface Danger {
  /** Id of the group in the lexicon: police, fire, medical, traffic, gas, suicide, threat … */
  id: string;
  hotlines: string[];
  score: number;
  reasons: string[];
  /** The person says that they cannot speak: the text alarm is named too. */
  cannotSpeak: boolean;
  /** No sign of it was seen; it only resembles such messages. */
  unsure?: true;
}

/** A matter that must not be stored in plain view: 涉纪, 涉检, 涉密. */
export interface Sealed {
  id: 'discipline' | 'prosecution' | 'state-secret';
  hotlines: string[];
  score: number;
  reasons: string[];
  /** No sign of it was seen; it only resembles such messages. Nothing is done for that. */
  unsure?: true;
}

/** A matter that this line may not take: the reason, and the lines that may. */
export interface Refusal {
  /** Names the text for the citizen: template `refusal.<id>`. */
  id: string;
  reason: RefusalReason;
  hotlines: string[];
  score: number;
  reasons: string[];
  /** No sign of it was seen; it only resembles such messages. Nothing is refused for that. */
  unsure?: true;
}

/**
 * Everything the language part sees in one turn of a citizen (all bubbles of the turn joined by line
 * breaks). A pure function of (text, now, city); the engine decides what to do with it.
 */
export interface Understanding {
  text: string;
  /** NFKC, simplified, trimmed, invisible characters removed. */
  normalised: string;
  language: Language;
  intents: Scored<Intent>[];
  danger?: Danger;
  sealed?: Sealed;
  refusal?: Refusal;
  /** It resembles insults and nothing else, by what was learned: for people to look at, never acted on. */
  abusive?: true;
  /** Highest first. `role` tells the citizen's own number from the other side's where the words say so. */
  phones: (Found<Phone> & { role: 'own' | 'other' | 'unclear' })[];
  /** Best first: where the matter is comes before where the person lives. Ambiguous: must be asked for ("我家楼下"). */
  places: (Found<Place> & { ambiguous?: true })[];
  /** The matter seems to lie in another city or province: its name as the citizen wrote it. */
  outside?: Found<string>;
  times: Found<When>[];
  names: Found<string>[];
  ticketNumbers: Found<string>[];
  queryCodes: Found<string>[];
  /** "苏J12345". Below 0.5: the signs make no plate that is issued. */
  plates: Found<string>[];
  /** Citizens' ID numbers in full: never to be echoed. Below 0.5: the check digit is wrong. */
  idNumbers: Found<string>[];
  /** Unified social credit codes. Below 0.5: the check sign is wrong. */
  creditCodes: Found<string>[];
  /** Names of shops and companies. Below 0.5: named to say where. */
  shops: Found<string>[];
  /** Money in yuan. */
  amounts: Found<number>[];
  /** Numbers of orders and parcels. */
  orderNumbers: Found<string>[];
  /** 1–5 where the text is a rating: digits, words, emoji. */
  rating?: number;
  /** A number alone ("2"), for menus and numbered buttons. */
  choice?: number;
  /** With how sure we are of it (0–1): a measured share, unlike the score. */
  type?: Scored<RequestType> & { confidence: number };
  /** The likeliest type where nothing is sure: shown to people, never acted on. */
  likelyType?: Scored<RequestType> & { confidence: number };
  category?: Scored<string>;
  hotline?: Scored<string>;
  /** What is left that describes a matter once greetings, numbers and the like are taken out; absent when nothing. */
  matter?: Found<string>;
  /** The matters one by one when the text tells of more than one; otherwise one or none. */
  matters: Found<string>[];
}

/** The language part as the engine sees it. */
export type Understand = (text: string, now: Date) => Understanding;
