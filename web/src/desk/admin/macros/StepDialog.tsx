import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { MacroStep, StaffMove } from '../../hub/types';
import { MACRO_WORDS } from '../../moves/macro-words';
import { MOVE_FIELDS, type MoveField } from '../../moves/move-fields';
import { MoveFields } from '../../moves/MoveFields';
import { useStaff } from '../../session/session';
import { codesOf } from '../../ui/options';
import { Words } from '../../ui/Words';
import { useNames, useSay } from '../../words';

/** What is of one ticket and one moment alone, and cannot be kept for the next. */
const OF_ONE_TICKET: readonly MoveField[] = [
  'attachmentIds',
  'applicationId',
  'callBack',
  'parts',
  'ticketIds',
  'until',
];
const ALONE: readonly StaffMove[] = ['call-back', 'decide', 'split', 'join', 'relate', 'suspend'];
const REPLY = 'reply-to-citizen';

/** One step: a move with what it carries, or words to the citizen. */
export function StepDialog({
  step,
  onKeep,
  onClose,
}: {
  step?: MacroStep;
  onKeep(step: MacroStep): void;
  onClose(): void;
}) {
  const say = useSay(MACRO_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { actions } = useStaff();
  const [move, setMove] = useState<StaffMove | undefined>(step?.type === 'move' ? step.move : undefined);
  const [form] = Form.useForm<Record<string, unknown>>();
  const moves = codesOf(MOVE_FIELDS).filter(
    (one) => !ALONE.includes(one) && actions.includes(`ticket.${one}`),
  );
  const keep = (said: Record<string, unknown>) => {
    const { [REPLY]: text, ...rest } = said;
    if (move === undefined) return onKeep({ type: 'reply', text: String(text) });
    const details = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined && value !== ''),
    );
    onKeep({ type: 'move', move, details });
  };
  const choose = (chosen: StaffMove | typeof REPLY) => {
    form.resetFields();
    setMove(chosen === REPLY ? undefined : chosen);
  };
  return (
    <Modal
      open
      title={say('step')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={keep}
        initialValues={step?.type === 'move' ? step.details : { [REPLY]: step?.text }}
      >
        <Form.Item label={say('what')} htmlFor="step-what">
          <Select<StaffMove | typeof REPLY>
            id="step-what"
            showSearch={{ optionFilterProp: 'label' }}
            value={move ?? REPLY}
            onChange={choose}
            options={[
              { value: REPLY, label: say('reply') },
              ...moves.map((one) => ({ value: one, label: moveName(one) })),
            ]}
          />
        </Form.Item>
        {move === undefined ? (
          <Form.Item
            name={REPLY}
            label={say('replyText')}
            rules={[{ required: true, whitespace: true, message: say('required') }]}
          >
            <Words rows={3} />
          </Form.Item>
        ) : (
          <MoveFields move={move} needs={[]} except={OF_ONE_TICKET} />
        )}
      </Form>
      <p className="soft">{say('placesHint')}</p>
    </Modal>
  );
}
