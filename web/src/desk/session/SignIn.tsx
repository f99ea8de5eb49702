import { Alert, Button, Divider, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useHub } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { SessionState } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { enter } from './session';
import { SESSION_WORDS } from './words';

interface CodeNeeded {
  challenge: string;
}

/** Account and password, then a code where one is needed; or the provider's sign-on. */
export function SignIn({ login }: { login?: string }) {
  const [challenge, setChallenge] = useState(() => fromAddress('challenge'));
  return challenge === undefined ? (
    <PasswordForm login={login} onCode={setChallenge} />
  ) : (
    <CodeForm challenge={challenge} onBack={() => setChallenge(undefined)} />
  );
}

function PasswordForm({ login, onCode }: { login?: string; onCode(challenge: string): void }) {
  const say = useSay(SESSION_WORDS);
  const { running, problem, attempt } = useAttempt();
  const ways = useHub<{ sso?: { name: string } }>('/staff/session/ways');
  const [failed] = useState(() => fromAddress('problem'));
  const send = (said: { login: string; password: string }) =>
    attempt(async () => {
      const answer = await post<SessionState | CodeNeeded>('/staff/session/login', said);
      if ('challenge' in answer) onCode(answer.challenge);
      else enter(answer);
    });
  return (
    <Form layout="vertical" onFinish={send} requiredMark={false} initialValues={{ login }} disabled={running}>
      <Typography.Title level={1} className="sign-in-title">
        {say('signIn')}
      </Typography.Title>
      {failed !== undefined && <Alert type="error" title={say('ssoFailed', { code: failed })} showIcon />}
      <ProblemAlert problem={problem} />
      <Form.Item name="login" label={say('login')} rules={[{ required: true, message: say('required') }]}>
        <Input autoComplete="username" autoFocus={login === undefined} readOnly={login !== undefined} />
      </Form.Item>
      <Form.Item
        name="password"
        label={say('password')}
        rules={[{ required: true, message: say('required') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={login !== undefined} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={running}>
        {say('enter')}
      </Button>
      {ways.data?.sso && (
        <>
          <Divider plain>{say('or')}</Divider>
          <Button block href="/api/staff/session/sso/start">
            {say('sso', { name: ways.data.sso.name })}
          </Button>
        </>
      )}
    </Form>
  );
}

function CodeForm({ challenge, onBack }: { challenge: string; onBack(): void }) {
  const say = useSay(SESSION_WORDS);
  const { running, problem, attempt } = useAttempt();
  const send = ({ code }: { code: string }) =>
    attempt(async () => {
      const said = { challenge, code: code.trim() };
      enter(await post<SessionState>('/staff/session/second-factor', said));
    });
  return (
    <Form layout="vertical" onFinish={send} requiredMark={false} disabled={running}>
      <Typography.Title level={1} className="sign-in-title">
        {say('code')}
      </Typography.Title>
      <Typography.Paragraph>{say('codeLead')}</Typography.Paragraph>
      <ProblemAlert problem={problem} />
      <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('required') }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={running}>
        {say('enter')}
      </Button>
      <Button type="link" block onClick={onBack}>
        {say('back')}
      </Button>
    </Form>
  );
}

/** What the provider's sign-on left behind `#`; taken off the address, so that no history keeps it. */
function fromAddress(name: 'challenge' | 'problem'): string | undefined {
  const found = new URLSearchParams(location.hash.slice(1)).get(name);
  if (found === null) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return found;
}
