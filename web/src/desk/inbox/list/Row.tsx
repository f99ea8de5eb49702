import { Link } from '../../../shared/router';
import type { InboxRowView } from '../../hub/types';
import { useStaff } from '../../session/session';
import { StateTag } from '../../tickets/StateTag';
import { Mark } from '../../ui/Mark';
import { span, useNow } from '../../ui/time';
import { isEnglish, useSay } from '../../words';
import { flagName } from '../flags';
import { addressOf, type InboxPlace } from '../place';
import { INBOX_WORDS } from '../words';

/** One conversation in the list: who, where, what was said last, and what one must not miss. */
export function Row({ row, place, isOpen }: { row: InboxRowView; place: InboxPlace; isOpen: boolean }) {
  const say = useSay(INBOX_WORDS);
  const now = useNow();
  const me = useStaff().staff.id;
  const { channelTitle, lastText, lastAt, unread, drafted, failed, staffId, holder } = row;
  const open = row.flags.filter(({ doneAt }) => doneAt === undefined);
  const urgent = open.find((flag) => flag.urgent);
  const flag = urgent ?? open.at(-1);
  const [ticket] = row.tickets;
  const left = row.replyUntil === undefined ? undefined : new Date(row.replyUntil).getTime() - now;
  return (
    <Link
      href={addressOf(row.id, place)}
      className={`inbox-row ${unread ? 'unread' : ''} ${urgent ? 'urgent' : ''}`}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className="inbox-row-top">
        <strong>{row.who ?? say('visitor', { id: row.id.slice(-4) })}</strong>
        {unread && <span className="dot" role="img" aria-label={say('unread')} />}
        <span className="soft">{isEnglish() ? channelTitle.en : channelTitle.zh}</span>
        <time className="soft" dateTime={lastAt}>
          {span(now - new Date(lastAt).getTime())}
        </time>
      </span>
      <span className="inbox-row-text">{lastText}</span>
      <span className="inbox-row-marks">
        {row.sealed && <Mark tone="secret">{say('sealed')}</Mark>}
        {flag && <Mark tone={urgent ? 'bad' : 'warn'}>{flagName(flag.reason)}</Mark>}
        {failed && flag?.reason !== 'send-failed' && <Mark tone="bad">{say('failed')}</Mark>}
        {drafted && <Mark tone="warn">{say('drafted')}</Mark>}
        {holder !== undefined && staffId !== me && <Mark>{say('held', { name: holder })}</Mark>}
        {ticket && <StateTag state={ticket.state} />}
        {ticket && <span className="soft inbox-row-title">{ticket.title}</span>}
        {left !== undefined && left > 0 && left < SOON_MS && (
          <Mark tone="warn">{say('untilIn', { time: span(left) })}</Mark>
        )}
      </span>
    </Link>
  );
}

const SOON_MS = 12 * 3_600_000;
