import type { Found, Intent, Understanding } from '../../language/understanding.js';
import type { City, FormField } from '../../model/city.js';
import type { Draft, Known } from '../draft.js';
import { fieldById } from '../form.js';
import type { Heard } from '../turn.js';

export interface AbsorbOptions {
  city: City;
  /** The citizen looks at what was understood: a new value replaces a known one. */
  correcting: boolean;
  /** The citizen says that something was understood wrongly: a new kind of request replaces the known one. */
  mending?: boolean;
  /** What was chosen among the offered values, if anything. */
  chosen?: string;
}

/** Longer than this, an answer tells more than the field that was asked for. */
export const BARE_ANSWER = 60;
export const BARE_NAME = 20;

/** Wishes that tell nothing of a matter by themselves. */
const TALK: readonly Intent[] = [
  'yes',
  'no',
  'skip',
  'greeting',
  'thanks',
  'help',
  'cancel',
  'restart',
  'human',
  'abuse',
  'advert',
];

/** A turn on its way into a draft: what it gave so far, and the questions its readers share. */
export class Taking {
  draft: Draft;
  refused: string | undefined;
  readonly took = new Set<string>();
  /** True when the whole turn is the answer to what was asked, so that nothing of it is narrative. */
  consumed = false;
  readonly heard: Heard;
  readonly options: AbsorbOptions;
  readonly pending: FormField | undefined;

  constructor(draft: Draft, heard: Heard, options: AbsorbOptions) {
    this.draft = draft;
    this.heard = heard;
    this.options = options;
    this.pending = fieldById(draft, options.city, draft.pending);
  }

  get u(): Understanding {
    return this.heard.understanding;
  }
  get text(): string {
    return this.u.text.trim();
  }
  asks(kind: FormField['kind']): boolean {
    return this.pending?.kind === kind;
  }
  wants(...intents: readonly Intent[]): boolean {
    return this.u.intents.some(({ value }) => intents.includes(value));
  }
  isShort(length: number): boolean {
    return this.text.length <= length && !this.text.includes('\n');
  }
  /** Something of the matter is told: a kind of request, a category, or when it happened. */
  get tellsMatter(): boolean {
    const { type, category, times } = this.u;
    return type !== undefined || category !== undefined || times.length > 0;
  }
  /** Greetings, thanks, yes and the like, without anything told. */
  get isOnlyTalk(): boolean {
    return this.u.matter === undefined && this.wants(...TALK);
  }

  set(field: string, change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.took.add(field);
  }
  extra(field: FormField, value: string, confidence = 0.6): void {
    this.set(field.id, { extra: { ...this.draft.extra, [field.id]: this.known(value, confidence) } });
  }
  known<T>(value: T, confidence: number): Known<T> {
    return { value, confidence, messageIds: this.heard.messageIds };
  }
  from<T>(found: Found<T>): Known<T> {
    return this.known(found.value, found.confidence);
  }
}

/** What `took` calls a field: by its kind where the request model has a place of its own for it. */
export const nameOf = (field: FormField): string =>
  field.kind === 'text' || field.kind === 'choice' ? field.id : field.kind;
