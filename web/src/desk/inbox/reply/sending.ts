import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem, type ProblemFacts } from '../../../shared/api';
import { newId } from '../../../shared/id';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { LaterReplyView } from '../../hub/types';
import { useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import type { Draft } from './draft';

export const UNDO_SECONDS = 5;

export interface Sending {
  sendAt?: string;
  force?: boolean;
}

/**
 * Sends a reply that can be taken back for a moment. What was said meanwhile stops it and is shown; the same words
 * sent again are the same command, until they change.
 */
export function useSending(conversationId: string, seenSeq: number, onSent: () => void) {
  const say = useSay(INBOX_WORDS);
  const { message } = App.useApp();
  const { running, problem, attempt, clear } = useAttempt();
  const [waiting, setWaiting] = useState<LaterReplyView>();
  const [moved, setMoved] = useState<ProblemFacts & { sending: Sending }>();
  const [key, setKey] = useState({ id: newId(), of: '' });

  const send = (draft: Draft, via: string | undefined, sending: Sending = {}) =>
    attempt(async () => {
      const timing = sending.sendAt ? { sendAt: sending.sendAt } : { undoSeconds: UNDO_SECONDS };
      const body = { ...draft, via, seenSeq, force: sending.force ?? false, ...timing };
      const of = JSON.stringify(body);
      const command = key.of === of ? key.id : newId();
      setKey({ id: command, of });
      try {
        const path = `/staff/conversations/${conversationId}/reply`;
        const { later } = await post<{ later?: LaterReplyView }>(path, body, { key: command });
        setMoved(undefined);
        setWaiting(later?.kind === 'undo' ? later : undefined);
        if (later?.kind === 'later')
          void message.success(say('scheduled', { time: clockTime(later.sendAt) }));
        onSent();
        await outdate('conversations', conversationId);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'conversation-moved') throw error;
        setMoved({ ...error.facts, sending });
        await outdate('conversations', conversationId);
      }
    });
  return { running, problem, clear, send, waiting, setWaiting, moved, setMoved };
}
