import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { post } from '../../hub/staff-api';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Name and phone in full for who needs them, with a reason that stays in the audit log. */
export function Reveal({ ticketId }: { ticketId: string }) {
  const say = useSay(INBOX_WORDS);
  const may = useMay('person.reveal');
  const [asking, setAsking] = useState(false);
  const [values, setValues] = useState<Record<string, string>>();
  const { running, problem, attempt } = useAttempt();
  if (!may) return null;
  const reveal = ({ reason }: { reason: string }) =>
    attempt(async () => {
      const body = { fields: ['name', 'phone'], reason };
      const answer = await post<{ values: Record<string, string> }>(
        `/staff/tickets/${ticketId}/reveal`,
        body,
      );
      setValues(answer.values);
      setAsking(false);
    });
  if (values)
    return (
      <p>
        {values['name']} {values['phone']}
      </p>
    );
  if (!asking)
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        {say('reveal')}
      </Button>
    );
  return (
    <Form layout="vertical" onFinish={(said: { reason: string }) => void reveal(said)} disabled={running}>
      <ProblemAlert problem={problem} />
      <Form.Item name="reason" label={say('revealWhy')} rules={[{ required: true, min: 4, max: 500 }]}>
        <Input autoFocus />
      </Form.Item>
      <Button htmlType="submit" loading={running}>
        {say('reveal')}
      </Button>
    </Form>
  );
}
