import type { Understanding } from '../language/understanding.js';
import type { FormField } from '../model/city.js';
import { type Draft, formOf, type Known } from './draft.js';
import { mergePlaces } from './place.js';
import type { StepContext } from './context.js';
import type { Turn } from './turn.js';

/**
 * When the words of staff count as facts. A statement never does: staff name units, numbers and places
 * of others. A question that carries values ("您的地址是建军东路22号对吗") makes them facts when the
 * citizen's next turn is a yes. An open question ("在什么地方？") makes the next bare answer that field.
 */
export function confirmedFacts(turn: Turn): Draft | undefined {
  const { staffAsked, draft } = turn.state;
  if (!staffAsked || !turn.wants('yes') || turn.mends) return undefined;
  const { phones, places, times, names } = turn.context.understand(staffAsked.text, staffAsked.at);
  const [phone] = phones;
  const [place] = places;
  const [when] = times;
  const [name] = names;
  if (!phone && !place && !when && !name) return undefined;
  // The citizen's own yes is the source: the words of staff alone prove nothing.
  const known = <T>(value: T): Known<T> => ({ value, confidence: CONFIRMED, messageIds: turn.messageIds });
  const merged = place && (draft.place ? mergePlaces(draft.place.value, place.value) : place.value);
  return {
    ...draft,
    phone: phone ? known(phone.value) : draft.phone,
    place: merged ? known(merged) : draft.place,
    when: when ? known(when.value) : draft.when,
    name: name ? known(name.value) : draft.name,
    messageIds: [...new Set([...draft.messageIds, ...turn.messageIds])],
    origin: draft.origin ?? turn.origin,
  };
}
/** Said by one and confirmed by the other. */
const CONFIRMED = 0.95;

/** The field an open question of staff asks for, so that a bare answer is understood as it was meant. */
export function fieldAsked(
  text: string,
  draft: Draft,
  { city, now, understand }: StepContext,
): string | undefined {
  if (!isQuestion(text) || carriesValues(understand(text, now))) return undefined;
  const kind = ASKS.find(([, words]) => words.test(text))?.[0];
  return formOf(city, draft).fields.find((field) => field.kind === kind)?.id;
}

export const isQuestion = (text: string): boolean => QUESTION.test(text.trim());
const QUESTION =
  /[?？]$|(?:吗|吧|呢|对不对|是不是|对么|是么|多少|哪里|哪儿|什么)[。.!！~]?$|\b(?:right|correct)[.!]?$/i;

const ASKS: [FormField['kind'], RegExp][] = [
  ['phone', /电话|手机|号码|联系方式|phone|number/i],
  ['name', /贵姓|怎么称呼|姓名|名字|叫什么|your name/i],
  ['place', /哪里|哪儿|什么地方|什么位置|地址|地点|哪个小区|哪条路|几号楼|where|address/i],
  ['time', /什么时候|几点|哪天|何时|多久了|when/i],
];

const carriesValues = ({ phones, places, times, names }: Understanding): boolean =>
  phones.length + places.length + times.length + names.length > 0;
