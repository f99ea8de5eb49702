import { ArrowLeftOutlined, IdcardOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useMemo } from 'react';
import { useShortcuts } from '../../frame/shortcuts';
import type { PresentView, ThreadView } from '../../hub/types';
import { useMay, useStaff } from '../../session/session';
import { Mark } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { span, useNow } from '../../ui/time';
import { isEnglish, useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { Assign } from './Assign';
import { useHolding } from './holding';

interface ThreadHeadProps {
  thread: ThreadView;
  present: PresentView;
  onDone(): void;
  onBack(): void;
  /** Where there is no room beside. */
  onSide?(): void;
}

/** Who it is, who has it, who else is here; taking, giving back, giving on. */
export function ThreadHead({ thread, present, onDone, onBack, onSide }: ThreadHeadProps) {
  const say = useSay(INBOX_WORDS);
  const me = useStaff().staff.id;
  const mayTake = useMay('conversation.take');
  const { conversation, channel } = thread;
  const mine = conversation.staffId === me;
  const { take, release, finish, running, problem, assigning, setAssigning } = useHolding(thread, onDone);
  useShortcuts(
    useMemo(
      () =>
        mayTake
          ? [
              { keys: 't', label: say('take'), run: () => void take() },
              { keys: 'e', label: say('done'), run: () => void finish() },
              { keys: 'a', label: say('assign'), run: () => setAssigning(true) },
            ]
          : [],
      [mayTake, say, conversation.version, mine],
    ),
  );
  return (
    <header className="thread-head">
      <div className="row">
        <Button
          className="thread-back"
          type="text"
          icon={<ArrowLeftOutlined aria-hidden />}
          aria-label={say('back')}
          onClick={onBack}
        />
        <h1 id="thread-name">{whoOf(thread) ?? say('visitor', { id: conversation.id.slice(-4) })}</h1>
        <span className="end row">
          {mayTake && !mine && (
            <Button type="primary" loading={running} onClick={() => void take()}>
              {say(conversation.mode === 'staff' ? 'takeOver' : 'take')} <kbd>T</kbd>
            </Button>
          )}
          {mayTake && <Assign open={assigning} onOpen={setAssigning} conversationId={conversation.id} />}
          {mayTake && mine && (
            <Button loading={running} onClick={() => void release()}>
              {say('release')}
            </Button>
          )}
          {mayTake && mine && (
            <Tooltip title={say('doneHint')}>
              <Button type="primary" loading={running} onClick={() => void finish()}>
                {say('done')} <kbd>E</kbd>
              </Button>
            </Tooltip>
          )}
          {onSide && (
            <Button icon={<IdcardOutlined aria-hidden />} aria-label={say('side')} onClick={onSide} />
          )}
        </span>
      </div>
      <div className="row thread-facts">
        <Mark>{isEnglish() ? channel.title.en : channel.title.zh}</Mark>
        {conversation.sealed && <Mark tone="secret">{say('sealed')}</Mark>}
        <Holder thread={thread} mine={mine} />
        <Room thread={thread} />
        <span className="present" role="status">
          {present.length > 0 && <Presence present={present} />}
        </span>
      </div>
      <ProblemAlert problem={problem} />
    </header>
  );
}

function Holder({ thread: { conversation }, mine }: { thread: ThreadView; mine: boolean }) {
  const say = useSay(INBOX_WORDS);
  if (mine) return <Mark tone="good">{say('heldByMe')}</Mark>;
  return conversation.mode === 'staff' ? (
    <Mark tone="warn">{say('held', { name: conversation.holder ?? '' })}</Mark>
  ) : (
    <Mark tone="info">{say('bot')}</Mark>
  );
}

/** What the medium still lets us say. */
function Room({ thread: { channel } }: { thread: ThreadView }) {
  const say = useSay(INBOX_WORDS);
  const now = useNow();
  if (channel.closed) return <Mark tone="bad">{say(channel.closed)}</Mark>;
  if (channel.until === undefined) return null;
  const left = new Date(channel.until).getTime() - now;
  return (
    <>
      <Mark tone={left < 12 * 3_600_000 ? 'warn' : 'plain'}>{say('untilIn', { time: span(left) })}</Mark>
      {channel.left !== undefined && (
        <Mark tone={channel.left < 2 ? 'warn' : 'plain'}>{say('left', { n: channel.left })}</Mark>
      )}
    </>
  );
}

function Presence({ present }: { present: PresentView }) {
  const say = useSay(INBOX_WORDS);
  const named = (state: 'viewing' | 'typing') =>
    present
      .filter((one) => one.state === state)
      .map(({ name }) => name)
      .join('、');
  const [typing, viewing] = [named('typing'), named('viewing')];
  return (
    <>
      {typing !== '' && <strong>{say('typing', { names: typing })}</strong>}{' '}
      {viewing !== '' && say('viewing', { names: viewing })}
    </>
  );
}

/** Name on the channel or in a ticket, or an address people know each other by. */
function whoOf({ conversation: { citizenName, address }, tickets }: ThreadView): string | undefined {
  const known = address !== undefined && /^\+?\d{5,}$|@/.test(address) ? address : undefined;
  return citizenName ?? tickets.find(({ name }) => name !== undefined)?.name ?? known;
}
