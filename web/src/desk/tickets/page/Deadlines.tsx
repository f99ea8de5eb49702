import { Collapse } from 'antd';
import { CLOCK_EN, CLOCK_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { TicketDetail } from '../../hub/types';
import { Due } from '../../ui/Due';
import { clockTime } from '../../ui/time';
import { isEnglish, useNames, useSay } from '../../words';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

type Deadline = TicketDetail['deadlines'][number];

/** Every clock of the ticket, those that run first, each with how it was worked out. */
export function Deadlines({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const running = ticket.deadlines.filter(({ doneAt }) => doneAt === undefined);
  const done = ticket.deadlines.filter(({ doneAt }) => doneAt !== undefined);
  if (ticket.deadlines.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('deadlines')}</h2>
      <ul className="lines">
        {[...running, ...done].map((deadline) => (
          <li key={deadline.id}>
            <One deadline={deadline} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ deadline }: { deadline: Deadline }) {
  const say = useSay(TICKET_WORDS);
  const stepName = useNames(CLOCK_ZH, CLOCK_EN);
  const { step, limit, dueAt, doneAt, explanation, provisional } = deadline;
  return (
    <div className="deadline">
      <div className="row">
        <strong>{stepName(step)}</strong> <span className="soft">{limit}</span>
        {doneAt === undefined ? (
          dueAt === undefined ? (
            <Mark>{say('paused')}</Mark>
          ) : (
            <Due at={dueAt} />
          )
        ) : null}
        {provisional && <Mark tone="warn">{say('provisional')}</Mark>}
      </div>
      <div className="soft">
        {doneAt !== undefined
          ? say('deadlineDone', { time: clockTime(doneAt) })
          : dueAt !== undefined && say('deadlineDue', { time: clockTime(dueAt) })}
      </div>
      <Collapse
        ghost
        size="small"
        items={[
          { key: 'why', label: say('explain'), children: isEnglish() ? explanation.en : explanation.zh },
        ]}
      />
    </div>
  );
}
