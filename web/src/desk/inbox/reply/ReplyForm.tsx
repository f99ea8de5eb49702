import { SendOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FilesField } from '../../moves/FilesField';
import type { ThreadView } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { Words } from '../../ui/Words';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { CannedList } from './CannedList';
import { useCanned } from './canned';
import { Conflict } from './Conflict';
import { useDraft } from './draft';
import { LaterChoice } from './LaterChoice';
import { Preview } from './Preview';
import { type Sending, useSending } from './sending';
import { UndoBar } from './UndoBar';
import { useWays, WayChoice } from './WayChoice';

const TYPING_MS = 4_000;
const OPEN_PLACE = /\{\{[^{}]+\}\}/g;

/** What the citizen will read: written, looked at as it will arrive, and sent. */
export function ReplyForm({
  thread,
  lastSeq,
  onTyping,
}: {
  thread: ThreadView;
  lastSeq: number;
  onTyping(typing: boolean): void;
}) {
  const say = useSay(INBOX_WORDS);
  const { id } = thread.conversation;
  const { draft, write, clear, newer, saving } = useDraft(id, lastSeq);
  const [round, setRound] = useState(0);
  const [openPlaces, setOpenPlaces] = useState<string[]>([]);
  const ways = useWays(id);
  const sent = () => {
    clear();
    onTyping(false);
    setRound((before) => before + 1);
  };
  const sending = useSending(id, lastSeq, sent);
  const canned = useCanned(draft.text, id, (text) => write({ ...draft, text }));
  useTyping(draft.text, onTyping);
  const send = (how: Sending = {}) => {
    const open = draft.text.match(OPEN_PLACE) ?? [];
    setOpenPlaces(open);
    if (open.length > 0 || (draft.text.trim() === '' && draft.attachmentIds.length === 0)) return;
    void sending.send({ ...draft, text: draft.text.trim() }, ways.via, how);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || canned.onKeyDown(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <>
      {sending.waiting && (
        <UndoBar conversationId={id} later={sending.waiting} onOver={() => sending.setWaiting(undefined)} />
      )}
      {newer && <Alert type="warning" showIcon role="status" title={say('newer')} />}
      {openPlaces.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          closable={{ onClose: () => setOpenPlaces([]) }}
          title={say('unfilled', { names: openPlaces.join(' ') })}
          description={say('sendUnfilled')}
        />
      )}
      <ProblemAlert problem={sending.problem} />
      {canned.isOpen && <CannedList canned={canned} />}
      <Words
        rows={3}
        value={draft.text}
        aria-label={say('replyTo')}
        placeholder={say('replyHint')}
        onChange={({ target }) => {
          setOpenPlaces([]);
          write({ ...draft, text: target.value });
        }}
        onKeyDown={onKeyDown}
        {...canned.aria}
      />
      <div className="reply-foot">
        <Button size="small" onClick={canned.open}>
          / {say('canned')}
        </Button>
        <FilesField
          key={round}
          value={draft.attachmentIds}
          onChange={(attachmentIds) => write({ ...draft, attachmentIds })}
        />
        <span className="soft" role="status">
          {saving && say(saving)}
        </span>
        <span className="end row">
          <Preview conversationId={ways.via ?? id} text={draft.text} />
          <WayChoice ways={ways} />
          <LaterChoice onChoose={(sendAt) => send({ sendAt })} />
          <Button
            type="primary"
            icon={<SendOutlined aria-hidden />}
            loading={sending.running}
            onClick={() => send()}
          >
            {say('send')}
          </Button>
        </span>
      </div>
      {sending.moved && (
        <Conflict
          moved={sending.moved}
          onRead={() => sending.setMoved(undefined)}
          onForce={() => send({ ...sending.moved?.sending, force: true })}
        />
      )}
    </>
  );
}

/** Somebody writes while keys are pressed and a little after. */
function useTyping(text: string, onTyping: (typing: boolean) => void): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current || text === '') {
      first.current = false;
      return undefined;
    }
    onTyping(true);
    const timer = setTimeout(() => onTyping(false), TYPING_MS);
    return () => clearTimeout(timer);
    // Whoever is told stays the same.
  }, [text]);
}
