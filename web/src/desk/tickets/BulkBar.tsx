import { Alert, Button, Dropdown, Form, Modal } from 'antd';
import { useState } from 'react';
import { newId } from '../../shared/id';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffMove } from '../hub/types';
import { BULK_MOVES } from '../moves/move-fields';
import { MoveFields } from '../moves/MoveFields';
import { useStaff } from '../session/session';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useNames, useSay } from '../words';
import { TICKET_WORDS } from './words';

type Outcome = { ok: true; number: string } | { ok: false; ticket: string; problem: { message: string } };

/** One move on all that are chosen; each has its own outcome. */
export function BulkBar({ selected, onDone }: { selected: readonly string[]; onDone(): void }) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { actions } = useStaff();
  const [move, setMove] = useState<StaffMove>();
  const moves = BULK_MOVES.filter((one) => actions.includes(`ticket.${one}`));
  if (selected.length === 0) return null;
  return (
    <div className="row bulk" role="status">
      <strong>{say('selected', { n: selected.length })}</strong>
      <Dropdown
        trigger={['click']}
        menu={{
          items: moves.map((one) => ({ key: one, label: moveName(one), onClick: () => setMove(one) })),
        }}
      >
        <Button type="primary" disabled={moves.length === 0}>
          {say('bulk')}
        </Button>
      </Dropdown>
      <Button type="link" onClick={onDone}>
        {say('clearSelection')}
      </Button>
      {move && (
        <BulkDialog move={move} numbers={selected} onClose={() => setMove(undefined)} onDone={onDone} />
      )}
    </div>
  );
}

function BulkDialog({
  move,
  numbers,
  onClose,
  onDone,
}: {
  move: StaffMove;
  numbers: readonly string[];
  onClose(): void;
  onDone(): void;
}) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const [form] = Form.useForm<Record<string, unknown>>();
  // The same key until it went through: sent again it happens once.
  const [key] = useState(newId);
  const [outcome, setOutcome] = useState<Outcome[]>();
  const { running, problem, attempt } = useAttempt();
  const send = (details: Record<string, unknown>) =>
    attempt(async () => {
      const body = { move, tickets: numbers, details };
      const { items } = await post<{ items: Outcome[] }>('/staff/tickets/bulk', body, { key });
      setOutcome(items);
      await outdate('tickets');
    });
  const close = () => {
    onClose();
    if (outcome) onDone();
  };
  return (
    <Modal
      open
      title={`${moveName(move)} · ${say('selected', { n: numbers.length })}`}
      onCancel={close}
      onOk={() => (outcome ? close() : form.submit())}
      okText={outcome ? undefined : moveName(move)}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running }}
    >
      <ProblemAlert problem={problem} />
      {outcome ? (
        <Outcomes outcomes={outcome} />
      ) : (
        <Form form={form} layout="vertical" onFinish={send}>
          <MoveFields move={move} needs={[]} />
        </Form>
      )}
    </Modal>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const say = useSay(TICKET_WORDS);
  const failed = outcomes.flatMap((one) => (one.ok ? [] : [one]));
  return (
    <>
      <Alert
        type={failed.length > 0 ? 'warning' : 'success'}
        showIcon
        title={say('bulkDone', { ok: outcomes.length - failed.length, failed: failed.length })}
      />
      <ul>
        {failed.map(({ ticket, problem }) => (
          <li key={ticket}>
            {ticket}：{problem.message}
          </li>
        ))}
      </ul>
    </>
  );
}
