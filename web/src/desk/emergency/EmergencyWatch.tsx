import '../style/emergency.css';
import { useOpenAlerts } from './alerts';
import { EmergencyBar } from './EmergencyBar';
import { useRinging } from './ringing';

/** On every page of the desk: rings whoever is rung, and says in red that an emergency waits. */
export function EmergencyWatch() {
  const open = useOpenAlerts();
  useRinging(open);
  return <EmergencyBar open={open} />;
}
