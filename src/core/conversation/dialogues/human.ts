import { absorb } from '../absorb.js';
import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import { isAnswered } from '../form.js';
import { handOverSummary } from '../hand-over.js';
import { opening } from '../hours.js';
import type { Outcome } from '../outcome.js';
import { confirmedFacts } from '../staff-facts.js';
import type { Dialogue } from '../state.js';
import type { Turn } from '../turn.js';
import { resumeForm, returnToForm } from './gather.js';

type Waiting = Extract<Dialogue, { type: 'waiting' }>;

/**
 * A person is asked for: staff are told with a summary, and the citizen hears what is true about when
 * one can come. Asking again while waiting calls nobody twice.
 */
export function callHuman(turn: Turn): void {
  listen(turn);
  const { now, staffOnDuty, queue } = turn.context;
  const waiting = turn.dialogue.type === 'waiting' ? turn.dialogue : undefined;
  if (!waiting) turn.notifyStaff('hand-over', handOverSummary(turn));
  sayWhenSomebodyComes(turn, 'human.onDuty');
  if (staffOnDuty && queue && queue.ahead > 0) turn.say('human.queue', { count: queue.ahead });
  turn.become({ type: 'waiting', since: waiting?.since ?? now, noted: false });
}

/** What is true about when a person can come; `onDuty` is what is said while somebody is there. */
export function sayWhenSomebodyComes(outcome: Outcome, onDuty: 'human.onDuty' | 'human.takenBack'): void {
  const { city, staffOnDuty } = outcome.context;
  if (staffOnDuty) outcome.say(onDuty);
  else outcome.say('human.offDuty', { areaCode: city.profile.areaCode, ...opening(outcome.context) });
}

/** Waiting for a person: everything is kept for them; a word brings the bot back. */
export function whileWaiting(turn: Turn & { dialogue: Waiting }, next: Next): void {
  if (wantsBotBack(turn)) {
    turn.say('human.back');
    return returnToForm(turn);
  }
  if (WISHES.some((wish) => turn.wants(wish))) {
    resumeForm(turn);
    return next();
  }
  listen(turn);
  // "好的" only says that the citizen waits; the whole sentence again and again would be nagging.
  const isSmall = turn.wants('yes') || turn.wants('thanks');
  turn.say(isSmall ? 'talk.ok' : turn.dialogue.noted ? 'gather.noted' : 'human.kept');
  turn.become({ ...turn.dialogue, noted: turn.dialogue.noted || !isSmall });
}
/** "算了，还是你来吧": whoever waits for a person would rather go on with the bot. */
export const wantsBotBack = ({ dialogue, heard }: Turn): boolean =>
  dialogue.type === 'waiting' &&
  (GO_ON.test(heard) || heard.split(/[,。!;~\s]+/).some((clause) => YOU_DO_IT.test(clause)));
const GO_ON =
  /^(?:那?(?:请|就)?(?:你)?(?:继续|接着)|先?登记|(?:还是)?(?:用)?机器人|我?不等(?:人工?|他们?)?了|continue|go on)/i;
/** Nothing but who is to go on: with more words it tells of something. */
const YOU_DO_IT =
  /^(?:(?:算了|好吧|行吧|那|嗯)?(?:还是|就)?(?:让|由|请|叫)?(?:你|机器人)(?:来|先|直接|帮我|给我|跟我|继续)+(?:办|弄|登记|处理|说|聊|记|问)?(?:一下)?(?:吧|好了|就行|也行|得了)*|我?(?:[不别]用|不要|不想?)(?:找|等|叫|转|要)?人工了?吧?)$/;
const WISHES = ['progress', 'urge', 'withdraw', 'rate', 'cancel', 'restart'] as const;

/** Nobody has come in time: said once, and the bot goes on. The call stays open at the desk. */
export function waitingSilence(outcome: Outcome): void {
  if (outcome.context.staffOnDuty) outcome.say('human.stillBusy');
  else outcome.say('human.stillOff', opening(outcome.context));
  outcome.become({ type: 'idle' });
  if (hasBegun(outcome.state.draft)) returnToForm(outcome);
  else outcome.say('talk.listening');
}

/** Staff have the conversation: the bot is silent and remembers what is said. */
export function silentListening(turn: Turn): void {
  const facts = confirmedFacts(turn);
  if (facts) turn.update({ draft: facts });
  else listen(turn);
  const { held } = turn.state;
  turn.update({
    staffAsked: undefined,
    held: held && { ...held, unansweredSince: held.unansweredSince ?? turn.context.now },
  });
}

function listen(turn: Turn): void {
  const { city } = turn.context;
  const { draft, took } = absorb(turn.state.draft, turn, { city, correcting: turn.mends });
  if (took.size === 0) return;
  // What the bot had asked is known now: it must not be asked when the bot speaks again.
  turn.update({ draft: isAnswered(draft, city) ? { ...draft, pending: undefined } : draft });
}
