import { namesOnlyKind, statesKind, lettersBeside } from '../answers.js';
import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import { offerParked, unpark } from '../parking.js';
import { returnToForm, repeatPending } from './gather.js';
import type { Turn } from '../turn.js';

/** Small talk and what nobody understood: answered kindly, then back to where the form stood. */
export function talk(turn: Turn): void {
  if (turn.wants('greeting')) turn.say(hasBegun(turn.state.draft) ? 'talk.here' : 'talk.hello');
  else if (namesOnlyKind(turn.text)) turn.say('talk.listening');
  else if (turn.wants('thanks')) turn.say('talk.welcome');
  else if (turn.wants('abuse')) calm(turn);
  else if (turn.wants('help') || turn.wants('question')) turn.say('talk.help');
  else if (turn.wants('yes') || turn.declines) turn.say('talk.ok');
  else if (turn.text === '') turn.say(turn.isVoice ? 'talk.noVoice' : 'talk.noText');
  else turn.say('talk.unclear');
  if (hasBegun(turn.state.draft)) return repeatPending(turn);
  if (!turn.wants('thanks')) offerParked(turn);
}

/** Swearing is answered calmly and never punished with silence; when it goes on, staff are told once. */
function calm(turn: Turn): void {
  const abuses = turn.state.abuses + 1;
  turn.update({ abuses });
  turn.say(abuses === 1 ? 'talk.calm' : 'talk.calmAgain');
  if (abuses === TOLD_AT) turn.notifyStaff('abuse', '诉求人情绪激动，多次口出恶言，建议人工安抚');
}
const TOLD_AT = 2;

/** "你们这些废物" answers no question and tells of nothing. */
export const isOnlyAbuse = ({ understanding, attachments, text }: Turn): boolean => {
  const { type, category, intents, phones, places } = understanding;
  const isBare = type === undefined && category === undefined && phones.length + places.length === 0;
  return (
    isBare && text.length <= 24 && attachments.length === 0 && intents.some(({ value }) => value === 'abuse')
  );
};

/** Advertising makes no ticket, unless it is told as something that happened to somebody. */
export const isAdvert = (turn: Turn): boolean => {
  return turn.wants('advert') && !statesKind(turn.heard) && !RECEIVED.test(turn.heard);
};
/** Advertising that reached somebody is a matter. */
const RECEIVED = /收到|短信|骚扰|群发|冒充|诈骗|被骗|天天打|老是打|小广告|贴满|乱贴|spam|scam/i;

export function advert(turn: Turn): void {
  turn.say('talk.advert');
  if (hasBegun(turn.state.draft)) repeatPending(turn);
}

const givesNumberOnly = ({ understanding }: Turn): boolean =>
  understanding.phones.length > 0 && lettersBeside(understanding) < 2;

/** "继续" takes up what was put aside; so does a yes to our offer. */
export function continueParked(turn: Turn, next: Next): void {
  const asked = turn.dialogue.type === 'offering';
  const wants =
    (asked && (turn.wants('yes') || /^(?:要|要的|要办|办|办吧|接着办)[吧啊的]?$/.test(turn.heard))) ||
    /^(?:请?继续(?:吧|上次的?)?|接着(?:来|说)|continue)$/i.test(turn.heard);
  if (wants && unpark(turn)) {
    turn.say('parked.resumed');
    return returnToForm(turn);
  }
  // The number that was asked for before: an answer to the parked matter, and a yes to it.
  if (asked && givesNumberOnly(turn) && unpark(turn)) {
    turn.become({ type: 'gathering' });
    return next();
  }
  if (!asked) return next();
  turn.become({ type: 'idle' });
  if (!turn.declines) return next();
  turn.say('parked.kept');
}
