import { z } from 'zod';
import { Caller } from '../../core/model/call.js';
import { Request } from '../../core/model/request.js';
import { idNumbersIn, withoutTrace } from '../../core/privacy/mask.js';
import type { Row } from '../collection.js';
import { searchTokens } from '../search-tokens.js';
import type { BlindIndex } from './blind-index.js';

/** A field of a row by its path; with `each`, that field of every element of an array of things with ids. */
export interface SealedField {
  path: readonly string[];
  each?: string;
}

export interface SealedRows {
  /** What is sealed of this row. */
  fieldsOf(row: Row): readonly SealedField[];
  /** Every field that may ever be sealed. */
  all: readonly SealedField[];
  /** What is kept beside, made from the plain row, so that sealed things can still be found and counted. */
  beside?(row: Row, blind: BlindIndex): Record<string, unknown>;
}

const fields = (...names: string[]): SealedField[] => names.map((name) => ({ path: name.split('.') }));
const always = (...names: string[]): SealedRows => {
  const all = fields(...names);
  return { all, fieldsOf: () => all };
};

const TICKET = fields('request.name', 'request.phone', 'request.extra');
/** 密件: everything anybody wrote. What stays says how many there are and how late, not what about. */
const SEALED_TICKET = [
  ...TICKET,
  ...fields('request.title', 'request.matter', 'request.place', 'request.when', 'request.attachments'),
  ...fields(
    'events',
    'answer',
    'assists',
    'applications',
    'supervision',
    'callBack',
    'handedOver',
    'refusal',
  ),
];
const TicketParts = z.object({ request: Request });

const CONVERSATION: SealedField[] = [
  ...fields('address', 'citizenName', 'thread', 'state', 'effects', 'lastText'),
  { path: ['flags'], each: 'summary' },
];
const Waiting = z.object({
  state: z.object({ dialogue: z.object({ type: z.literal('waiting'), since: z.date() }) }),
});

const Silent = z.object({
  state: z.object({ held: z.object({ given: z.literal(true), unansweredSince: z.date() }) }),
});

/**
 * Which fields of which collection name or describe a person, all in one place. Whatever a citizen wrote in
 * a conversation is sealed, because names and numbers stand in running text, and because a conversation is
 * known to be a sealed matter only after its first words are stored.
 */
export const SEALED: Readonly<Record<string, SealedRows>> = {
  citizens: {
    ...always('address', 'name'),
    beside: ({ address, name }, blind) => ({
      addressIndex: typeof address === 'string' ? blind('address', address) : undefined,
      nameIndex: typeof name === 'string' ? blind('name', name) : undefined,
    }),
  },
  conversations: {
    all: CONVERSATION,
    fieldsOf: () => CONVERSATION,
    beside: (row) => ({
      waitingSince: Waiting.safeParse(row).data?.state.dialogue.since,
      // Of those alone that the hub gave: what people took themselves is theirs.
      silentSince: Silent.safeParse(row).data?.state.held.unansweredSince,
    }),
  },
  messages: always('message', 'content', 'to', 'thread'),
  inputs: always('input'),
  notes: always('text'),
  desk_places: always('draft.text'),
  later_replies: always('text'),
  joins: always('reason', 'separated'),
  continue_links: always('said'),
  calls: {
    ...always('caller', 'record', 'callBack'),
    beside: ({ caller }, blind) => {
      const known = Caller.safeParse(caller).data;
      return { callerIndex: known?.type === 'number' ? blind('phone', known.phone.e164) : undefined };
    },
  },
  tickets: {
    all: SEALED_TICKET,
    fieldsOf: ({ request }) => (isSealed(request) ? SEALED_TICKET : TICKET),
    beside: (row, blind) => {
      const { request } = TicketParts.parse(row);
      const { title, matter, name, phone, extra } = request;
      const ids = idNumbersIn([matter, ...Object.values(extra)].join('\n'));
      return {
        nameIndex: name === undefined ? undefined : blind('name', name),
        phoneIndex: phone && blind('phone', phone.e164),
        idIndex: ids.length > 0 ? ids.map((id) => blind('id-number', id)) : undefined,
        searchTokens: isSealed(request) ? [] : searchTokens(withoutTrace(`${title}\n${matter}`, request)),
      };
    },
  },
  alerts: always('place', 'phone', 'persons', 'heard', 'steps'),
  exchange_outbox: always('body'),
  // No person's, but as good as a password.
  subscriptions: always('secrets'),
  // The body says nothing of people; what a receiver answers may say anything.
  event_deliveries: always('body', 'tries'),
  raw_payloads: always('bytes'),
  raw_chunks: always('bytes'),
  attachments: always('attachment'),
  attachment_chunks: always('bytes'),
  channel_memory: always('value'),
};

function isSealed(request: unknown): boolean {
  return (
    typeof request === 'object' && request !== null && 'secrecy' in request && request.secrecy === 'sealed'
  );
}
