import type { ReactNode } from 'react';
import type { ProgressView } from '../../../../src/server/public/progress-view.js';
import { currentLanguage, moment, useWords, type WordKey } from '../../shared/language';
import { CitizenActions } from './CitizenActions';

interface TicketProgressProps {
  ticket: ProgressView;
  code: string;
  onChanged(ticket: ProgressView): void;
}

/** A ticket in plain words: where it stands, what comes next, what happened, what one may do. */
export function TicketProgress({ ticket, code, onChanged }: TicketProgressProps) {
  const words = useWords();
  const { number, title, state, unitName, dueAt, dueExplanation, answer, rating } = ticket;
  const explained = dueExplanation[currentLanguage() === 'en' ? 'en' : 'zh'];
  const isOver = ['closed', 'archived', 'cancelled', 'refused', 'handed-over'].includes(state);
  return (
    <article className="ticket" aria-labelledby="ticket-title">
      <div className="card">
        <p className="meta">
          {number} <span className={`badge ${state}`}>{words(`state-${state}`)}</span>
        </p>
        <h2 id="ticket-title">{title}</h2>
        <Way state={state} />
        <p className="plain-state">{words(`plain-${state}`)}</p>
        <dl>
          {unitName && <Fact name={words('unit')}>{unitName}</Fact>}
          {!isOver && (dueAt || explained) && (
            <Fact name={words('due')}>
              {dueAt && <b>{moment(dueAt)}</b>}
              {explained && <small className="pre">{explained}</small>}
            </Fact>
          )}
          {rating !== undefined && (
            <Fact name={words('yourRating')}>{words(STARS[rating - 1] ?? 'star-3')}</Fact>
          )}
        </dl>
        {answer && (
          <div className="answer">
            <h3>{words('answer')}</h3>
            <p className="pre">{answer}</p>
          </div>
        )}
      </div>
      <CitizenActions ticket={ticket} code={code} onChanged={onChanged} />
      <div className="card">
        <h2>{words('steps')}</h2>
        <Timeline ticket={ticket} />
      </div>
    </article>
  );
}

const STARS = ['star-1', 'star-2', 'star-3', 'star-4', 'star-5'] as const;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The steps citizens are shown; one that is added to the table later is told in general words. */
const STEPS = [
  'accept',
  'answer',
  'refuse',
  'sign',
  'arbitrate',
  'progress',
  'suspend',
  'resume',
  'review',
  'rework',
  'call-back',
  'follow',
  'hand-over',
  'close',
  'cancel',
  'supplement',
  'urge',
  'rate',
] as const;

function stepWord(move: string): WordKey {
  const known = STEPS.find((step) => step === move);
  return known ? `step-${known}` : 'step-other';
}

const WAY = ['accepted', 'dispatched', 'signed', 'reviewed', 'closed'] as const;

const REACHED: Partial<Record<ProgressView['state'], number>> = {
  accepted: 0,
  returned: 0,
  disputed: 0,
  dispatched: 1,
  signed: 2,
  suspended: 2,
  replied: 2,
  joined: 2,
  reviewed: 3,
  'called-back': 3,
  closed: 4,
  archived: 4,
};

/** How far along the ordinary way it is; nothing for what left it. */
function Way({ state }: Pick<ProgressView, 'state'>) {
  const words = useWords();
  const reached = REACHED[state];
  if (reached === undefined) return null;
  return (
    <ol className="way">
      {WAY.map((step, index) => (
        <li
          key={step}
          className={index <= reached ? 'reached' : undefined}
          aria-current={index === reached ? 'step' : undefined}
        >
          {words(`way-${step}`)}
        </li>
      ))}
    </ol>
  );
}

function Timeline({ ticket }: { ticket: ProgressView }) {
  const words = useWords();
  const { unitName, timeline } = ticket;
  // Only the present unit is known by name: where it was before, the line says "a unit".
  const lastDispatch = timeline.map(({ move }) => move).lastIndexOf('dispatch');
  return (
    <ol className="timeline">
      {timeline.map(({ at, move, text }, index) => (
        <li key={index}>
          <time dateTime={at}>{moment(at)}</time>
          <span>
            {move === 'dispatch'
              ? index === lastDispatch && unitName
                ? words('step-dispatch', { unit: unitName })
                : words('step-dispatchPlain')
              : words(stepWord(move))}
          </span>
          {text && <q className="pre">{text}</q>}
        </li>
      ))}
    </ol>
  );
}
