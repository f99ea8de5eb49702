import { Alert as Warning, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Shortcut, useShortcuts } from '../frame/shortcuts';
import { Keys } from '../frame/ShortcutsHelp';
import type { Alert } from '../hub/types';
import { useMay, useStaff } from '../session/session';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { When } from '../ui/When';
import { useSay } from '../words';
import { AlertStateMark } from './AlertList';
import { dangerName } from './alerts';
import { Countdown } from './Countdown';
import { Facts } from './Facts';
import { RungText } from './RungText';
import { StepDialog } from './StepDialog';
import { type Step, STEP_KEYS, STEPS, stepsFor, take } from './steps';
import { Story } from './Story';
import { EMERGENCY_WORDS } from './words';

/** One alert: what it is, whom to call, what was done. Enter takes it; each step has a key. */
export function AlertPage({ alert }: { alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const mayTake = useMay('conversation.take');
  const [step, setStep] = useState<Step>();
  const { running, problem, attempt } = useAttempt();
  const { staff } = useStaff();
  const takeIt = () => void attempt(async () => void (await take(alert.id)));
  const takeable = mayTake && alert.open && alert.rings && alert.takenBy?.id !== staff.id;
  useShortcuts(useAlertKeys(mayTake ? alert : undefined, takeable ? takeIt : undefined, setStep));
  return (
    <article className="alert-page stack">
      <header className={`card alert-head ${alert.rings ? 'rings' : ''}`}>
        <div className="row">
          <h2 className="alert-kind">{dangerName(alert.danger)}</h2>
          <AlertStateMark alert={alert} />
          <span className="soft">
            {say('at')} <When at={alert.openedAt} />
          </span>
        </div>
        <p className="state" role="status">
          <RungText alert={alert} />
        </p>
        <Countdown alert={alert} />
        {alert.cannotSpeak && <Warning type="error" showIcon title={say('cannotSpeak')} />}
        <ProblemAlert problem={problem} />
        {mayTake && (
          <div className="row steps">
            {takeable && (
              <Button danger type="primary" size="large" loading={running} onClick={takeIt}>
                {say(alert.takenBy ? 'takeOver' : 'take')} <Keys keys="Enter" />
              </Button>
            )}
            {stepsFor(alert).map((one) => (
              <Button
                key={one}
                size="large"
                type={one === 'call' && alert.calls.length === 0 && !takeable ? 'primary' : 'default'}
                onClick={() => setStep(one)}
              >
                {say(one)} <Keys keys={STEP_KEYS[one]} />
              </Button>
            ))}
          </div>
        )}
      </header>
      <Facts alert={alert} />
      <Story alert={alert} />
      {step && <StepDialog alert={alert} step={step} onClose={() => setStep(undefined)} />}
    </article>
  );
}

/** Enter takes; c, a, n, f and x open what is possible now. */
function useAlertKeys(
  alert: Alert | undefined,
  takeIt: (() => void) | undefined,
  open: (step: Step) => void,
): Shortcut[] {
  const say = useSay(EMERGENCY_WORDS);
  const possible = alert ? stepsFor(alert) : [];
  const now = useRef({ possible, takeIt });
  useEffect(() => {
    now.current = { possible, takeIt };
  });
  if (!alert) return [];
  return [
    { keys: 'Enter', label: say('take'), run: () => now.current.takeIt?.() },
    ...STEPS.map((step) => ({
      keys: STEP_KEYS[step],
      label: say(step),
      run: () => now.current.possible.includes(step) && open(step),
    })),
  ];
}
