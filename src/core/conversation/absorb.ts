import type { City, FormField } from '../model/city.js';
import { RequestType } from '../model/codes.js';
import type { Phone, Place } from '../model/place.js';
import type { Found, Understanding } from '../language/understanding.js';
import { type Draft, type Known, hasBegun } from './draft.js';
import { fieldById, TYPE } from './form.js';
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
    this.#takePlace(whole ? { ...found.value, text: this.#text } : found.value, found.confidence);
    if (whole) this.#consumed = true;
  }

  #takePlace(value: Place, confidence: number): void {
    const known = this.draft.place;
    if (!known) return this.#set('place', { place: this.#known(value, confidence) });
    const mends = this.#options.correcting || this.#asks('place') || value.point !== undefined;
    const completes = known.value.detail === undefined && value.detail !== undefined;
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

  /** The bare answer to what was asked, where no extractor has seen a value in it. */
  answer(): void {
    const pending = this.draft.pending;
    if (pending === undefined || this.#text === '') return;
    const field = this.#pending;
    const empty = this.took.size === 0 || (this.took.size === 1 && this.took.has('attachments'));
    if (empty && this.#wants('skip', 'no') && field?.kind !== 'matter') return this.#refuse(pending);
    if (!field || this.took.has(idOf(field)) || this.#isOnlyTalk()) return;
    switch (field.kind) {
      case 'matter':
      case 'phone':
        return;
      case 'place':
        if (this.#isShort(BARE_ANSWER))
          this.#answerWith({ place: this.#known({ text: this.#text }, 0.4) }, field);
        return;
      case 'time':
        if (this.#isShort(BARE_ANSWER)) this.#extra(field, this.#text);
        return;
      case 'name':
        if (this.#isShort(BARE_NAME) && empty && !/\d/.test(this.#text)) {
          this.#answerWith({ name: this.#known(this.#text, 0.5) }, field);
        }
        return;
      case 'text':
        if (this.#isShort(BARE_ANSWER)) this.#extra(field, this.#text.slice(0, field.maxLength));
        return;
      case 'choice': {
        const option = optionFor(field, this.#u, this.#options.chosen);
        if (option !== undefined) this.#extra(field, option);
        return;
      }
    }
  }

  #refuse(pending: string): void {
    this.refused = pending;
    const always = this.#pending?.need === 'always';
    // Asked once more in other words, because without it the matter can hardly be handled.
    if (always && (this.draft.asked[pending] ?? 0) < 2) return;
    this.draft = { ...this.draft, refused: [...new Set([...this.draft.refused, pending])] };
  }
  #answerWith(change: Partial<Draft>, field: FormField): void {
    this.#set(idOf(field), change);
    this.#consumed = true;
  }
  #extra(field: FormField, value: string): void {
    this.#answerWith({ extra: { ...this.draft.extra, [field.id]: this.#known(value, 0.6) } }, field);
  }

  /** Own words are kept whenever they tell more than the values taken from them. */
  narrative(): void {
    if (this.#consumed || this.#text === '' || this.#isOnlyTalk()) return;
    const asked = this.#asks('matter');
    const tells = this.#u.matter !== undefined || (asked && this.took.size === 0) || this.#isSubstance();
    if (!tells) return;
    const entry = { messageIds: this.#heard.messageIds, text: this.#text };
    this.#set('matter', { matter: [...this.draft.matter, entry] });
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
    const talk = [
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
    return this.#u.matter === undefined && this.#wants(...talk);
  }
  #isShort(length: number): boolean {
    return this.#text.length <= length && !this.#text.includes('\n');
  }
}

/** Lexicon scores are open-ended sums of weights; 3 is what several clear signs add up to. */
const certainty = (score: number): number => Math.min(0.99, score / 3);

const idOf = (field: FormField): string =>
  field.kind === 'text' || field.kind === 'choice' ? field.id : field.kind;

function optionFor(
  field: FormField,
  { normalised, choice }: Understanding,
  chosen?: string,
): string | undefined {
  const offered = field.options.find(({ value }) => chosen === `${field.id}:${value}`);
  if (offered) return offered.value;
  if (choice !== undefined) return field.options[choice - 1]?.value;
  const said = normalised.toLowerCase();
  return field.options.find(({ label, labelEn, words }) =>
    [label, labelEn.toLowerCase(), ...words].some((word) => word !== '' && said.includes(word)),
  )?.value;
}

/** "电话打错了，是…5678": the digits given replace the end of the known number. */
function withNewTail(phone: Phone, text: string): Phone | undefined {
  if (!/电话|手机|号码|尾号|后[三四五六]位|phone|number|digits/i.test(text)) return undefined;
  const tail = /(?<!\d)(\d{3,8})(?!\d)/.exec(text)?.[1];
  if (tail === undefined || tail.length >= phone.e164.length - 3) return undefined;
  return {
    ...phone,
    e164: phone.e164.slice(0, -tail.length) + tail,
    national: replaceTail(phone.national, tail),
  };
}

/** Puts new digits at the end of a spelling, keeping its spaces and dashes. */
function replaceTail(national: string, tail: string): string {
  const characters = [...national];
  let left = tail.length;
  for (let index = characters.length - 1; index >= 0 && left > 0; index -= 1) {
    if (!/\d/.test(characters[index] ?? '')) continue;
    left -= 1;
    characters[index] = tail.charAt(left);
  }
  return characters.join('');
}
