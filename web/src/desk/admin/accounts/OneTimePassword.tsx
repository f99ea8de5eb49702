import { Modal, Typography } from 'antd';
import { useSay } from '../../words';
import { ACCOUNT_WORDS } from './words';

/** Shown once, to be told to its person. */
export function OneTimePassword({
  name,
  password,
  onClose,
}: {
  name: string;
  password: string;
  onClose(): void;
}) {
  const say = useSay(ACCOUNT_WORDS);
  return (
    <Modal
      open
      title={`${say('password')} · ${name}`}
      onOk={onClose}
      onCancel={onClose}
      cancelButtonProps={{ hidden: true }}
      mask={{ closable: false }}
    >
      <Typography.Title level={2} copyable className="one-time">
        {password}
      </Typography.Title>
      <p>{say('passwordLead')}</p>
    </Modal>
  );
}
