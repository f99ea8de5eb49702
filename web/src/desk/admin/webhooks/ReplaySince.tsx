import { App, DatePicker, Modal } from 'antd';
import { useState } from 'react';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { WEBHOOK_WORDS } from './words';

/** All events since an instant once more, for a receiver that lost them. */
export function ReplaySince({ path, onClose }: { path: string; onClose(): void }) {
  const say = useSay(WEBHOOK_WORDS);
  const { message } = App.useApp();
  const [since, setSince] = useState<string>();
  const { running, problem, attempt } = useAttempt();
  const replay = () =>
    attempt(async () => {
      const { replayed } = await post<{ replayed: number }>(`${path}/replay`, { since });
      void message.success(say('replayed', { n: replayed }));
      await outdate('webhooks');
      onClose();
    });
  return (
    <Modal
      open
      title={say('replaySince')}
      okText={say('replay')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running, disabled: since === undefined }}
      onOk={() => void replay()}
      onCancel={onClose}
    >
      <ProblemAlert problem={problem} />
      <p>{say('sinceLead')}</p>
      <label>
        {say('since')}{' '}
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          disabledDate={(day) => day.valueOf() > Date.now()}
          onChange={(day) => setSince(day?.toISOString())}
        />
      </label>
    </Modal>
  );
}
