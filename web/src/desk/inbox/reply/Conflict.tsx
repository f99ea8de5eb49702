import { Button, Modal } from 'antd';
import type { ProblemFacts } from '../../../shared/api';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Something was said while one wrote: who and what, and what to do. Nothing written is lost. */
export function Conflict({
  moved: { changes = [], holder },
  onRead,
  onForce,
}: {
  moved: ProblemFacts;
  onRead(): void;
  onForce(): void;
}) {
  const say = useSay(INBOX_WORDS);
  return (
    <Modal
      open
      onCancel={onRead}
      title={say('moved')}
      footer={
        <>
          <Button onClick={onForce}>{say('sendAnyway')}</Button>
          <Button type="primary" autoFocus onClick={onRead}>
            {say('readFirst')}
          </Button>
        </>
      }
    >
      <p>{say('movedHint')}</p>
      <ul className="lines">
        {holder && <li>{say('movedHeld', { name: holder.name })}</li>}
        {changes.map(({ seq, at, move, by }) => (
          <li key={`${seq}-${at}`}>
            {move === 'message' ? say('movedMessage') : say('movedReply', { name: by })}
            <span className="soft">
              <When at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
