import type { Danger } from '../../language/understanding.js';
import { absorb } from '../absorb.js';
import { soundsLikePlace } from '../answers.js';
import type { Next } from '../composer.js';
import { type Draft, emptyDraft, hasBegun } from '../draft.js';
import { SUMMARY } from '../form.js';
import { maskNumbers } from '../mask.js';
import { dialNumbers } from '../numbers.js';
import { offerParked } from '../parking.js';
import { isFindable } from '../place.js';
import type { Outcome } from '../outcome.js';
import type { Dialogue } from '../state.js';
import { submit } from '../submit.js';
import type { Turn } from '../turn.js';
import { asksBack } from './ask-back.js';
import { returnToForm } from './gather.js';
import { wantsBotBack } from './human.js';

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
/** After that a person repeats it, not a machine. */
const MOST_ASKED = 3;

/** Danger to life or property comes before everything else: the number first, then place and call-back. */
export function triage(turn: Turn, next: Next): void {
  const { danger } = turn.understanding;
  if (!danger) return next();
  if (danger.unsure && isPlain(turn)) return next();
  // Somebody who may be in despair is spoken to at once; another likeness to danger must not stop a matter.
  if (danger.unsure && danger.id !== SUICIDE) return perhaps(turn, danger, next);
  const before = turn.dialogue.type === 'emergency' ? turn.dialogue : undefined;
  alarmStaff(turn, danger);
  if (turn.state.mode === 'staff') return next();
  sayNumbers(turn, danger);
  // Place and number of a person in danger are nothing to ask for in public.
  if (turn.context.dialogue === 'public') return;
  const emergency: Emergency = {
    type: 'emergency',
    danger: danger.id,
    hotlines: [...new Set([...danger.hotlines, ...(before?.hotlines ?? [])])],
    turns: before?.turns ?? 0,
    draft: before?.draft ?? emergencyDraft(turn),
    ticketId: before?.ticketId,
  };
  record(turn, emergency);
}

/** A wish to us that is understood for itself ("给我找个活人") resembles despair in its letters only. */
const isPlain = (turn: Turn): boolean =>
  WISHES.some((wish) => turn.wants(wish)) ||
  (turn.wants('skip') && turn.state.draft.pending !== undefined) ||
  asksBack(turn) ||
  wantsBotBack(turn);
const WISHES = ['human', 'progress', 'urge', 'supplement', 'rate', 'restart', 'yes'] as const;

/** It only resembles danger: the number is named in the same turn, staff look, and what was said goes on. */
function perhaps(turn: Turn, danger: Danger, next: Next): void {
  const asked = turn.state.draft.pending;
  const isAnswer = turn.dialogue.type === 'gathering' && asked !== undefined && asked !== MATTER;
  if (isAnswer || turn.dialogue.type === 'emergency') return next();
  const quote = maskNumbers(turn.text).slice(0, MOST_QUOTED);
  turn.notifyStaff('perhaps-danger', `可能有险情，请看一下：${quote}`);
  if (turn.state.mode !== 'staff') {
    turn.say('danger.perhaps', { numbers: dialNumbers(danger.hotlines, turn.context.city) });
  }
  next();
}
const MATTER = 'matter';

/** A call-back number known already is not asked for again; a place is, because the danger may be elsewhere. */
function emergencyDraft({ state, context, messageIds }: Turn): Draft {
  const phone = state.draft.phone ?? state.person.phone;
  return { ...emptyDraft(context.now, { phone }), type: { value: 'help', confidence: 0.5, messageIds } };
}

/** What is said while the danger lasts: it goes to the emergency ticket, and the numbers stay in view. */
export function duringEmergency(turn: Turn & { dialogue: Emergency }, next: Next): void {
  const emergency = turn.dialogue;
  if (isOver(turn)) return endEmergency(turn, emergency);
  if (emergency.ticketId !== undefined && (turn.wants('progress') || turn.wants('human'))) return next();
  const numbers = dialNumbers(emergency.hotlines, turn.context.city);
  turn.say(emergency.danger === SUICIDE ? 'danger.suicideStill' : 'danger.still', { numbers });
  record(turn, emergency);
}

/** Nobody writes any more: what is known becomes a ticket, and later the interrupted matter goes on. */
export function emergencySilence(outcome: Outcome, emergency: Emergency): void {
  if (emergency.ticketId === undefined) return keepEmergency(outcome, emergency);
  const { draft } = outcome.state;
  const form = draft.pending === SUMMARY ? 'confirming' : 'gathering';
  outcome.become({ type: hasBegun(draft) ? form : 'idle' });
}

/** Makes the ticket of what is known, because nothing may follow that would add to it. */
export function keepEmergency(outcome: Outcome, emergency: Emergency): void {
  if (emergency.ticketId !== undefined) return;
  const ticketId = submit(outcome, emergency.draft, submittedBy(emergency), 'emergency');
  outcome.become({ ...emergency, ticketId });
}

/** Adds the turn to the emergency; the ticket is made as soon as somebody could be sent or called. */
function record(turn: Turn, emergency: Emergency): void {
  const { city } = turn.context;
  const turns = emergency.turns + 1;
  const answers = turns > 1 && turn.understanding.danger === undefined && soundsLikePlace(turn.text);
  const pending = answers ? 'place' : undefined;
  const { draft: heard, took } = absorb({ ...emergency.draft, pending }, turn, {
    city,
    correcting: turns > 1,
  });
  const kept = took.has('matter') || took.has('place') || took.has('phone') || turn.text === '';
  const entry = { messageIds: turn.messageIds, text: turn.text };
  const draft = kept ? heard : { ...heard, matter: [...heard.matter, entry] };
  const recorded = { ...emergency, turns, draft };
  if (emergency.ticketId !== undefined) {
    const attachmentIds = turn.attachments.map(({ id }) => id);
    turn.command(emergency.ticketId, { move: 'supplement', text: turn.text || '（附件）', attachmentIds });
    turn.about(emergency.ticketId);
    if (emergency.danger !== SUICIDE) turn.say('danger.added');
    askWhere(turn, recorded);
    return turn.become(recorded);
  }
  askWhere(turn, recorded);
  const isFound = isLocated(draft) || saidPhone(turn);
  // Somebody in despair is answered with words, not with a number: staff have been called already.
  const isEnough = isFound || (turns >= 2 && emergency.danger !== SUICIDE);
  if (!isEnough) return turn.become(recorded);
  const ticketId = submit(turn, draft, submittedBy(recorded), 'emergency');
  turn.become({ ...recorded, ticketId });
}

/** "楼下" tells nobody where to go. */
const isLocated = ({ place }: Draft): boolean =>
  place !== undefined && (place.value.county !== undefined || isFindable(place.value));

const submittedBy = ({ danger }: Emergency) => (danger === SUICIDE ? 'selfHarm' : 'emergency');

const saidPhone = (turn: Turn): boolean => turn.understanding.phones.some(({ role }) => role !== 'other');

function sayNumbers(turn: Turn, danger: Danger): void {
  const { city, staffOnDuty } = turn.context;
  const numbers = dialNumbers(danger.hotlines, city);
  if (danger.id === SUICIDE) turn.say('danger.suicide', { numbers });
  else if (danger.id === THREAT) turn.say('danger.threat', { numbers });
  else turn.say('danger.call', { numbers });
  if (danger.cannotSpeak) turn.say('danger.cannotSpeak', { textAlarm: city.profile.textAlarm });
  const advice = ADVICE[danger.id];
  if (advice !== undefined) turn.say(advice);
  turn.say(staffOnDuty ? 'danger.staffOnDuty' : 'danger.staffOffDuty');
}

/** Asks for place and call-back and nothing else. */
function askWhere(turn: Turn, { danger, draft, turns }: Emergency): void {
  if (turns > MOST_ASKED) return;
  if (danger === SUICIDE) {
    if (turns === 1) turn.say('danger.askSuicide');
    return;
  }
  if (!isLocated(draft) && draft.phone === undefined) turn.say('danger.askBoth');
  else if (!isLocated(draft)) turn.say('danger.askPlace');
  else if (draft.phone === undefined) turn.say('danger.askPhone');
}

function alarmStaff(turn: Turn, danger: Danger): void {
  const quote = maskNumbers(turn.text).slice(0, MOST_QUOTED);
  const signs = danger.reasons.join('、');
  const mute = danger.cannotSpeak ? '，不便说话' : '';
  const reason = danger.id === THREAT ? 'threat' : 'emergency';
  const { id, hotlines, cannotSpeak } = danger;
  const summary = `险情（${hotlines.join('、')}${mute}，依据：${signs}）：${quote}`;
  turn.notifyStaff(reason, summary, { id, hotlines, cannotSpeak });
}

/** "没有着火，是说价格" or "安全了": the danger is over or never was. */
const isOver = (turn: Turn): boolean => turn.wants('cancel') || OVER.test(turn.heard);
const OVER =
  /没事了|没事儿?$|安全了|脱险|得救|搞错|误会|开玩笑|不是真的|没有?(?:危险|着火|起火|出事)|(?:已经|都)(?:报警|打了|打过)|灭了|好多了|找到了?(?:$|[,，。!！\s]|人)|(?:人|孩子|老人|他|她)(?:自己)?(?:平安)?回(?:来|家)了|救[出上下]来了|(?:am|are|i'm|we're) safe|false alarm/i;

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
