import {
  REFUSAL_REASON_EN,
  REFUSAL_REASON_ZH,
  ROLE_EN,
  ROLE_ZH,
} from '../../../../../src/core/model/code-words.js';
import {
  APPLICATION_EN,
  APPLICATION_ZH,
  RESULT_EN,
  RESULT_ZH,
  SUPERVISION_EN,
  SUPERVISION_ZH,
  TICKET_MOVE_EN,
  TICKET_MOVE_ZH,
} from '../../../../../src/core/model/ticket-words.js';
import type { TicketDetail } from '../../hub/types';
import { useUnitName } from '../../hub/catalogue';
import { When } from '../../ui/When';
import { useNames, useSay } from '../../words';
import { StateTag } from '../StateTag';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

type Event = TicketDetail['history'][number];

/** What happened, newest first: who, what, in which words. */
export function Timeline({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  return (
    <section className="card">
      <h2>{say('said')}</h2>
      <ol className="timeline" reversed>
        {[...ticket.history].reverse().map((event) => (
          <li key={event.seq}>
            <Line event={event} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ event }: { event: Event }) {
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { move, from, to, at, details } = event;
  return (
    <>
      <div className="row">
        <strong>{moveName(move)}</strong>
        {from !== to && <StateTag state={to} />}
        <span className="soft">
          <Who event={event} /> · <When at={at} />
        </span>
      </div>
      <Details details={details} />
    </>
  );
}

function Who({ event: { actor } }: { event: Event }) {
  const say = useSay(TICKET_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const unitName = useUnitName();
  switch (actor.type) {
    case 'citizen':
      return say('citizen');
    case 'peer':
      return say('peer', { peer: actor.peer });
    case 'system':
      return `${say('system')}${say('rule', { rule: actor.rule })}`;
    case 'staff':
      return [actor.name, roleName(actor.role), actor.unit && unitName(actor.unit)]
        .filter(Boolean)
        .join(' · ');
  }
}

/** What the move carried, in the order in which one asks for it. */
function Details({ details }: { details: Event['details'] }) {
  const unitName = useUnitName();
  const application = useNames(APPLICATION_ZH, APPLICATION_EN);
  const level = useNames(SUPERVISION_ZH, SUPERVISION_EN);
  const result = useNames(RESULT_ZH, RESULT_EN);
  const refusal = useNames(REFUSAL_REASON_ZH, REFUSAL_REASON_EN);
  const tags = [
    details.unit && unitName(details.unit),
    ...(details.assists ?? []).map(unitName),
    details.application && application(details.application),
    details.level && level(details.level),
    details.result && result(details.result),
    details.refusal && `${details.refusal} ${refusal(details.refusal)}`,
    details.platform && unitName(details.platform),
    details.to,
    ...(details.ticketIds ?? []),
  ].filter((one): one is string => one !== undefined && one !== '');
  const words = [
    details.text,
    details.facts,
    details.basis,
    details.reason,
    details.contact,
    details.receipt,
  ];
  return (
    <>
      {tags.map((tag) => (
        <Mark key={tag}>{tag}</Mark>
      ))}
      {words.map((said, index) =>
        said ? (
          <p key={index} className="said">
            {said}
          </p>
        ) : null,
      )}
    </>
  );
}
