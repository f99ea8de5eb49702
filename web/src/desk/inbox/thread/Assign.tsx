import { Button, Modal } from 'antd';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { ColleagueChoice } from './ColleagueChoice';

/** Gives the conversation to a colleague, who is told. */
export function Assign({
  conversationId,
  open,
  onOpen,
}: {
  conversationId: string;
  open: boolean;
  onOpen(open: boolean): void;
}) {
  const say = useSay(INBOX_WORDS);
  const { problem, attempt } = useAttempt();
  const give = (staffId: string) =>
    attempt(async () => {
      await post(`/staff/conversations/${conversationId}/assign`, { staffId });
      await outdate('conversations', conversationId);
      onOpen(false);
    });
  return (
    <>
      <Button onClick={() => onOpen(true)}>
        {say('assign')} <kbd>A</kbd>
      </Button>
      <Modal
        open={open}
        onCancel={() => onOpen(false)}
        footer={null}
        title={say('assignTo')}
        width={420}
        destroyOnHidden
      >
        <ProblemAlert problem={problem} />
        <ColleagueChoice onChoose={(id) => void give(id)} />
      </Modal>
    </>
  );
}
