import { Button, Result, Spin } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { SessionState } from '../hub/types';
import { useSay } from '../words';
import { Lock } from './Lock';
import { NewPassword } from './NewPassword';
import { findSession, signOut, useSession } from './session';
import { SetSecondFactor } from './SetSecondFactor';
import { SignIn } from './SignIn';
import { SESSION_WORDS } from './words';

/** Nobody sees the desk before they are signed in and have done what has to be done first. */
export function Gate({ children }: { children: ReactNode }) {
  const say = useSay(SESSION_WORDS);
  const session = useSession();
  useEffect(() => void findSession(), []);
  switch (session.type) {
    case 'looking':
      return <Spin fullscreen description={say('looking')} />;
    case 'unreachable':
      return (
        <main className="gate">
          <Result
            status="warning"
            title={say('unreachable')}
            subTitle={session.problem.sentence}
            extra={<Button onClick={() => void findSession()}>{say('again')}</Button>}
          />
        </main>
      );
    case 'out':
      return (
        <main className="gate">
          <div className="gate-card">
            <SignIn />
          </div>
        </main>
      );
    case 'pending':
      return (
        <main className="gate">
          <div className="gate-card">
            <First state={session.state} />
          </div>
        </main>
      );
    case 'in':
    case 'locked':
      // One place for both: what somebody has open stays as it is while the screen is locked.
      return (
        <>
          {children}
          {session.type === 'locked' && <Lock login={session.state.staff.login} />}
        </>
      );
  }
}

function First({ state }: { state: SessionState }) {
  const say = useSay(SESSION_WORDS);
  return (
    <>
      {state.pending === 'second-factor' ? (
        <SetSecondFactor needsCode={false} onDone={findSession} />
      ) : (
        <NewPassword
          lead={say(state.pending === 'old-password' ? 'oldLead' : 'oneTimeLead')}
          onDone={findSession}
        />
      )}
      <Button type="link" block onClick={() => void signOut()}>
        {say('out')}
      </Button>
    </>
  );
}
