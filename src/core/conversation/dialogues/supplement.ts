import { REQUEST_TYPES } from '../../model/codes.js';
import { absorb } from '../absorb.js';
import { nameOf } from '../absorb/taking.js';
import { statesKind, withNewTail } from '../answers.js';
import { type Draft, emptyDraft, formOf, hasBegun, valueOf } from '../draft.js';
import { TYPE } from '../form.js';
import { placeWords } from '../place.js';
import type { Next } from '../composer.js';
import type { Dialogue, HeldTurn } from '../state.js';
import { askWhich, candidates } from '../tickets.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';

/** Adds words and files to a ticket that exists: staff and unit see them beside the request. */
export function supplementTicket(turn: Turn, ticketId: string, held: HeldTurn): void {
  const attachmentIds = held.attachments.map(({ id }) => id);
  turn.command(ticketId, { move: 'supplement', text: held.text || textFor(held), attachmentIds });
  turn.about(ticketId).say('supplement.done', { files: attachmentIds.length });
}

/** A correction after the ticket was made: staff read which field changes, and the citizen hears it. */
function correctTicket(turn: Turn, ticketId: string): void {
  const { city } = turn.context;
  const held = turn.hold();
  const before = { ...emptyDraft(turn.context.now, turn.state.person), origin: turn.origin };
  const { draft, took } = absorb(before, turn, { city, correcting: true, mending: true });
  const changed = fieldsOf(turn, draft, took);
  if (changed.length === 0) return supplementTicket(turn, ticketId, held);
  const fields = changed.map(({ label, value }) => `${label}：${value}`).join('；');
  const attachmentIds = held.attachments.map(({ id }) => id);
  turn.command(ticketId, {
    move: 'supplement',
    text: `【更正】${fields}（原话：${held.text}）`,
    attachmentIds,
  });
  const labels = changed.map(({ label, labelEn }) => (turn.language === 'en' ? labelEn : label));
  turn
    .about(ticketId)
    .say('supplement.corrected', { labels: labels.join(turn.language === 'en' ? ', ' : '、') });
  // The next request of this person begins with the right number.
  const { person } = turn.state;
  turn.update({ person: { name: took.has('name') ? draft.name : person.name, phone: draft.phone } });
}

interface Changed {
  label: string;
  labelEn: string;
  value: string;
}

function fieldsOf(turn: Turn, draft: Draft, took: ReadonlySet<string>): Changed[] {
  const { context } = turn;
  const changed: Changed[] = [];
  if (draft.type && took.has(TYPE) && statesKind(turn.text)) {
    changed.push({ label: '类型', labelEn: 'Kind', value: REQUEST_TYPES[draft.type.value].zh });
  }
  for (const field of formOf(context.city, draft).fields) {
    const isPlace = field.kind === 'place' && draft.place !== undefined;
    const value =
      isPlace && draft.place ? placeWords(draft.place.value, context.city) : valueOf(draft, field);
    if (field.kind === 'matter' || value === undefined || !took.has(nameOf(field))) continue;
    changed.push({ label: field.label, labelEn: field.labelEn, value });
  }
  return changed;
}

/** "我要补充" without saying what: the next turn is the addition. */
export function expectSupplement(turn: Turn, next: Next): void {
  const [only, ...others] = candidates(turn, 'supplement');
  const tellsNothing = !turn.understanding.matter && turn.attachments.length === 0 && !turn.location;
  if (!tellsNothing || only === undefined || others.length > 0) return next();
  turn.become({ type: 'supplementing', ticketId: only.id });
  turn.about(only.id).say('supplement.ask', { number: only.number });
}

export function takeSupplement(
  turn: Turn & { dialogue: Extract<Dialogue, { type: 'supplementing' }> },
): void {
  supplementTicket(turn, turn.dialogue.ticketId, turn.hold());
  turn.become({ type: 'idle' });
  if (hasBegun(turn.state.draft)) returnToForm(turn);
}

/**
 * After a ticket exists, a turn may add to it or begin another matter. A reply in the ticket's thread,
 * a correction, a picture or a mere number adds; a matter of its own kind begins; in between we ask.
 */
export function additionOrNew(turn: Turn, next: Next): void {
  if (turn.dialogue.type !== 'idle' || hasBegun(turn.state.draft)) return next();
  const tickets = candidates(turn, 'supplement').filter(({ state }) => state !== 'closed');
  const newest = turn.threadTicketId ?? tickets[0]?.id ?? turn.state.openTicketIds[0];
  if (newest === undefined) return next();
  const { matter, type, category, phones, places, times } = turn.understanding;
  const isNew = matter !== undefined && (type !== undefined || category !== undefined);
  const tells =
    matter !== undefined ||
    (turn.mends && type !== undefined) ||
    turn.attachments.length > 0 ||
    turn.location !== undefined ||
    phones.length + places.length + times.length > 0 ||
    mendsTail(turn);
  if (!tells) return next();
  if (turn.mends) return correctTicket(turn, newest);
  if (turn.threadTicketId !== undefined) return supplementTicket(turn, newest, turn.hold());
  if (isNew) return next();
  if (tickets.length > 1 || matter !== undefined) return askWhich(turn, 'supplement', tickets, turn.hold());
  supplementTicket(turn, newest, turn.hold());
}

/** "电话打错了 是…5678": the end of a number we know. */
const mendsTail = ({ mends, state, heard }: Turn): boolean =>
  mends && state.person.phone !== undefined && withNewTail(state.person.phone.value, heard) !== undefined;

/** A supplement needs words: for files alone we say what they are. */
const textFor = ({ attachments, location }: HeldTurn): string => {
  if (location) return `位置：${location.label ?? `${location.lat}, ${location.lng}`}`;
  return `附件：${attachments.map(({ name }) => name).join('、')}`;
};
