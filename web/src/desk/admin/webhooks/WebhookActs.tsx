import { Alert, App, Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { WebhookTest } from '../../../../../src/server/views/webhook-view.js';
import { go } from '../../../shared/router';
import { outdate } from '../../hub/queries';
import { post, remove } from '../../hub/staff-api';
import type { Webhook } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { ReplaySince } from './ReplaySince';
import { Secret } from './Secret';
import { WebhookForm } from './WebhookForm';
import { WEBHOOK_WORDS } from './words';

type Tested = z.infer<typeof WebhookTest>;

/** Everything that can be done to a subscription. */
export function WebhookActs({ webhook }: { webhook: Webhook }) {
  const say = useSay(WEBHOOK_WORDS);
  const { modal } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const [tested, setTested] = useState<Tested>();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'replay'>();
  const [secret, setSecret] = useState<string>();
  const path = `/admin/webhooks/${webhook.id}`;
  const act = (verb: 'pause' | 'resume') =>
    attempt(async () => {
      await post(`${path}/${verb}`);
      await outdate('webhooks');
    });
  const test = () =>
    attempt(async () => {
      setTested(undefined);
      setTested(await post<Tested>(`${path}/test`));
    });
  const askRemove = () =>
    modal.confirm({
      title: say('remove'),
      content: say('removeAsk', { name: webhook.name }),
      okButtonProps: { danger: true },
      onOk: () =>
        attempt(async () => {
          await remove(path);
          await outdate('webhooks');
          go('/desk/webhooks');
        }),
    });
  const close = () => setOpen(undefined);
  return (
    <>
      <ProblemAlert problem={problem} />
      <div className="row">
        <Button type="primary" loading={running} onClick={() => void test()}>
          {say('test')}
        </Button>
        <Button onClick={() => setOpen('edit')}>{say('edit')}</Button>
        <Button disabled={running} onClick={() => void act(webhook.state === 'paused' ? 'resume' : 'pause')}>
          {say(webhook.state === 'paused' ? 'resume' : 'pause')}
        </Button>
        <Button onClick={() => setOpen('replay')}>{say('replaySince')}</Button>
        <Button onClick={() => setOpen('rotate')}>{say('rotate')}</Button>
        <Button danger onClick={() => void askRemove()}>
          {say('remove')}
        </Button>
      </div>
      {tested && <TestOutcome tested={tested} />}
      {open === 'edit' && <WebhookForm webhook={webhook} onClose={close} />}
      {open === 'replay' && <ReplaySince path={path} onClose={close} />}
      {open === 'rotate' && <Rotate path={path} onClose={close} onSecret={setSecret} />}
      {secret !== undefined && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

function TestOutcome({ tested: { ok, ms, status, problem, answer } }: { tested: Tested }) {
  const say = useSay(WEBHOOK_WORDS);
  return (
    <Alert
      className="outcome"
      type={ok ? 'success' : 'error'}
      showIcon
      role="status"
      title={
        ok
          ? say('testOk', { status: status ?? '', ms })
          : say('testBad', { why: problem ?? status ?? '', ms })
      }
      description={
        answer !== undefined &&
        answer !== '' && (
          <>
            {say('answered')}
            <pre className="said" tabIndex={0}>
              {answer}
            </pre>
          </>
        )
      }
    />
  );
}

function Rotate({
  path,
  onClose,
  onSecret,
}: {
  path: string;
  onClose(): void;
  onSecret(secret: string): void;
}) {
  const say = useSay(WEBHOOK_WORDS);
  const [overlapHours, setOverlapHours] = useState(24);
  const { running, problem, attempt } = useAttempt();
  const rotate = () =>
    attempt(async () => {
      const { secret } = await post<{ secret: string }>(`${path}/rotate-secret`, { overlapHours });
      await outdate('webhooks');
      onClose();
      onSecret(secret);
    });
  return (
    <Modal
      open
      title={say('rotate')}
      okText={say('rotate')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running }}
      onOk={() => void rotate()}
      onCancel={onClose}
    >
      <ProblemAlert problem={problem} />
      <p>{say('rotateLead')}</p>
      <label>
        {say('overlap')}{' '}
        <InputNumber
          min={0}
          max={168}
          value={overlapHours}
          onChange={(hours) => setOverlapHours(hours ?? 0)}
        />
      </label>
    </Modal>
  );
}
