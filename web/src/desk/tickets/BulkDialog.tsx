import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { newId } from '../../shared/id';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffMove } from '../hub/types';
import { BULK_NEEDS } from '../moves/move-fields';
import { MoveFields } from '../moves/MoveFields';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useNames, useSay } from '../words';
import { TICKET_WORDS } from './words';

type Outcome = { ok: true; number: string } | { ok: false; ticket: string; problem: { message: string } };

/** One move for many tickets; each then says by itself how it went. */
export function BulkDialog({
  move,
  numbers,
  initial,
  onClose,
  onDone,
}: {
  move: StaffMove;
  numbers: readonly string[];
  initial?: Record<string, unknown>;
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
        <Form form={form} layout="vertical" initialValues={initial} onFinish={send}>
          <MoveFields move={move} needs={BULK_NEEDS[move] ?? []} />
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
