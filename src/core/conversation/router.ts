import { Composer } from './composer.js';
import { bindPhone, saysCode, takeCode, unbindPhone, whileBinding } from './dialogues/binding.js';
import { cancel, restart } from './dialogues/cancel.js';
import { confirm } from './dialogues/confirm.js';
import { elsewhere } from './dialogues/elsewhere.js';
import { gather } from './dialogues/gather.js';
import { answerBack, asksBack } from './dialogues/ask-back.js';
import { callHuman, silentListening, whileWaiting } from './dialogues/human.js';
import { hurryForm } from './dialogues/hurry.js';
import { language, tune } from './dialogues/language.js';
import { privacy } from './dialogues/privacy.js';
import { toPrivate } from './dialogues/public-comment.js';
import { isMark, takeRating } from './dialogues/rate.js';
import { afterRefusal, refusal } from './dialogues/refusal.js';
import { afterSealed, sealed } from './dialogues/sealed.js';
import { choose, serve } from './dialogues/service.js';
import { divideOrNot, several } from './dialogues/several.js';
import { additionOrNew, expectSupplement, takeSupplement } from './dialogues/supplement.js';
import { advert, continueParked, isAdvert, isOnlyAbuse, talk } from './dialogues/talk.js';
import { duringEmergency, triage } from './dialogues/triage.js';
import { confirmWithdraw } from './dialogues/withdraw.js';
import { asksAboutOwn, asksByNumber } from './tickets.js';
import type { Turn } from './turn.js';

/**
 * Who answers a turn, in this order. Danger comes first, always; then what must not be stored; then a
 * person, who outranks the bot; then the questions that stand open; then wishes; then the form.
 */
export const router = new Composer<Turn>()
  .use(tune, triage, sealed)
  .when((turn) => turn.state.mode === 'staff', silentListening)
  .when((turn) => turn.context.dialogue === 'public', toPrivate)
  .use(language)
  .on('emergency', duringEmergency)
  .when(saysCode, takeCode)
  .wants('human', callHuman)
  .on('sealed', afterSealed)
  .on('waiting', whileWaiting)
  .wants('unbind-phone', unbindPhone)
  .wants('bind-phone', bindPhone)
  .wants('elsewhere', elsewhere)
  .on('binding', whileBinding)
  .on('choosing', choose)
  .on('withdrawing', confirmWithdraw)
  .on('rating', takeRating)
  .on('splitting', divideOrNot)
  .on('refused', afterRefusal)
  .use(continueParked)
  .wants('restart', restart)
  .wants('cancel', cancel)
  .on('supplementing', takeSupplement)
  .wants('progress', serve('progress'))
  .when(asksByNumber, serve('progress'))
  .when(asksAboutOwn, serve('progress'))
  .when(asksBack, answerBack)
  .wants('urge', hurryForm, serve('urge'))
  .wants('withdraw', serve('withdraw'))
  .wants('rate', serve('rate'))
  .hears(/^(?:评价|打分|rate\b)/i, serve('rate'))
  .when(isMark, serve('rate'))
  .wants('supplement', expectSupplement, serve('supplement'))
  .wants('anonymous', privacy)
  .wants('confidential', privacy)
  .when(isAdvert, advert)
  .when(isOnlyAbuse, talk)
  .use(refusal)
  .use(several)
  .use(additionOrNew)
  .on('confirming', confirm)
  .use(gather);

/** Routes a turn; what nobody takes is small talk. */
export function route(turn: Turn): void {
  router.handle(turn, () => talk(turn));
}
