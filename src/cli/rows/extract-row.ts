import { z } from 'zod';
import type { Found, Span, Understand, Understanding } from '../../core/language/understanding.js';

/** One line of input: a message and the moment it was sent, against which "昨天" is read. */
export const ExtractInput = z.object({
  id: z.string(),
  text: z.string(),
  at: z.iso.datetime({ offset: true }),
});
export type ExtractInput = z.infer<typeof ExtractInput>;

/** [start, end) in UTF-16 units of the text as it was sent. */
const Offsets = z.tuple([z.number().int(), z.number().int()]);

/** One line of output: what was said, one value of each kind; what was not said is absent. */
export const ExtractRow = z.object({
  id: z.string(),
  phones: z.array(
    z.object({
      /** E.164. */
      value: z.string(),
      national: z.string(),
      span: Offsets,
      /** The citizen's own; false for the other side's; absent when the words leave it open. */
      own: z.boolean().optional(),
      extension: z.string().optional(),
    }),
  ),
  place: z
    .object({
      /** The most specific division known: nine digits for a town, six for a county. */
      division: z.string().optional(),
      county: z.string().optional(),
      text: z.string(),
      span: Offsets,
      ambiguous: z.literal(true).optional(),
    })
    .optional(),
  /** ISO 8601 in China's time; a day is [00:00, next 00:00), an instant has no `to`. */
  time: z.object({ from: z.string(), to: z.string().optional(), span: Offsets, text: z.string() }).optional(),
  name: z.string().optional(),
  plate: z.string().optional(),
  idNumber: z.string().optional(),
  creditCode: z.string().optional(),
  shop: z.string().optional(),
  /** Yuan. */
  amount: z.number().optional(),
  orderNumber: z.string().optional(),
  ticketNumber: z.string().optional(),
});
export type ExtractRow = z.infer<typeof ExtractRow>;

/** Below this a value is a guess that the engine would ask about. */
const SURE = 0.5;
/** A form of address is somebody else's more often than other values are wrong. */
const SURE_NAME = 0.6;

/** What is understood of one message, flat, for comparing with labels or feeding another program. */
export function extractRow({ id, text, at }: ExtractInput, understand: Understand): ExtractRow {
  const heard = understand(text, new Date(at));
  const shop = heard.shops.find(({ confidence }) => confidence >= SURE);
  return {
    id,
    phones: phonesOf(heard),
    place: placeOf(heard, shop?.span),
    time: timeOf(heard),
    name: best(heard.names, SURE_NAME),
    plate: best(heard.plates),
    idNumber: best(heard.idNumbers),
    creditCode: best(heard.creditCodes),
    shop: shop?.value,
    amount: best(heard.amounts),
    orderNumber: best(heard.orderNumbers),
    // A number with a slip in it still says that a ticket is meant, and which.
    ticketNumber: best(heard.ticketNumbers, 0),
  };
}

function phonesOf({ phones }: Understanding): ExtractRow['phones'] {
  const claimed = phones.some(({ role }) => role === 'own');
  const unclear = phones.filter(({ role }) => role === 'unclear').length;
  return phones.map(({ value, span, role }) => {
    // A single number left without a word about it is the one to call back, as the engine takes it.
    const own = role === 'unclear' ? (claimed || unclear > 1 ? undefined : true) : role === 'own';
    return {
      value: value.e164,
      national: value.national,
      span: offsets(span),
      ...(own === undefined ? {} : { own }),
      ...(value.extension === undefined ? {} : { extension: value.extension }),
    };
  });
}

function placeOf({ places }: Understanding, shop: Span | undefined): ExtractRow['place'] {
  // A shop's name alone says who, not where.
  const found = places.find(({ value, span }) => value.county !== undefined || span.end !== shop?.end);
  if (found === undefined) return undefined;
  const { text, county, town } = found.value;
  const division = town ?? county;
  return {
    ...(division === undefined ? {} : { division }),
    ...(county === undefined ? {} : { county }),
    text,
    span: offsets(found.span),
    ...(found.ambiguous ? { ambiguous: true } : {}),
  };
}

function timeOf({ times }: Understanding): ExtractRow['time'] {
  // What happens every night has no moment of its own.
  const found = times.find(({ confidence, value }) => confidence >= SURE && value.precision !== 'recurring');
  if (found === undefined) return undefined;
  const { text, from, to } = found.value;
  return {
    from: inChina(from),
    ...(to === undefined ? {} : { to: inChina(to) }),
    span: offsets(found.span),
    text,
  };
}

function best<T>(found: Found<T>[], least = SURE): T | undefined {
  const [first] = found;
  return first !== undefined && first.confidence >= least ? first.value : undefined;
}

const offsets = ({ start, end }: Span): [number, number] => [start, end];

/** All of China keeps one time, without summer time. */
const inChina = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');
