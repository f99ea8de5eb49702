import { Alert, App, Button, Form, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { newId } from '../../shared/id';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { useCatalogue } from '../hub/catalogue';
import { outdate, queries, keyOf } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffMove, TicketDetail } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { TICKET_WORDS } from '../tickets/words';
import { useNames, useSay } from '../words';
import { MoveFields } from './MoveFields';
import { GRAVE_MOVES } from './move-fields';

interface MoveDialogProps {
  ticket: TicketDetail;
  move: StaffMove;
  /** Filled in already: what the hub proposes, what stands in a list. */
  initial?: Record<string, unknown>;
  onClose(): void;
  onDone?(ticket: TicketDetail): void;
}

/**
 * Makes one move on one ticket. It is decided on the version that was seen: when somebody was faster, it says so, and
 * what was written stays.
 */
export function MoveDialog({ ticket, move, initial, onClose, onDone }: MoveDialogProps) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { message } = App.useApp();
  const [form] = Form.useForm<Record<string, unknown>>();
  const [seen, setSeen] = useState(ticket.version);
  const [key, setKey] = useState(newId);
  const { running, problem, attempt } = useAttempt();
  const needs = ticket.moves.find((one) => one.move === move)?.needs ?? [];
  const changed = problem?.code === 'ticket-changed';

  const send = (details: Record<string, unknown>) =>
    attempt(async () => {
      const path = `/staff/tickets/${ticket.id}/${move}`;
      const moved = await post<TicketDetail>(path, details, { version: seen, key });
      queries.setQueryData(keyOf(`/staff/tickets/${moved.number}`), moved);
      void outdate('tickets');
      void message.success(say('done', { move: moveName(move) }));
      onDone?.(moved);
      onClose();
    });
  // The version that is shown by now; what is sent then is another command.
  const again = () => {
    setSeen(ticket.version);
    setKey(newId());
  };
  if (changed && ticket.version === seen) void outdate('tickets', ticket.number);

  return (
    <Modal
      open
      title={`${moveName(move)} · ${ticket.number}`}
      onCancel={onClose}
      width={640}
      okText={moveName(move)}
      cancelText={say('cancel')}
      okButtonProps={{ danger: GRAVE_MOVES.includes(move), loading: running }}
      onOk={() => form.submit()}
      mask={{ closable: false }}
    >
      <p className="soft">{ticket.title}</p>
      {changed && ticket.version !== seen ? (
        <Alert
          className="problem"
          type="warning"
          showIcon
          role="alert"
          title={say('changed')}
          description={<Changes ticket={ticket} since={seen} />}
          action={<Button onClick={again}>{say('again')}</Button>}
        />
      ) : (
        <ProblemAlert problem={problem} />
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={send}
        disabled={running}
        scrollToFirstError
      >
        <MoveFields move={move} needs={needs} ticket={ticket} />
        {move === 'refuse' && <RefusalTold />}
      </Form>
    </Modal>
  );
}

/** What happened since somebody began to decide, and who did it. */
function Changes({ ticket, since }: { ticket: TicketDetail; since: number }) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const later = useMemo(() => ticket.history.slice(-(ticket.version - since)), [ticket, since]);
  return later.map(({ seq, actor, move }) => (
    <div key={seq}>
      {say('changes', {
        who: actor.type === 'staff' ? actor.name : say(actor.type, { peer: '' }),
        move: moveName(move),
      })}
    </div>
  ));
}

/** What the citizen will read for the reason that is chosen: nobody should refuse in words they did not see. */
function RefusalTold() {
  const say = useSay(TICKET_WORDS);
  const { refusals } = useCatalogue();
  const chosen: unknown = Form.useWatch('refusal');
  const found = refusals.find(({ id }) => id === chosen);
  return found ? (
    <Alert type="info" title={say('refusalTold', { basis: found.basis, way: found.way })} />
  ) : null;
}
