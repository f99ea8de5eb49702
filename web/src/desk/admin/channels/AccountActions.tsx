import { App, Button, Input, Modal, QRCode } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ActionResult, TestResult } from '../../../../../src/server/admin/channel-routes.js';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { AccountView } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { isEnglish, useSay } from '../../words';
import { CHANNEL_WORDS } from './words';

/** Pause, drain, resume, test, and whatever the channel itself offers (a menu, a code to sign in). */
export function AccountActions({ account }: { account: AccountView }) {
  const say = useSay(CHANNEL_WORDS);
  const may = useMay('channel.manage');
  const { modal } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const [testing, setTesting] = useState(false);
  const path = `/admin/channels/${encodeURIComponent(account.channel)}/${encodeURIComponent(account.account)}`;
  if (!may) return null;
  const change = (verb: 'pause' | 'drain' | 'resume') =>
    attempt(async () => {
      await post(`${path}/${verb}`);
      await outdate('channels');
    });
  const act = (name: string) =>
    attempt(async () => {
      const { text, qr } = await post<z.infer<typeof ActionResult>>(
        `${path}/actions/${encodeURIComponent(name)}`,
      );
      modal.info({
        title: text,
        content: qr && (
          <>
            {say('scan')}
            <QRCode value={qr} type="svg" />
          </>
        ),
      });
      await outdate('channels');
    });
  return (
    <>
      <ProblemAlert problem={problem} />
      <div className="row">
        {account.mode === 'on' ? (
          <>
            <Button loading={running} onClick={() => void change('pause')}>
              {say('pause')}
            </Button>
            <Button loading={running} onClick={() => void change('drain')}>
              {say('drain')}
            </Button>
          </>
        ) : (
          <Button type="primary" loading={running} onClick={() => void change('resume')}>
            {say('resume')}
          </Button>
        )}
        <Button onClick={() => setTesting(true)}>{say('test')}</Button>
        {account.actions.map(({ name, title }) => (
          <Button key={name} loading={running} onClick={() => void act(name)}>
            {isEnglish() ? title.en : title.zh}
          </Button>
        ))}
      </div>
      {testing && <TestSend path={path} onClose={() => setTesting(false)} />}
    </>
  );
}

function TestSend({ path, onClose }: { path: string; onClose(): void }) {
  const say = useSay(CHANNEL_WORDS);
  const { message } = App.useApp();
  const [to, setTo] = useState('');
  const { running, problem, attempt } = useAttempt();
  const send = () =>
    attempt(async () => {
      const result = await post<z.infer<typeof TestResult>>(`${path}/test`, { to });
      if (result.ok) void message.success(say('testDone', { status: result.status ?? '' }));
      else void message.error(say('testFailed', { message: result.message ?? result.code ?? '' }), 8);
      await outdate('channels');
      if (result.ok) onClose();
    });
  return (
    <Modal
      open
      title={say('test')}
      okText={say('send')}
      okButtonProps={{ loading: running, disabled: to.trim() === '' }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <ProblemAlert problem={problem} />
      <label>
        {say('testTo')}
        <Input value={to} onChange={({ target }) => setTo(target.value)} onPressEnter={() => void send()} />
      </label>
    </Modal>
  );
}
