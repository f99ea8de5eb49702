import type { City, LexiconEntry } from '../model/city.js';
import type { Language } from '../model/codes.js';
import { createClassify } from './classify.js';
import { createDanger } from './danger.js';
import { amounts } from './extract/amount.js';
import { creditCodes } from './extract/credit-code.js';
import { idNumbers } from './extract/id-number.js';
import { names } from './extract/name.js';
import { orderNumbers } from './extract/order-number.js';
import { phones } from './extract/phone.js';
import { createPlaces } from './extract/place.js';
import { plates } from './extract/plate.js';
import { shops } from './extract/shop.js';
import { queryCodes, ticketNumbers } from './extract/ticket.js';
import { createTimes } from './extract/time.js';
import { createIntents } from './intents.js';
import { compileLexicon } from './lexicon.js';
import { matter } from './matter.js';
import { matters } from './matters.js';
import { normalise } from './normalise.js';
import { rating } from './rating.js';
import { createRefusal } from './refusal.js';
import { createSecondLook, type FirstSight } from './second-look.js';
import { createSealed } from './sealed.js';
import type { Found, Span, Understand } from './understanding.js';

/**
 * Compiles a city's lexicon and gazetteer once; the result is a pure function of text and clock.
 * Everything works on the normalised text, and spans go back to the original at the end.
 * @throws ZodError when the lexicon names an intent that does not exist, RangeError for an unknown zone.
 */
export function createUnderstand(city: City): Understand {
  const scan = compileLexicon(lexiconGroups(city));
  const intentsOf = createIntents(city);
  const dangerOf = createDanger(city);
  const sealedOf = createSealed(city);
  const refusalOf = createRefusal(city);
  const lookAgain = createSecondLook(city);
  const classify = createClassify(city);
  const placesOf = createPlaces(city);
  const timesOf = createTimes(city);
  const hotlines = new Set(city.hotlines.map(({ dial }) => dial));

  return (original, now) => {
    const normal = normalise(original);
    const { text } = normal;
    const hits = scan(text);

    const tickets = ticketNumbers(text, city.profile.ticketPrefix);
    const codes = queryCodes(text, tickets);
    const sureCodes = codes.filter(({ confidence }) => confidence > 0.5);
    const cards = idNumbers(text);
    const known = [...tickets, ...sureCodes, ...cards].map(({ span }) => span);
    const credits = creditCodes(text, known);
    known.push(...credits.map(({ span }) => span));
    const orders = orderNumbers(text, known);
    known.push(...orders.map(({ span }) => span));
    const numbers = phones(text, { areaCode: city.profile.areaCode, hotlines, taken: known });
    known.push(...numbers.map(({ span }) => span));
    const vehicles = plates(text, known);
    known.push(...vehicles.map(({ span }) => span));
    const money = amounts(text, known);
    const identifiers = [...known, ...money.map(({ span }) => span)];
    const times = timesOf(text, now, identifiers);
    const certain = times.filter(({ confidence }) => confidence >= 0.5).map(({ span }) => span);
    const { places, outside } = placesOf(text, [...identifiers, ...certain]);
    const people = names(text, numbers, {
      cards,
      taken: [...vehicles, ...places.filter(({ value }) => value.county !== undefined)].map(
        ({ span }) => span,
      ),
    });
    const businesses = shops(text, [...identifiers, ...certain]);
    const intents = intentsOf(hits, text);

    const wishes = intents.flatMap(({ value }) =>
      (hits.get(`intent:${value}`) ?? []).map(({ start, end }) => ({ start, end })),
    );
    const told = matter(text, {
      private: [
        ...[...tickets, ...sureCodes, ...cards, ...numbers].map(({ span }) => span),
        ...people.filter(({ confidence }) => confidence > 0.6).map(({ span }) => span),
      ],
      known: [
        ...places.filter(({ confidence }) => confidence >= 0.5).map(({ span }) => span),
        ...certain,
        ...wishes,
      ],
    });
    const wholeIsIntent = intents.some(({ score, reasons }) => score >= 3 && reasons.includes(text));
    const kept = told === undefined || wholeIsIntent ? undefined : told;

    const atFirst: FirstSight = {
      danger: dangerOf(hits, text),
      sealed: sealedOf(hits, text),
      refusal: refusalOf(hits, text, outside),
      isLocal: places.some(({ value }) => value.county !== undefined),
    };

    const { danger, sealed, refusal, abusive } = wholeIsIntent ? atFirst : lookAgain(atFirst, text);

    const back = <F extends { span: Span }>(found: F): F => ({
      ...found,
      span: normal.toOriginal(found.span),
    });
    const own = <V extends { text: string }>(found: Found<V>): Found<V> => {
      const span = normal.toOriginal(found.span);
      return { ...found, span, value: { ...found.value, text: original.slice(span.start, span.end) } };
    };
    // A name is written as its owner writes it: 葉 is not 叶.
    const spelled = (found: Found<string>): Found<string> => {
      const { span } = back(found);
      const said = original.slice(span.start, span.end).normalize('NFKC');
      return { ...found, span, value: said.length === found.value.length ? said : found.value };
    };
    return {
      text: original,
      normalised: text,
      language: languageOf(text),
      intents,
      danger,
      sealed,
      refusal,
      ...(abusive ? { abusive } : {}),
      phones: numbers.map(back),
      places: places.map(own),
      outside: outside && back(outside),
      times: times.map(own),
      names: people.map(spelled),
      ticketNumbers: tickets.map(back),
      queryCodes: codes.map(back),
      plates: vehicles.map(back),
      idNumbers: cards.map(back),
      creditCodes: credits.map(back),
      shops: businesses.map(spelled),
      amounts: money.map(back),
      orderNumbers: orders.map(back),
      rating: rating(text),
      choice: choiceOf(text),
      ...classify(hits, text),
      matter: kept && back(kept),
      matters: kept ? matters(text, kept).map(back) : [],
    };
  };
}

function* lexiconGroups(city: City): Generator<[string, LexiconEntry[]]> {
  const { types, categories, intents, danger, sealed, refusals } = city.lexicon;
  for (const [name, entries] of Object.entries(types)) yield [`type:${name}`, entries];
  for (const [name, entries] of Object.entries(categories)) yield [`category:${name}`, entries];
  for (const [name, entries] of Object.entries(intents)) yield [`intent:${name}`, entries];
  for (const { id, entries } of danger) yield [`danger:${id}`, entries];
  for (const { id, entries } of sealed) yield [`sealed:${id}`, entries];
  for (const { id, entries } of refusals) yield [`refusal:${id}`, entries];
}

/** English when there is a Latin word and (almost) no Chinese; "OK" and "hi" are said in Chinese too. */
function languageOf(original: string): Language {
  // An address is in no language.
  const text = original.replace(/https?:\/\/[!-~]+/g, '');
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/(?<![\p{L}\d])[a-z']{2,}(?![\p{L}\d])/giu) ?? [];
  if (han > 0) return words.length >= 4 && words.length > han ? 'en' : 'zh-CN';
  return words.some((word) => !/^(?:ok+|hi|yc|app|wifi|no)$/i.test(word)) ? 'en' : 'zh-CN';
}

const CHOICE = /^(?:选|第|我选)?\s*(\d{1,2}|[一二三四五六七八九十])\s*(?:个|项|号|条)?[.、。)]?$/;
const CHOICES = '一二三四五六七八九十';

function choiceOf(text: string): number | undefined {
  const said = CHOICE.exec(text)?.[1];
  if (said === undefined) return undefined;
  return /\d/.test(said) ? Number(said) : CHOICES.indexOf(said) + 1;
}
