import type { Alert } from '../hub/types';
import { useStaff } from '../session/session';
import { useSay } from '../words';
import { useIsRung } from './alerts';
import { EMERGENCY_WORDS } from './words';

/** Who is rung, or who has it. */
export function RungText({ alert }: { alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const isRung = useIsRung();
  const { staff } = useStaff();
  const { rings, ringing, takenBy } = alert;
  if (isRung(alert) && ringing?.who) return say('ringsYou');
  if (rings && ringing?.who) return say('rings', { name: ringing.who.name });
  if (rings) return say('ringsAll');
  if (takenBy) return say('takenBy', { name: takenBy.id === staff.id ? say('you') : takenBy.name });
  return null;
}
