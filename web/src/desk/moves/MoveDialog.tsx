import { Form, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { useShortcuts } from '../frame/shortcuts';
import type { StaffMove, TicketDetail } from '../hub/types';
import { TICKET_WORDS } from '../tickets/words';
import { useNames, useSay } from '../words';
import { initialValues } from './initial-values';
import { MoveFields } from './MoveFields';
import { GRAVE_MOVES } from './move-fields';
import { MoveProblem, showAtFields } from './MoveProblem';
import { RefusalTold } from './RefusalTold';
import { useMove } from './use-move';

interface MoveDialogProps {
  ticket: TicketDetail;
  move: StaffMove;
  /** Filled in already, over what the hub proposes. */
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
  const [form] = Form.useForm<Record<string, unknown>>();
  const body = useRef<HTMLDivElement>(null);
  const moving = useMove(ticket, (moved) => {
    onDone?.(moved);
    onClose();
  });
  const { running, problem } = moving;
  const needs = ticket.moves.find((one) => one.move === move)?.needs ?? [];
  useShortcuts([{ keys: 'Mod+Enter', label: say('submit'), run: () => form.submit() }]);
  useEffect(() => showAtFields(form, move, problem), [problem]);
  return (
    <Modal
      open
      title={`${moveName(move)} · ${ticket.number}`}
      onCancel={onClose}
      width={640}
      okText={moveName(move)}
      cancelText={say('cancel')}
      okButtonProps={{ danger: GRAVE_MOVES.includes(move), loading: running, className: 'move-ok' }}
      onOk={() => form.submit()}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && focusFirst(body.current)}
    >
      <div ref={body}>
        <p className="soft">{ticket.title}</p>
        <MoveProblem ticket={ticket} move={move} moving={moving} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ ...initialValues(move, ticket), ...initial }}
          onFinish={(details) => void moving.run(move, details)}
          disabled={running}
          scrollToFirstError
        >
          <MoveFields move={move} needs={needs} ticket={ticket} />
          {move === 'refuse' && <RefusalTold />}
        </Form>
      </div>
    </Modal>
  );
}

/** The hand is where one goes on: at the first field, or at the button when there is nothing to fill in. */
function focusFirst(body: HTMLElement | null): void {
  const field = body?.querySelector<HTMLElement>('textarea, input:not([type="file"])');
  const button = body?.closest('.ant-modal')?.querySelector<HTMLElement>('.move-ok');
  (field ?? button)?.focus();
}
