import { Skeleton } from 'antd';
import { Link } from '../../../shared/router';
import { useHub } from '../../hub/queries';
import type { Webhook } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { DeliveryLog } from './DeliveryLog';
import { WebhookActs } from './WebhookActs';
import { WebhookFacts } from './WebhookFacts';
import { WEBHOOK_WORDS } from './words';

/** One subscription: how it does, what one can do about it, and what was sent. */
export function WebhookPage({ id }: { id: string }) {
  const say = useSay(WEBHOOK_WORDS);
  const path = `/admin/webhooks/${encodeURIComponent(id)}`;
  const { data: webhook, error, refetch } = useHub<Webhook>(path, undefined, { everyMs: 10_000 });
  if (!webhook)
    return error ? <ProblemAlert problem={error} onAgain={() => void refetch()} /> : <Skeleton active />;
  return (
    <>
      <div className="page-head">
        <Link href="/desk/webhooks">{say('back')}</Link>
        <h1>{webhook.name}</h1>
      </div>
      <div className="stack">
        <section className="card">
          <WebhookFacts webhook={webhook} />
          <WebhookActs webhook={webhook} />
        </section>
        <DeliveryLog id={webhook.id} />
      </div>
    </>
  );
}
