import { Button } from 'antd';
import { useState } from 'react';
import { DELIVERY_STATUS_EN, DELIVERY_STATUS_ZH } from '../../../../../src/core/model/delivery-words.js';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { MessageView } from '../../hub/types';
import { useMay } from '../../session/session';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { isEnglish, useNames, useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { Attachments } from './Attachments';
import { Location } from './Location';

interface MessageProps {
  message: MessageView;
  conversationId: string;
  channel: { zh: string; en: string };
}

/** One message, as words: nothing of it is ever taken for markup. */
export function Message({ message, conversationId, channel }: MessageProps) {
  const say = useSay(INBOX_WORDS);
  const { author, direction, text, subject, attachments, location, notices, at } = message;
  const side = direction === 'in' ? 'theirs' : author.type === 'bot' ? 'ours bot' : 'ours';
  const name =
    author.type === 'staff'
      ? author.name
      : author.type === 'bot'
        ? say('botName')
        : (author.name ?? say('citizen'));
  return (
    <article className={`bubble ${side}`} id={`m-${message.id}`}>
      <header className="soft">
        {name} · {isEnglish() ? channel.en : channel.zh} · <When at={at} />
      </header>
      {subject !== undefined && subject !== '' && <strong className="subject">{subject}</strong>}
      {text !== '' && <p className="said">{text}</p>}
      {location && <Location location={location} />}
      <Attachments
        files={attachments}
        conversationId={conversationId}
        transcript={message.kind === 'voice'}
      />
      <Quoted message={message} />
      {notices.map((notice) => (
        <p key={notice} className="soft">
          {notice}
        </p>
      ))}
      <Delivery message={message} conversationId={conversationId} />
    </article>
  );
}

/** What a mail quoted is what was said before: folded until it is asked for. */
function Quoted({ message: { text, fullText } }: { message: MessageView }) {
  const say = useSay(INBOX_WORDS);
  const [shown, setShown] = useState(false);
  if (fullText === undefined || fullText === text) return null;
  return (
    <>
      <Button size="small" type="link" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {say(shown ? 'unquoted' : 'quoted')}
      </Button>
      {shown && <p className="said quoted">{fullText}</p>}
    </>
  );
}

/** How far an outgoing message came; what failed says why, and can be sent again. */
function Delivery({ message, conversationId }: Pick<MessageProps, 'message' | 'conversationId'>) {
  const say = useSay(INBOX_WORDS);
  const stateName = useNames(DELIVERY_STATUS_ZH, DELIVERY_STATUS_EN);
  const mayResend = useMay('conversation.resend');
  const { running, problem, attempt } = useAttempt();
  const { delivery } = message;
  if (!delivery) return null;
  const bad = delivery.status === 'failed' || delivery.status === 'unknown';
  const resend = () =>
    attempt(async () => {
      await post(`/staff/conversations/${conversationId}/messages/${encodeURIComponent(message.id)}/resend`);
      await outdate('conversations', conversationId);
    });
  if (!bad) return <footer className="soft">{stateName(delivery.status)}</footer>;
  return (
    <footer className="row">
      <Mark tone="bad">{stateName(delivery.status)}</Mark>
      <span>{delivery.status === 'unknown' ? say('unknown') : delivery.error?.message}</span>
      {mayResend && (
        <Button size="small" loading={running} onClick={() => void resend()}>
          {say('resend')}
        </Button>
      )}
      <ProblemAlert problem={problem} />
    </footer>
  );
}
