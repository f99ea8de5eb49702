import { App, Button, Select, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { WebhookDelivery } from '../../../../../src/server/views/webhook-view.js';
import { outdate, useHubList } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { Mark, type Tone } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { When } from '../../ui/When';
import { useNames, useSay } from '../../words';
import { DeliveryDetail } from './DeliveryDetail';
import { WEBHOOK_WORDS } from './words';

export type Delivery = z.infer<typeof WebhookDelivery>;

const TONES: Record<Delivery['status'], Tone> = {
  waiting: 'info',
  sending: 'info',
  delivered: 'good',
  'given-up': 'bad',
};
const STATUSES = ['waiting', 'sending', 'delivered', 'given-up'] as const;

/** 投递记录: every event for one subscription, with its tries; one can be sent again. */
export function DeliveryLog({ id }: { id: string }) {
  const say = useSay(WEBHOOK_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { message } = App.useApp();
  const [status, setStatus] = useState<Delivery['status']>();
  const path = `/admin/webhooks/${id}`;
  const list = useHubList<Delivery>(`${path}/deliveries`, { status, limit: 50 });
  const { running, problem, attempt } = useAttempt();
  const replay = (eventId: string) =>
    attempt(async () => {
      const { replayed } = await post<{ replayed: number }>(`${path}/replay`, { eventId });
      void message.success(say('replayed', { n: replayed }));
      await outdate('webhooks');
    });
  return (
    <section className="card" aria-label={say('log')}>
      <h2>{say('log')}</h2>
      <div className="row filters">
        <Select
          allowClear
          aria-label={say('status')}
          placeholder={say('anyStatus')}
          value={status}
          onChange={setStatus}
          options={STATUSES.map((value) => ({ value, label: say(`status.${value}`) }))}
        />
      </div>
      <ProblemAlert problem={list.error ?? problem} />
      <Table<Delivery>
        size="small"
        rowKey="eventId"
        loading={list.isLoading}
        dataSource={list.items}
        pagination={false}
        scroll={{ x: 760 }}
        locale={{ emptyText: say('logNone') }}
        expandable={{
          columnTitle: <span className="unseen">{say('tries')}</span>,
          expandedRowRender: ({ eventId }) => <DeliveryDetail path={path} eventId={eventId} />,
        }}
        columns={[
          { title: say('at'), width: 140, render: (_, { createdAt }) => <When at={createdAt} /> },
          {
            title: say('event'),
            render: (_, { move, eventId }) => (
              <>
                {moveName(move)} <span className="soft said">{eventId}</span>
              </>
            ),
          },
          {
            title: say('status'),
            render: (_, { status: now, nextTryAt }) => (
              <>
                <Mark tone={TONES[now]}>{say(`status.${now}`)}</Mark>{' '}
                {nextTryAt !== undefined && (
                  <span className="soft">{say('nextTry', { time: clockTime(nextTryAt) })}</span>
                )}
              </>
            ),
          },
          { title: say('attempts'), dataIndex: 'attempts', width: 80 },
          {
            title: say('lastAnswer'),
            render: (_, { tries }) => tries.at(-1)?.problem ?? tries.at(-1)?.status,
          },
          {
            title: say('replay'),
            width: 100,
            render: (_, { eventId }) => (
              <Button
                size="small"
                disabled={running}
                aria-label={`${say('replay')} ${eventId}`}
                onClick={() => void replay(eventId)}
              >
                {say('replay')}
              </Button>
            ),
          },
        ]}
      />
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </section>
  );
}
