import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/api';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { ThreadView } from '../../hub/types';
import { useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Taking, giving back, and being done with a conversation. What a colleague has is taken after a question. */
export function useHolding({ conversation }: ThreadView, onDone: () => void) {
  const say = useSay(INBOX_WORDS);
  const { modal } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const [assigning, setAssigning] = useState(false);
  const path = `/staff/conversations/${conversation.id}`;
  const tell = async (action: string, body: object = {}) => {
    await post(`${path}/${action}`, body);
    await outdate('conversations', conversation.id);
  };
  const takeFrom = (holder: { id: string; name: string }) =>
    void modal.confirm({
      title: say('takeFrom', { name: holder.name }),
      content: say('takeFromHint', { name: holder.name }),
      okText: say('takeOver'),
      cancelText: say('cancel'),
      onOk: () => void attempt(() => tell('take', { from: holder.id })),
    });
  const take = () =>
    attempt(async () => {
      try {
        await tell('take');
      } catch (error) {
        const holder = error instanceof ApiProblem ? error.facts.holder : undefined;
        if (!holder) throw error;
        takeFrom(holder);
      }
    });
  const closeFlags = () =>
    Promise.all(
      conversation.flags
        .filter(({ doneAt }) => doneAt === undefined)
        .map(({ id }) => post(`${path}/flags/${encodeURIComponent(id)}/close`)),
    );
  return {
    running,
    problem,
    assigning,
    setAssigning,
    take,
    release: () => attempt(() => tell('release')),
    /** The flags are dealt with, the bot speaks again, and one goes on to the next. */
    finish: () =>
      attempt(async () => {
        await closeFlags();
        await tell('release');
        onDone();
      }),
  };
}
