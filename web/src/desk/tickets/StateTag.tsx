import { TICKET_STATE_EN, TICKET_STATE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { TicketState } from '../hub/types';
import { Mark, type Tone } from '../ui/Mark';
import { useNames } from '../words';

const TONES: Record<TicketState, Tone> = {
  accepted: 'info',
  dispatched: 'info',
  returned: 'warn',
  disputed: 'bad',
  signed: 'info',
  suspended: 'plain',
  replied: 'secret',
  reviewed: 'info',
  'called-back': 'info',
  closed: 'good',
  joined: 'plain',
  'handed-over': 'plain',
  refused: 'plain',
  cancelled: 'plain',
  archived: 'plain',
};

export function StateTag({ state }: { state: TicketState }) {
  const name = useNames(TICKET_STATE_ZH, TICKET_STATE_EN);
  return <Mark tone={TONES[state]}>{name(state)}</Mark>;
}
