import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { FAILURE_WORDS } from './words';

/** Ends the waiting of something that need not be handled; why is kept. */
export function GiveUp({ path, kind }: { path: string; kind: string }) {
  const say = useSay(FAILURE_WORDS);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { running, problem, attempt } = useAttempt();
  const send = () =>
    attempt(async () => {
      await post(path, { reason });
      await outdate(kind);
      setOpen(false);
    });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {say('giveUp')}
      </Button>
      <Modal
        open={open}
        title={say('giveUp')}
        okText={say('save')}
        cancelText={say('cancel')}
        okButtonProps={{ loading: running, disabled: reason.trim().length < 2 }}
        onOk={() => void send()}
        onCancel={() => setOpen(false)}
      >
        <ProblemAlert problem={problem} />
        <label>
          {say('giveUpWhy')}
          <Input value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
      </Modal>
    </>
  );
}
