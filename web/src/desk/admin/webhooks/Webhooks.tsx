import { WebhookList } from './WebhookList';
import { WebhookPage } from './WebhookPage';
import '../../style/administration.css';

/** 事件推送: subscriptions of other systems, or one of them behind its id. */
export default function Webhooks({ id }: { id?: string }) {
  return id === undefined ? <WebhookList /> : <WebhookPage key={id} id={id} />;
}
