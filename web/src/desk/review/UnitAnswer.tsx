import { RESULT_EN, RESULT_ZH } from '../../../../src/core/model/ticket-words.js';
import { useCatalogue, useUnitName } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { Mark } from '../ui/Mark';
import { When } from '../ui/When';
import { useNames, useSay } from '../words';
import { REVIEW_WORDS } from './words';

const ELEMENTS = ['facts', 'text', 'basis', 'contact'] as const;

/** The unit's answer by its elements: those the city asks for and that are not there are said to be missing. */
export function UnitAnswer({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(REVIEW_WORDS);
  const unitName = useUnitName();
  const resultName = useNames(RESULT_ZH, RESULT_EN);
  const { replyNeeds } = useCatalogue();
  const replies = ticket.history.filter(({ move }) => move === 'reply');
  const reply = replies.at(-1);
  const sentBack = ticket.history.findLast(({ move }) => move === 'rework');
  if (!reply) return null;
  const { details, at, actor } = reply;
  const files = details.attachmentIds?.length ?? 0;
  return (
    <section className="card">
      <h2>{say('answered')}</h2>
      <p className="soft">
        {unitName(ticket.unit)} {actor.type === 'staff' && actor.name} · <When at={at} />
        {files > 0 && ` · ${say('files', { n: files })}`}
      </p>
      {replies.length > 1 && (
        <p className="soft">{say('again', { n: replies.length, reason: sentBack?.details.reason ?? '' })}</p>
      )}
      <dl className="elements">
        <dt>{say('result')}</dt>
        <dd>
          {details.result ? (
            <Mark tone={details.result === 'solved' ? 'good' : 'warn'}>{resultName(details.result)}</Mark>
          ) : (
            <Mark tone="bad">{say('missing')}</Mark>
          )}
        </dd>
        {ELEMENTS.map((element) => (
          <Element
            key={element}
            name={say(element)}
            said={details[element]}
            needed={element === 'text' || replyNeeds.includes(element)}
          />
        ))}
      </dl>
      <p className="soft">{say('clean')}</p>
    </section>
  );
}

function Element({ name, said, needed }: { name: string; said?: string; needed: boolean }) {
  const say = useSay(REVIEW_WORDS);
  if (said === undefined && !needed) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd className="said">{said ?? <Mark tone="bad">{say('missing')}</Mark>}</dd>
    </>
  );
}
