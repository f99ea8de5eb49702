import { Segmented } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../../frame/shortcuts';
import type { ThreadView } from '../../hub/types';
import { useMay } from '../../session/session';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { NoteForm } from './NoteForm';
import { ReplyForm } from './ReplyForm';

type Mode = 'reply' | 'note';

/** Where one answers the citizen, or leaves a note for colleagues. */
export function ReplyBox({
  thread,
  lastSeq,
  onTyping,
}: {
  thread: ThreadView;
  lastSeq: number;
  onTyping(typing: boolean): void;
}) {
  const say = useSay(INBOX_WORDS);
  const [mode, setMode] = useState<Mode>('reply');
  const box = useRef<HTMLDivElement>(null);
  const mayNote = useMay('conversation.note');
  const focus = (next: Mode) => {
    setMode(next);
    // After the form of that mode is there; the other one is out of sight.
    setTimeout(() => {
      const fields = [...(box.current?.querySelectorAll('textarea') ?? [])];
      fields.find((field) => field.offsetParent !== null)?.focus();
    });
  };
  useShortcuts(
    useMemo(
      () => [
        { keys: 'r', label: say('replyTo'), run: () => focus('reply') },
        ...(mayNote ? [{ keys: 'n', label: say('note'), run: () => focus('note') }] : []),
      ],
      [say, mayNote],
    ),
  );
  return (
    <div className={`reply ${mode}`} ref={box}>
      {mayNote && (
        <Segmented<Mode>
          size="small"
          value={mode}
          onChange={focus}
          options={[
            { value: 'reply', label: say('reply') },
            { value: 'note', label: say('note') },
          ]}
        />
      )}
      <div hidden={mode !== 'reply'}>
        <ReplyForm thread={thread} lastSeq={lastSeq} onTyping={onTyping} />
      </div>
      {mode === 'note' && <NoteForm conversationId={thread.conversation.id} />}
    </div>
  );
}
