import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { MacroStep } from '../hub/types';
import { useNames, useSay } from '../words';
import { MACRO_WORDS } from './macro-words';

/** One step of a macro in words. */
export function StepLine({ step }: { step: MacroStep }) {
  const say = useSay(MACRO_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  if (step.type === 'reply')
    return (
      <>
        <strong>{say('reply')}</strong> <span className="said soft">{step.text}</span>
      </>
    );
  const details = Object.values(step.details).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
  return (
    <>
      <strong>{moveName(step.move)}</strong> <span className="said soft">{details.join(' · ')}</span>
    </>
  );
}
