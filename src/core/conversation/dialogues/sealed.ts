import type { Next } from '../composer.js';
import { dialNumbers } from '../numbers.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';
import { callHuman } from './human.js';
import { keepEmergency } from './triage.js';

/**
 * 涉纪, 涉检, 涉密: the bot takes nothing of it into a request, because a request is read by units
 * (信访材料 must never reach the person accused). It names the proper lines and offers a person.
 */
export function sealed(turn: Turn, next: Next): void {
  const found = turn.understanding.sealed;
  if (!found || found.unsure) return next();
  turn.notifyStaff('sealed', `疑似${KIND_ZH[found.id]}内容，未记入工单，请密件岗查看会话`);
  if (turn.state.mode === 'staff') return next();
  // The danger told before is no secret, and its draft would end with its dialogue.
  if (turn.dialogue.type === 'emergency') keepEmergency(turn, turn.dialogue);
  const lines = dialNumbers(found.hotlines, turn.context.city);
  if (found.id === 'state-secret') turn.say('sealed.secret');
  else turn.say(`sealed.${found.id}`, { lines });
  turn.say('sealed.person').offer([
    { label: 'button.person', value: 'human' },
    { label: 'button.noNeed', value: 'no' },
  ]);
  turn.become({ type: 'sealed' });
}

/** The citizen decides whether a person is to call; anything else is an ordinary turn again. */
export function afterSealed(turn: Turn, next: Next): void {
  turn.become({ type: 'idle' });
  if (turn.wants('yes') || /^(?:要|需要|好|行|yes)/i.test(turn.heard)) return callHuman(turn);
  if (!turn.declines) return next();
  turn.say('sealed.done');
  returnToForm(turn);
}

const KIND_ZH = { discipline: '涉纪', prosecution: '涉检', 'state-secret': '涉密' } as const;
