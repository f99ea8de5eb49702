import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useShortcuts } from '../../frame/shortcuts';
import { outdate } from '../../hub/queries';
import { remove } from '../../hub/staff-api';
import type { LaterReplyView } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useNow } from '../../ui/time';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { giveBack } from './given-back';

/** For a few seconds what was sent can be had back, with all its words. */
export function UndoBar({
  conversationId,
  later,
  onOver,
}: {
  conversationId: string;
  later: LaterReplyView;
  onOver(): void;
}) {
  const say = useSay(INBOX_WORDS);
  const now = useNow(250);
  const { running, problem, attempt } = useAttempt();
  const left = Math.ceil((new Date(later.sendAt).getTime() - now) / 1000);
  useEffect(() => {
    if (left <= 0 && !problem) onOver();
  }, [left <= 0, problem]);
  const undo = () =>
    attempt(async () => {
      giveBack(await remove<LaterReplyView>(`/staff/conversations/${conversationId}/replies/${later.id}`));
      await outdate('conversations', conversationId);
      onOver();
    });
  useShortcuts(useMemo(() => [{ keys: 'u', label: say('undo'), run: () => void undo() }], [later.id, say]));
  return (
    <div className="undo" role="status">
      <span>{say('undoBar', { n: Math.max(0, left) })}</span>
      <Button size="small" loading={running} onClick={() => void undo()}>
        {say('undo')} <kbd>U</kbd>
      </Button>
      <ProblemAlert problem={problem} />
    </div>
  );
}
