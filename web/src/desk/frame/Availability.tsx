import { App, Segmented } from 'antd';
import type { Availability as State } from '../../../../src/core/assignment/desk-profile.js';
import { outdate, useHub } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { OwnAvailability } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { FRAME_WORDS } from './words';

const STATES = ['available', 'busy', 'away'] as const satisfies readonly State[];

/** 在岗状态: whether the hub may give this person conversations, and how many they have of what they can take. */
export function Availability() {
  const say = useSay(FRAME_WORDS);
  const { message } = App.useApp();
  const { data, error } = useHub<OwnAvailability>('/staff/availability');
  const { running, problem, attempt } = useAttempt();
  const become = (state: State) =>
    attempt(async () => {
      await post('/staff/availability', { state });
      await outdate('availability');
      void message.success(say(`now.${state}`));
    });
  if (!data?.enabled) return <ProblemAlert problem={error} />;
  return (
    <div className="availability">
      <Segmented
        size="small"
        name="availability"
        aria-label={say('availability')}
        disabled={running}
        value={data.state}
        onChange={(state) => void become(state)}
        options={STATES.map((value) => ({ value, label: say(value) }))}
      />
      <div className="soft">{say('holds', { n: data.open, most: data.most ?? 0 })}</div>
      <ProblemAlert problem={problem} />
    </div>
  );
}
