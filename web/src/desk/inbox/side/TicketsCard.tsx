import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from '../../../shared/router';
import { useShortcuts } from '../../frame/shortcuts';
import type { ThreadView } from '../../hub/types';
import { useMay } from '../../session/session';
import { typeName } from '../../tickets/columns';
import { StateTag } from '../../tickets/StateTag';
import { Due } from '../../ui/Due';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { MakeTicket } from './MakeTicket';

/** The tickets of the conversation, and the way to make one of it. */
export function TicketsCard({ thread: { conversation, tickets } }: { thread: ThreadView }) {
  const say = useSay(INBOX_WORDS);
  const mayMake = useMay('ticket.create');
  const [making, setMaking] = useState(false);
  useShortcuts(
    useMemo(
      () => (mayMake ? [{ keys: 'm', label: say('makeTicket'), run: () => setMaking(true) }] : []),
      [mayMake, say],
    ),
  );
  return (
    <section className="card">
      <h2>{say('tickets')}</h2>
      {tickets.length === 0 && <p className="soft">{say('noTickets')}</p>}
      <ul className="lines side-tickets">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link href={`/desk/tickets/${ticket.number}`}>{ticket.title}</Link>
            <span className="row soft">
              <StateTag state={ticket.state} /> <Due at={ticket.dueAt} /> {typeName(ticket.type)}{' '}
              {ticket.unitName}
            </span>
            <span className="soft">{ticket.number}</span>
          </li>
        ))}
      </ul>
      {mayMake && (
        <Button block type={tickets.length === 0 ? 'primary' : 'default'} onClick={() => setMaking(true)}>
          {say('makeTicket')} <kbd>M</kbd>
        </Button>
      )}
      {making && <MakeTicket conversationId={conversation.id} onClose={() => setMaking(false)} />}
    </section>
  );
}
