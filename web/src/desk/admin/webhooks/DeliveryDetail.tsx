import { Skeleton } from 'antd';
import type { z } from 'zod';
import type { WebhookDeliveryDetail } from '../../../../../src/server/views/webhook-view.js';
import { useHub } from '../../hub/queries';
import { ProblemAlert } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { WEBHOOK_WORDS } from './words';

/** Every try of one event with what was answered, and what was sent. */
export function DeliveryDetail({ path, eventId }: { path: string; eventId: string }) {
  const say = useSay(WEBHOOK_WORDS);
  const { data, error } = useHub<z.infer<typeof WebhookDeliveryDetail>>(
    `${path}/deliveries/${encodeURIComponent(eventId)}`,
  );
  if (!data) return error ? <ProblemAlert problem={error} /> : <Skeleton active />;
  return (
    <div className="stack tight">
      <strong>{say('tries')}</strong>
      {data.tries.map(({ at, ms, status = '', problem, answer }) => (
        <div key={at}>
          {say('tryLine', { time: clockTime(at), outcome: problem ?? status, ms })}
          {answer !== undefined && answer !== '' && (
            <pre className="said" tabIndex={0}>
              {answer}
            </pre>
          )}
        </div>
      ))}
      <strong>{say('body')}</strong>
      <pre className="said" tabIndex={0}>
        {JSON.stringify(JSON.parse(data.body), null, 2)}
      </pre>
    </div>
  );
}
