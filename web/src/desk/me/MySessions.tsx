import { Button } from 'antd';
import type { z } from 'zod';
import type { SessionView as SessionSchema } from '../../../../src/server/views/staff-view.js';
import { outdate, useHub } from '../hub/queries';
import { remove } from '../hub/staff-api';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { clockTime } from '../ui/time';
import { useSay } from '../words';
import { Mark } from '../ui/Mark';
import { ME_WORDS } from './words';

type Session = z.infer<typeof SessionSchema>;

/** Where one is signed in, to be ended from here. */
export function MySessions() {
  const say = useSay(ME_WORDS);
  const { data, error, refetch } = useHub<{ items: Session[] }>('/staff/sessions');
  const { running, problem, attempt } = useAttempt();
  const end = (path: string) =>
    attempt(async () => {
      await remove(path);
      await outdate('sessions');
    });
  const sessions = data?.items ?? [];
  return (
    <section className="card">
      <h2>{say('sessions')}</h2>
      <p className="soft">{say('sessionsLead')}</p>
      <ProblemAlert problem={error ?? problem} onAgain={() => void refetch()} />
      <ul className="lines">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              {session.address} {session.current && <Mark tone="info">{say('thisOne')}</Mark>}
              <div className="soft">
                {say('started', { time: clockTime(session.createdAt) })} ·{' '}
                {say('seen', { time: clockTime(session.lastSeenAt) })} · {session.userAgent}
              </div>
            </div>
            {!session.current && (
              <Button loading={running} onClick={() => void end(`/staff/sessions/${session.id}`)}>
                {say('end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button danger loading={running} onClick={() => void end('/staff/sessions')}>
          {say('endOthers')}
        </Button>
      )}
    </section>
  );
}
