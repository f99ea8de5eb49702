import { Button, Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from '../../../shared/router';
import { useHub } from '../../hub/queries';
import type { Webhook } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { Secret } from './Secret';
import { WebhookForm } from './WebhookForm';
import { WebhookFacts } from './WebhookFacts';
import { WEBHOOK_WORDS } from './words';

/** All subscriptions and how each does. */
export function WebhookList() {
  const say = useSay(WEBHOOK_WORDS);
  const { data, error, refetch } = useHub<{ items: Webhook[] }>('/admin/webhooks', undefined, {
    everyMs: 10_000,
  });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
        <Button className="end" type="primary" onClick={() => setAdding(true)}>
          {say('add')}
        </Button>
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      {!data && !error && <Skeleton active />}
      {data?.items.length === 0 && <Empty description={say('none')} />}
      <div className="card-grid">
        {data?.items.map((webhook) => (
          <section key={webhook.id} className="card">
            <h2>
              <Link href={`/desk/webhooks/${webhook.id}`}>{webhook.name}</Link>
            </h2>
            <WebhookFacts webhook={webhook} />
          </section>
        ))}
      </div>
      {adding && <WebhookForm onClose={() => setAdding(false)} onSecret={setSecret} />}
      {secret !== undefined && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}
