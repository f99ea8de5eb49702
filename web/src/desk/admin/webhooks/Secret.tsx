import { Modal, Typography } from 'antd';
import { useSay } from '../../words';
import { WEBHOOK_WORDS } from './words';

/** Shown once: what the receiver checks signatures with. */
export function Secret({ secret, onClose }: { secret: string; onClose(): void }) {
  const say = useSay(WEBHOOK_WORDS);
  return (
    <Modal
      open
      title={say('secret')}
      okText={say('copied')}
      onOk={onClose}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      cancelButtonProps={{ hidden: true }}
    >
      <Typography.Paragraph copyable code className="one-time said">
        {secret}
      </Typography.Paragraph>
      <p>{say('secretLead')}</p>
    </Modal>
  );
}
