import type { City, FormField } from '../model/city.js';
import { RequestType } from '../model/codes.js';
import type { Place } from '../model/place.js';
import type { Found, Understanding } from '../language/understanding.js';
import {
  isLabel,
  lettersBeside,
  namesOnlyKind,
  optionFor,
  soundsLikePlace,
  withNewTail,
  withoutLeadIn,
} from './answers.js';
import { type Draft, formOf, type Known, hasBegun, valueOf } from './draft.js';
import { fieldById, SUMMARY, TYPE } from './form.js';
import { mergePlaces } from './place.js';
import type { Heard } from './turn.js';

export interface AbsorbOptions {
  city: City;
  /** The citizen is mending what was understood: a new value replaces a known one. */
  correcting: boolean;
  /** What was chosen among the offered values, if anything. */
  chosen?: string;
}

export interface Absorbed {
  draft: Draft;
  /** What the turn gave, by field id, `matter`, `type` or `attachments`. */
  took: ReadonlySet<string>;
  /** The pending field the citizen does not want to answer. */
  refused?: string;
}

/** Longer than this, an answer tells more than the field that was asked for. */
const BARE_ANSWER = 60;
const BARE_NAME = 20;

/** Wishes that tell nothing of a matter by themselves. */
const TALK = [
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

/**
 * Takes everything a turn tells into the draft: several fields at once, a bare answer to what was
 * asked, corrections. What tells more than values is kept as narrative, in the citizen's own words.
 */
export function absorb(draft: Draft, heard: Heard, options: AbsorbOptions): Absorbed {
  const taking = new Taking(draft, heard, options);
  taking.files();
  taking.person();
  taking.place();
  taking.time();
  taking.kind();
  taking.labelled();
  taking.answer();
  taking.narrative();
  return { draft: taking.draft, took: taking.took, refused: taking.refused };
}

class Taking {
  draft: Draft;
  refused: string | undefined;
  readonly took = new Set<string>();
  readonly #heard: Heard;
  readonly #options: AbsorbOptions;
  readonly #pending: FormField | undefined;
  /** True when the whole turn is the answer to what was asked. */
  #consumed = false;

  constructor(draft: Draft, heard: Heard, options: AbsorbOptions) {
    this.draft = draft;
    this.#heard = heard;
    this.#options = options;
    this.#pending = fieldById(draft, options.city, draft.pending);
  }

  get #u(): Understanding {
    return this.#heard.understanding;
  }
  get #text(): string {
    return this.#u.text.trim();
  }
  #asks(kind: FormField['kind']): boolean {
    return this.#pending?.kind === kind;
  }
  #wants(...intents: string[]): boolean {
    return this.#u.intents.some(({ value }) => intents.includes(value));
  }
  #set(field: string, change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.took.add(field);
  }
  #known<T>(value: T, confidence: number): Known<T> {
    return { value, confidence, messageIds: this.#heard.messageIds };
  }
  #from<T>(found: Found<T>): Known<T> {
    return this.#known(found.value, found.confidence);
  }

  /** Files and message ids are kept whatever else is understood. */
  files(): void {
    const { attachments, messageIds, origin } = this.#heard;
    const known = new Set(this.draft.attachments.map(({ id }) => id));
    const fresh = attachments.filter(({ id }) => !known.has(id));
    if (fresh.length > 0) this.#set('attachments', { attachments: [...this.draft.attachments, ...fresh] });
    const ids = messageIds.filter((id) => !this.draft.messageIds.includes(id));
    this.draft = {
      ...this.draft,
      messageIds: [...this.draft.messageIds, ...ids],
      origin: this.draft.origin ?? origin,
    };
  }

  person(): void {
    const { correcting } = this.#options;
    const asked = this.#asks('phone');
    const phone =
      this.#u.phones.find(({ role }) => role === 'own') ??
      this.#u.phones.find(({ role }) => role === 'unclear');
    if (phone && (asked || correcting || !this.draft.phone || phone.role === 'own')) {
      this.#set('phone', { phone: this.#from(phone) });
    } else if (correcting && !phone) {
      const mended = this.draft.phone && withNewTail(this.draft.phone.value, this.#text);
      if (mended) this.#set('phone', { phone: this.#known(mended, 0.8) });
    }
    const name = this.#u.names[0];
    if (name && (this.#asks('name') || correcting || !this.draft.name))
      this.#set('name', { name: this.#from(name) });
    if (this.#wants('anonymous')) {
      this.#set('privacy', { anonymous: true, refused: [...new Set([...this.draft.refused, 'name'])] });
    }
    if (this.#wants('confidential')) this.#set('privacy', { secrecy: 'confidential' });
  }

  place(): void {
    const { location } = this.#heard;
    if (location) {
      const { label, ...point } = location;
      this.#takePlace({ text: label ?? '', point }, 0.95);
    }
    const found = this.#u.places[0];
    if (!found) return;
    // The whole of a short answer is the place: "就在盐都区老菜场后门" loses its second half otherwise.
    const whole = this.#asks('place') && this.#isShort(BARE_ANSWER) && !this.#options.correcting;
    if (!whole) return this.#takePlace(found.value, found.confidence);
    const text = withoutLeadIn(this.#text);
    const detail = found.value.detail ?? (lettersBeside(this.#u) < 2 ? undefined : beside(text, found.value));
    this.#takePlace({ ...found.value, text, detail }, found.confidence);
    this.#consumed = !this.#tellsMatter();
  }

  #takePlace(value: Place, confidence: number): void {
    const known = this.draft.place;
    if (!known) return this.#set('place', { place: this.#known(value, confidence) });
    const mends = this.#options.correcting || this.#asks('place') || value.point !== undefined;
    const completes =
      (known.value.detail === undefined && value.detail !== undefined) ||
      (known.value.county === undefined && value.county !== undefined);
    if (!mends && !completes) return;
    const place = this.#known(mergePlaces(known.value, value), Math.max(known.confidence, confidence));
    this.#set('place', { place });
  }

  time(): void {
    const found = this.#u.times[0];
    if (!found) return;
    if (!this.draft.when || this.#asks('time') || this.#options.correcting)
      this.#set('time', { when: this.#from(found) });
    if (this.#asks('time') && this.#isShort(BARE_ANSWER)) this.#consumed = true;
  }

  /** Type, category and hotline: the surer statement stands, a correction always does. */
  kind(): void {
    const { correcting, chosen } = this.#options;
    const { type, category, hotline } = this.#u;
    const picked = RequestType.safeParse(chosen?.replace(/^type:/, ''));
    if (picked.success) {
      this.#set(TYPE, { type: this.#known(picked.data, 1) });
      this.#consumed = true;
      return;
    }
    const stands = (known: Known<unknown> | undefined, score: number): boolean =>
      known !== undefined && !correcting && known.confidence >= certainty(score);
    if (type && !stands(this.draft.type, type.score)) {
      this.#set(TYPE, { type: this.#known(type.value, certainty(type.score)) });
    }
    if (category && !stands(this.draft.category, category.score)) {
      this.#set('category', { category: this.#known(category.value, certainty(category.score)) });
    }
    if (hotline && !stands(this.draft.hotline, hotline.score)) {
      this.#set('hotline', { hotline: this.#known(hotline.value, certainty(hotline.score)) });
    }
    if (type && this.draft.pending === TYPE && this.#isShort(12)) this.#consumed = true;
  }

  /** "地点：老菜场后门": answers to a list of questions, as people write them in a mail. */
  labelled(): void {
    const { fields } = formOf(this.#options.city, this.draft);
    for (const line of this.#text.split('\n')) {
      const [, label = '', value = ''] = /^[\s·•*\-\d.、]*([^:：]{1,20})[:：]\s*(\S.*)$/.exec(line) ?? [];
      const field = fields.find((candidate) => isLabel(candidate, label.trim()));
      if (field && value !== '') this.#takeRaw(field, value.trim());
    }
  }

  /** A value in the citizen's words, for a field whose extractor has seen nothing. */
  #takeRaw(field: FormField, value: string): void {
    if (value.length > BARE_ANSWER) return;
    if (field.kind === 'place') return this.#takeRawPlace(value);
    if (this.took.has(idOf(field))) return;
    switch (field.kind) {
      case 'matter':
      case 'phone':
        return;
      case 'name':
        if (value.length <= BARE_NAME && !/\d/.test(value))
          this.#set('name', { name: this.#known(value, 0.5) });
        return;
      case 'time':
      case 'text':
        return this.#extra(field, value.slice(0, field.maxLength));
      case 'choice': {
        const option = optionFor(field, this.#u, this.#options.chosen);
        if (option !== undefined) this.#extra(field, option);
      }
    }
  }

  /** All of the answer is the place, also what the gazetteer has seen nothing in. */
  #takeRawPlace(said: string): void {
    const found = this.#u.places[0]?.value;
    const text = withoutLeadIn(said);
    const detail = found?.detail ?? beside(text, found);
    const value = { ...found, text, detail };
    const { place: known } = this.draft;
    const place = this.took.has('place') || !known ? value : mergePlaces(known.value, value);
    this.#set('place', { place: this.#known(place, 0.5) });
  }

  /** The bare answer to what was asked, where no extractor has seen a value in it. */
  answer(): void {
    const pending = this.draft.pending;
    if (pending === undefined || this.#text === '') return;
    const field = this.#pending;
    if (pending === SUMMARY) return;
    const empty = this.took.size === 0 || (this.took.size === 1 && this.took.has('attachments'));
    if (empty && this.#wants('skip', 'no') && field?.kind !== 'matter') return this.#refuse(pending);
    if (!field || this.took.has(idOf(field)) || this.#isOnlyTalk() || lettersBeside(this.#u) < 2) return;
    if (field.kind === 'name' && !empty) return;
    if (field.kind === 'place' && !this.#tellsPlace()) return;
    if (!this.#isShort(BARE_ANSWER)) return;
    this.#takeRaw(field, this.#text);
    this.#consumed = this.took.has(idOf(field)) && (field.kind !== 'place' || !this.#tellsMatter());
  }

  /** "楼下工地太吵了" answers no question for a place, "老菜场后门" does. */
  #tellsPlace(): boolean {
    return !this.#tellsMatter() || (soundsLikePlace(this.#text) && this.#isShort(BARE_NAME));
  }
  #tellsMatter(): boolean {
    const { type, category, times } = this.#u;
    return type !== undefined || category !== undefined || times.length > 0;
  }

  #refuse(pending: string): void {
    this.refused = pending;
    const always = this.#pending?.need === 'always' && valueOf(this.draft, this.#pending) === undefined;
    // Asked once more in other words, because without it the matter can hardly be handled.
    if (always && (this.draft.asked[pending] ?? 0) < 2) return;
    this.draft = { ...this.draft, refused: [...new Set([...this.draft.refused, pending])] };
  }
  #extra(field: FormField, value: string): void {
    this.#set(field.id, { extra: { ...this.draft.extra, [field.id]: this.#known(value, 0.6) } });
  }

  /** Own words are kept whenever they tell more than the values taken from them. */
  narrative(): void {
    if (this.#consumed || this.#text === '' || this.#isOnlyTalk() || this.#isOnlyMending()) return;
    if (namesOnlyKind(this.#text)) return;
    const asked = this.#asks('matter');
    const tells =
      this.#u.matter !== undefined ||
      (asked && this.took.size === 0) ||
      this.#isSubstance() ||
      this.#leavesValues();
    if (!tells) return;
    const entry = { messageIds: this.#heard.messageIds, text: this.#text };
    this.#set('matter', { matter: [...this.draft.matter, entry] });
  }

  /** A second place, the other side's number: values that went into no field stay in the matter. */
  #leavesValues(): boolean {
    const { phones, places, times, names } = this.#u;
    const found = { phone: phones.length, place: places.length, time: times.length, name: names.length };
    return Object.entries(found).some(([field, count]) => count > (this.took.has(field) ? 1 : 0));
  }
  /** A word alone ("路灯") tells something when nothing else was made of it. */
  #isSubstance(): boolean {
    const { took, draft } = this;
    const fromFields = ['phone', 'name', 'place', 'time', 'privacy'].some((field) => took.has(field));
    if (fromFields) return false;
    if (this.#u.category) return true;
    return hasBegun(draft) && took.size === 0 && this.refused === undefined && /\p{L}{2}/u.test(this.#text);
  }
  /** Greetings, thanks, yes and the like, without anything told. */
  #isOnlyTalk(): boolean {
    return this.#u.matter === undefined && this.#wants(...TALK);
  }
  /** "不对，是亭湖区" says nothing beyond the value it mends. */
  #isOnlyMending(): boolean {
    if (!this.#options.correcting || this.took.size === 0) return false;
    return lettersBeside(this.#u) < 4 || (this.took.has(TYPE) && this.#isShort(12));
  }
  #isShort(length: number): boolean {
    return this.#text.length <= length && !this.#text.includes('\n');
  }
}

/** Lexicon scores are open-ended sums of weights; 3 is what several clear signs add up to. */
const certainty = (score: number): number => Math.min(0.99, score / 3);

/** What an answer says of the place apart from the division: "盐都区老菜场后门" → "老菜场后门". */
const beside = (text: string, found: Place | undefined): string =>
  (found ? text.replace(found.text, '').trim() : '') || text;

const idOf = (field: FormField): string =>
  field.kind === 'text' || field.kind === 'choice' ? field.id : field.kind;
