import { Button, Form, Input, Typography } from 'antd';
import { post } from '../hub/staff-api';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { SESSION_WORDS } from './words';

interface Said {
  oldPassword: string;
  newPassword: string;
}

/** Changes one's own password; what the rules refuse is said by the hub, in full. */
export function NewPassword({ lead, onDone }: { lead?: string; onDone(): void | Promise<void> }) {
  const say = useSay(SESSION_WORDS);
  const { running, problem, attempt } = useAttempt();
  const send = ({ oldPassword, newPassword }: Said) =>
    attempt(async () => {
      await post('/staff/session/password', { oldPassword, newPassword });
      await onDone();
    });
  const required = { required: true, message: say('required') };
  return (
    <Form layout="vertical" onFinish={send} requiredMark={false} disabled={running}>
      <Typography.Title level={1} className="sign-in-title">
        {say('newPassword')}
      </Typography.Title>
      {lead !== undefined && <Typography.Paragraph>{lead}</Typography.Paragraph>}
      <ProblemAlert problem={problem} />
      <Form.Item name="oldPassword" label={say('oldPassword')} rules={[required]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="newPassword" label={say('newPasswordLabel')} rules={[required]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={say('repeat')}
        dependencies={['newPassword']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error(say('notSame'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={running}>
        {say('save')}
      </Button>
    </Form>
  );
}
