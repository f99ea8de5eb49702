import type { TicketDetail } from '../../hub/types';
import { useSay } from '../../words';
import { TICKET_WORDS } from '../words';

/** What came with it, and the official papers it has by now. */
export function Files({ ticket: { id, attachments, documents } }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  if (attachments.length === 0 && documents.length === 0) return null;
  return (
    <section className="card">
      {attachments.length > 0 && (
        <>
          <h2>{say('attachments')}</h2>
          <ul className="lines">
            {attachments.map((one) => (
              <li key={one.id}>
                <a href={`/api/staff/attachments/${one.id}`} target="_blank" rel="noreferrer">
                  {one.name}
                </a>
                <span className="soft">{Math.ceil(one.size / 1024)} kB</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {documents.length > 0 && (
        <>
          <h2>{say('documents')}</h2>
          <ul className="lines">
            {documents.map(({ kind, title }) => (
              <li key={kind}>
                <a href={`/api/staff/tickets/${id}/documents/${kind}`} target="_blank" rel="noreferrer">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
