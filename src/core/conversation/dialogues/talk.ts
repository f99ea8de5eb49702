import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import { offerParked, unpark } from '../parking.js';
import { returnToForm, repeatPending } from './gather.js';
import type { Turn } from '../turn.js';

/** Small talk and what nobody understood: answered kindly, then back to where the form stood. */
export function talk(turn: Turn): void {
  if (turn.wants('greeting')) turn.say(hasBegun(turn.state.draft) ? 'talk.here' : 'talk.hello');
  else if (turn.wants('thanks')) turn.say('talk.welcome');
  else if (turn.wants('help') || turn.wants('question')) turn.say('talk.help');
  else if (turn.wants('abuse')) turn.say('talk.calm');
  else if (turn.wants('advert')) turn.say('talk.advert');
  else if (turn.wants('yes') || turn.declines) turn.say('talk.ok');
  else turn.say(turn.text === '' ? 'talk.noText' : 'talk.unclear');
  if (hasBegun(turn.state.draft)) return repeatPending(turn);
  if (!turn.wants('thanks') && !turn.wants('advert')) offerParked(turn);
}

/** "继续" takes up what was put aside; so does a yes to our offer. */
export function continueParked(turn: Turn, next: Next): void {
  const asked = turn.dialogue.type === 'offering';
  const wants =
    (asked && turn.wants('yes')) || /^(?:请?继续(?:吧|上次的?)?|接着(?:来|说)|continue)$/i.test(turn.heard);
  if (wants && unpark(turn)) {
    turn.say('parked.resumed');
    return returnToForm(turn);
  }
  if (!asked) return next();
  turn.become({ type: 'idle' });
  if (!turn.declines) return next();
  turn.say('parked.kept');
}
