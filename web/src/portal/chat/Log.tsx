import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CitizenMessage } from '../../../../src/channels/web/schemas.js';
import { outbox } from '../../shared/hub';
import { useWords, words } from '../../shared/language';
import { useOutbox } from '../../shared/use-outbox';
import { useConversation } from '../conversation';
import { Bubble } from './Bubble';
import { acknowledge } from './acknowledge';
import { Pending } from './Pending';
import { setDraft } from './draft';

/** What was said, oldest first, and at its end what is on its way. */
export function Log() {
  const words = useWords();
  const { messages } = useConversation();
  const pending = useOutbox(outbox);
  const log = useRef<HTMLDivElement>(null);
  const lastSeq = messages.at(-1)?.seq;

  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lastSeq, pending.length]);
  useEffect(() => {
    for (const message of messages) if (message.from !== 'you') acknowledge(message);
  }, [messages]);

  return (
    <>
      <div id="log" className="log" tabIndex={0} role="group" aria-label={words('conversation')} ref={log}>
        {messages.length + pending.length === 0 && <Starters />}
        <ol id="bubbles">
          {messages.map((message) => (
            <Bubble key={message.seq} message={message} isLast={message.seq === lastSeq} />
          ))}
          {pending.map((item) => (
            <Pending key={item.id} item={item} />
          ))}
        </ol>
      </div>
      <Announcer messages={messages} />
    </>
  );
}

/** Reads out answers that arrive while the page is open, and not the whole history on every visit. */
function Announcer({ messages }: { messages: readonly CitizenMessage[] }) {
  const [opened] = useState(() => Date.now());
  const last = messages.at(-1);
  const isNew = last && last.from !== 'you' && Date.parse(last.at) >= opened - 60_000;
  return (
    <p className="visually-hidden" role="log" aria-live="polite">
      {isNew && words('newAnswer', { who: words(last.from), text: last.text })}
    </p>
  );
}

function Starters() {
  const words = useWords();
  return (
    <div className="starters">
      <p>{words('chatEmpty')}</p>
      {(['starter1', 'starter2', 'starter3'] as const).map((key) => (
        <button key={key} type="button" onClick={() => setDraft(words(key))}>
          {words(key)}
        </button>
      ))}
    </div>
  );
}
