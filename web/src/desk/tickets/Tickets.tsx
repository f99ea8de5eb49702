import { TicketListPage } from './TicketListPage';
import { TicketPage } from './TicketPage';

/** /desk/tickets is the list, /desk/tickets/<number> one ticket. */
export default function Tickets({ id }: { id?: string }) {
  return id === undefined ? <TicketListPage /> : <TicketPage key={id} number={id} />;
}
