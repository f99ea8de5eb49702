import { Button, Form, Input, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { post } from '../hub/staff-api';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { SESSION_WORDS } from './words';

interface Offer {
  secret: string;
  uri: string;
}

/** Binds an authenticator app in three steps: password, scan and confirm, keep the recovery codes. */
export function SetSecondFactor({
  needsCode,
  onDone,
}: {
  needsCode: boolean;
  onDone(): void | Promise<void>;
}) {
  const say = useSay(SESSION_WORDS);
  const [offer, setOffer] = useState<Offer>();
  const [codes, setCodes] = useState<string[]>();
  return (
    <div>
      <Typography.Title level={1} className="sign-in-title">
        {say(codes ? 'recoveryHeading' : 'totpHeading')}
      </Typography.Title>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onDone} />
      ) : offer ? (
        <Confirm offer={offer} onCodes={setCodes} />
      ) : (
        <AskForOffer needsCode={needsCode} onOffer={setOffer} />
      )}
    </div>
  );
}

function AskForOffer({ needsCode, onOffer }: { needsCode: boolean; onOffer(offer: Offer): void }) {
  const say = useSay(SESSION_WORDS);
  const { running, problem, attempt } = useAttempt();
  const send = (said: { password?: string; code?: string }) =>
    attempt(async () => onOffer(await post<Offer>('/staff/session/second-factor/offer', said)));
  return (
    <Form layout="vertical" onFinish={send} requiredMark={false} disabled={running}>
      <Typography.Paragraph>{say('totpLead')}</Typography.Paragraph>
      <ProblemAlert problem={problem} />
      <Form.Item name="password" label={say('password')}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {needsCode && (
        <Form.Item name="code" label={say('code')}>
          <Input autoComplete="one-time-code" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={running}>
        {say('offer')}
      </Button>
    </Form>
  );
}

function Confirm({ offer, onCodes }: { offer: Offer; onCodes(codes: string[]): void }) {
  const say = useSay(SESSION_WORDS);
  const { running, problem, attempt } = useAttempt();
  const send = ({ code }: { code: string }) =>
    attempt(async () => {
      const path = '/staff/session/second-factor/confirm';
      const { recoveryCodes } = await post<{ recoveryCodes: string[] }>(path, { code: code.trim() });
      onCodes(recoveryCodes);
    });
  return (
    <Form layout="vertical" onFinish={send} requiredMark={false} disabled={running}>
      <QRCode value={offer.uri} type="svg" bordered={false} className="totp-code" />
      <Typography.Paragraph>
        {say('scan')} <Typography.Text code>{offer.secret}</Typography.Text>
      </Typography.Paragraph>
      <ProblemAlert problem={problem} />
      <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('required') }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={running}>
        {say('confirm')}
      </Button>
    </Form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone(): void | Promise<void> }) {
  const say = useSay(SESSION_WORDS);
  return (
    <>
      <Typography.Paragraph>{say('recoveryLead')}</Typography.Paragraph>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button type="primary" block onClick={() => void onDone()}>
        {say('done')}
      </Button>
    </>
  );
}
