import type { City } from '../../model/city.js';
import type { Danger } from '../../language/understanding.js';
import { absorb } from '../absorb.js';
import type { Next } from '../composer.js';
import { emptyDraft } from '../draft.js';
import { maskNumbers } from '../mask.js';
import { offerParked } from '../parking.js';
import type { Outcome } from '../outcome.js';
import type { Dialogue } from '../state.js';
import { submit } from '../submit.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';

type Emergency = Extract<Dialogue, { type: 'emergency' }>;

/** What to do until help comes, for the groups of the lexicon we have words for. */
const ADVICE: Readonly<Record<string, string>> = {
  fire: 'danger.advice.fire',
  gas: 'danger.advice.gas',
  electric: 'danger.advice.electric',
  medical: 'danger.advice.medical',
  traffic: 'danger.advice.traffic',
  police: 'danger.advice.police',
  'water-rescue': 'danger.advice.water',
  trapped: 'danger.advice.trapped',
};
const SUICIDE = 'suicide';
const THREAT = 'threat';
const MOST_QUOTED = 200;

/** Danger to life or property comes before everything else: the number first, then place and call-back. */
export function triage(turn: Turn, next: Next): void {
  const { danger } = turn.understanding;
  if (!danger) return next();
  const before = turn.dialogue.type === 'emergency' ? turn.dialogue : undefined;
  alarmStaff(turn, danger);
  if (turn.state.mode === 'staff') return next();
  sayNumbers(turn, danger);
  const emergency: Emergency = {
    type: 'emergency',
    danger: danger.id,
    hotlines: [...new Set([...danger.hotlines, ...(before?.hotlines ?? [])])],
    turns: before?.turns ?? 0,
    draft:
      before?.draft ??
      emptyDraft(turn.context.now, { phone: turn.state.person.phone ?? turn.state.draft.phone }),
    ticketId: before?.ticketId,
  };
  record(turn, emergency);
}

/** What is said while the danger lasts: it goes to the emergency ticket, and the numbers stay in view. */
export function duringEmergency(turn: Turn & { dialogue: Emergency }, next: Next): void {
  const emergency = turn.dialogue;
  if (isOver(turn)) return endEmergency(turn, emergency);
  if (emergency.ticketId !== undefined && (turn.wants('progress') || turn.wants('human'))) return next();
  turn.say('danger.still', { numbers: numbersOf(emergency.hotlines, turn.context.city) });
  record(turn, emergency);
}

/** Nobody writes any more: what is known becomes a ticket, and later the interrupted matter goes on. */
export function emergencySilence(outcome: Outcome, emergency: Emergency): void {
  if (emergency.ticketId === undefined) {
    const ticketId = submit(outcome, emergency.draft, 'emergency', 'emergency');
    return outcome.become({ ...emergency, ticketId });
  }
  outcome.become({ type: 'idle' });
}

/** Adds the turn to the emergency; the ticket is made as soon as somebody could be sent or called. */
function record(turn: Turn, emergency: Emergency): void {
  const { city } = turn.context;
  const turns = emergency.turns + 1;
  const pending = emergency.draft.place ? undefined : 'place';
  const { draft } = absorb({ ...emergency.draft, pending }, turn, { city, correcting: turns > 1 });
  const recorded = { ...emergency, turns, draft };
  if (emergency.ticketId !== undefined) {
    const attachmentIds = turn.attachments.map(({ id }) => id);
    turn.command(emergency.ticketId, { move: 'supplement', text: turn.text || '（附件）', attachmentIds });
    turn.about(emergency.ticketId).say('danger.added');
    return turn.become(recorded);
  }
  askWhere(turn, recorded);
  const isEnough = draft.place !== undefined || saidPhone(turn) || turns >= 2;
  if (!isEnough) return turn.become(recorded);
  const ticketId = submit(turn, draft, 'emergency', 'emergency');
  turn.become({ ...recorded, ticketId });
}

const saidPhone = (turn: Turn): boolean => turn.understanding.phones.some(({ role }) => role !== 'other');

function sayNumbers(turn: Turn, danger: Danger): void {
  const { city, staffOnDuty } = turn.context;
  const numbers = numbersOf(danger.hotlines, city);
  if (danger.id === SUICIDE) turn.say('danger.suicide', { numbers });
  else if (danger.id === THREAT) turn.say('danger.threat', { numbers });
  else turn.say('danger.call', { numbers });
  if (danger.cannotSpeak) turn.say('danger.cannotSpeak', { textAlarm: city.profile.textAlarm });
  const advice = ADVICE[danger.id];
  if (advice !== undefined) turn.say(advice);
  turn.say(staffOnDuty ? 'danger.staffOnDuty' : 'danger.staffOffDuty');
}

/** Asks for place and call-back and nothing else. */
function askWhere(turn: Turn, { draft }: Emergency): void {
  if (draft.place === undefined && draft.phone === undefined) turn.say('danger.askBoth');
  else if (draft.place === undefined) turn.say('danger.askPlace');
  else if (draft.phone === undefined) turn.say('danger.askPhone');
}

function alarmStaff(turn: Turn, danger: Danger): void {
  const quote = maskNumbers(turn.text).slice(0, MOST_QUOTED);
  const signs = danger.reasons.join('、');
  const mute = danger.cannotSpeak ? '，不便说话' : '';
  const reason = danger.id === THREAT ? 'threat' : 'emergency';
  turn.notifyStaff(reason, `险情（${danger.hotlines.join('、')}${mute}，依据：${signs}）：${quote}`);
}

/** "没有着火，是说价格" or "安全了": the danger is over or never was. */
const isOver = (turn: Turn): boolean =>
  turn.wants('cancel') ||
  turn.wants('no') ||
  turn.wants('thanks') ||
  /没事了|安全了|脱险|得救|搞错了|误会|不是真的|没有危险|打过了?\s*11|已经?(?:报警|打了|打过)|are safe|i am safe|i'm safe|false alarm/i.test(
    turn.heard,
  );

function endEmergency(turn: Turn, emergency: Emergency): void {
  const { ticketId } = emergency;
  const attachmentIds = turn.attachments.map(({ id }) => id);
  if (ticketId !== undefined) {
    turn.command(ticketId, { move: 'supplement', text: turn.text, attachmentIds });
    turn.about(ticketId).say('danger.overTicket');
  } else {
    // No ticket yet: what was told is an ordinary matter and goes into the form.
    takeOver(turn, emergency);
    turn.say('danger.over');
  }
  turn.become({ type: 'idle' });
  if (!offerParked(turn)) returnToForm(turn);
}

function takeOver(turn: Turn, { draft }: Emergency): void {
  const { draft: form } = turn.state;
  const { city } = turn.context;
  const merged = {
    ...form,
    matter: [...form.matter, ...draft.matter],
    place: form.place ?? draft.place,
    phone: form.phone ?? draft.phone,
    attachments: [...form.attachments, ...draft.attachments],
    messageIds: [...form.messageIds, ...draft.messageIds],
    origin: form.origin ?? draft.origin,
  };
  turn.update({ draft: absorb(merged, turn, { city, correcting: false }).draft });
}

/** "119、120": what to dial, in the order the lexicon gives. */
function numbersOf(hotlines: string[], { hotlines: known }: City): string {
  return hotlines.map((id) => known.find((hotline) => hotline.id === id)?.dial ?? id).join('、');
}
