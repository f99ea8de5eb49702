import { snapOutbox } from '../shared/hub';
import { moment, useWords } from '../shared/language';
import type { OutboxItem } from '../shared/outbox';
import { useOutbox } from '../shared/use-outbox';

/** What was reported from this device and how far each got; the answers are in the conversation. */
export function MyReports() {
  const words = useWords();
  const items = useOutbox(snapOutbox);
  return (
    <section className="card my-reports" aria-labelledby="my-reports">
      <div className="card-head">
        <h2 id="my-reports">{words('myReports')}</h2>
        {items.length > 0 && <a href="/chat">{words('openChat')}</a>}
      </div>
      {items.length === 0 && <p className="empty">{words('myReportsNone')}</p>}
      <ul className="plain">
        {[...items].reverse().map((item) => (
          <Report key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Report({ item }: { item: OutboxItem }) {
  const words = useWords();
  const { id, text, state, problem, at } = item;
  const isBad = state === 'refused' || state === 'waiting';
  return (
    <li>
      <span className="pre">{text}</span>
      <span className="meta">
        {moment(at)} · <span className={isBad ? 'bad' : 'good'}>{words(state)}</span>
        {problem && `：${problem}`}
      </span>
      {(state === 'received' || state === 'refused') && (
        <button type="button" className="quiet" onClick={() => snapOutbox.remove(id)}>
          {words('forget')}
        </button>
      )}
      {state === 'waiting' && (
        <button type="button" className="quiet" onClick={() => void snapOutbox.flush()}>
          {words('resend')}
        </button>
      )}
    </li>
  );
}
