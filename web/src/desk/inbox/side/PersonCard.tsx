import { Link } from '../../../shared/router';
import type { PersonView, ThreadView } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { useLook } from '../look';
import { addressOf, usePlace } from '../place';
import { INBOX_WORDS } from '../words';
import { Reveal } from './Reveal';

/** Who is behind the conversation, as far as one may know, and where else they wrote. */
export function PersonCard({ thread }: { thread: ThreadView }) {
  const say = useSay(INBOX_WORDS);
  const place = usePlace();
  const mayKnow = useMay('person.read');
  const { id } = thread.conversation;
  const { data: person, error } = useLook<PersonView>(`/staff/conversations/${id}/person`);
  if (!person) return <ProblemAlert problem={error} />;
  const { citizen, conversations } = person;
  const [ticket] = thread.tickets;
  const nothing = <span className="soft">{say(mayKnow ? 'notSaid' : 'masked')}</span>;
  return (
    <section className="card">
      <h2>{say('person')}</h2>
      <dl className="person-facts">
        <dt>{say('name')}</dt>
        <dd>{citizen.name ?? ticket?.name ?? nothing}</dd>
        <dt>{say('address')}</dt>
        <dd>{citizen.address ?? ticket?.phone ?? nothing}</dd>
        {citizen.firstSeenAt !== undefined && (
          <>
            <dt>{say('firstSeen')}</dt>
            <dd>
              <When at={citizen.firstSeenAt} />
            </dd>
          </>
        )}
        {citizen.lastSeenAt !== undefined && (
          <>
            <dt>{say('lastSeen')}</dt>
            <dd>
              <When at={citizen.lastSeenAt} />
            </dd>
          </>
        )}
      </dl>
      {ticket && <Reveal ticketId={ticket.id} />}
      {conversations.length > 0 && (
        <>
          <h3>{say('others')}</h3>
          <ul className="lines">
            {conversations.map((one) => (
              <li key={one.id}>
                <Link href={addressOf(one.id, place)}>{one.channel}</Link>
                <span className="soft side-text">{one.lastText}</span>
                <span className="soft">
                  <When at={one.lastAt} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
