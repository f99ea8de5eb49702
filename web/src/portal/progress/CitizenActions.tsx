import { type FormEvent, useId, useState } from 'react';
import type { z } from 'zod';
import type {
  CITIZEN_ACTIONS,
  CitizenAction,
  ProgressView,
} from '../../../../src/server/public/progress-view.js';
import { ApiProblem } from '../../shared/api';
import { api } from '../../shared/hub';
import { newId } from '../../shared/id';
import { useWords } from '../../shared/language';
import { Field } from '../../ui/Field';

interface CitizenActionsProps {
  ticket: ProgressView;
  code: string;
  onChanged(ticket: ProgressView): void;
}

type Body = z.input<(typeof CITIZEN_ACTIONS)[CitizenAction]>;

/** Buttons for what a citizen may do now, and the small form each opens. */
export function CitizenActions({ ticket, code, onChanged }: CitizenActionsProps) {
  const words = useWords();
  const [open, setOpen] = useState<CitizenAction>();
  const [done, setDone] = useState<CitizenAction>();
  const possible = ticket.actions;
  return (
    <div className="card actions-card">
      {done && (
        <p className="done" role="status">
          {words(`${done}Done`)}
        </p>
      )}
      {possible.length > 0 && (
        <>
          <h2>{words('actions')}</h2>
          <div className="actions">
            {possible.map((action) => (
              <button
                key={action}
                type="button"
                className={action === 'withdraw' ? 'quiet' : undefined}
                aria-expanded={open === action}
                onClick={() => setOpen(open === action ? undefined : action)}
              >
                {words(action)}
              </button>
            ))}
          </div>
        </>
      )}
      {open && (
        <ActionForm
          key={open}
          action={open}
          ticket={ticket}
          code={code}
          onCancel={() => setOpen(undefined)}
          onDone={(changed) => {
            setOpen(undefined);
            setDone(open);
            onChanged(changed);
          }}
        />
      )}
    </div>
  );
}

interface ActionFormProps {
  action: CitizenAction;
  ticket: ProgressView;
  code: string;
  onCancel(): void;
  onDone(ticket: ProgressView): void;
}

function ActionForm({ action, ticket, code, onCancel, onDone }: ActionFormProps) {
  const words = useWords();
  const id = useId();
  // One id for this form: pressed twice, or sent again after a lost answer, it is one action.
  const [commandId] = useState(newId);
  const [said, setSaid] = useState('');
  const [rating, setRating] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const optional = action === 'urge' || action === 'rate';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const text = said.trim();
    if ((text === '' && !optional) || (action === 'rate' && rating === undefined))
      return setProblem(words('fillIn'));
    setBusy(true);
    setProblem(undefined);
    try {
      const body = bodyOf(action, { code, commandId }, text, rating);
      onDone(await api.post<ProgressView>(`/api/public/tickets/${ticket.number}/${action}`, body));
    } catch (refusal) {
      if (!(refusal instanceof ApiProblem)) throw refusal;
      setProblem(refusal.sentence);
      setBusy(false);
    }
  };

  return (
    <form className="action-form" noValidate onSubmit={(event) => void submit(event)}>
      {action === 'rate' && <Stars chosen={rating} onChoose={setRating} />}
      <Field id={id} label={words(action === 'rate' ? 'rateText' : `${action}Ask`)} error={problem}>
        {(props) => (
          <textarea
            {...props}
            rows={3}
            maxLength={2000}
            value={said}
            onChange={({ currentTarget }) => setSaid(currentTarget.value)}
          />
        )}
      </Field>
      <div className="actions end">
        <button type="button" onClick={onCancel}>
          {words('cancel')}
        </button>
        <button type="submit" className="primary" disabled={busy}>
          {words('confirm')}
        </button>
      </div>
    </form>
  );
}

function bodyOf(
  action: CitizenAction,
  keys: { code: string; commandId: string },
  said: string,
  rating = 5,
): Body {
  switch (action) {
    case 'supplement':
      return { ...keys, text: said };
    case 'urge':
      return { ...keys, ...(said && { text: said }) };
    case 'withdraw':
    case 'rework':
      return { ...keys, reason: said };
    case 'rate':
      return { ...keys, rating, ...(said && { text: said }) };
  }
}

function Stars({ chosen, onChoose }: { chosen?: number; onChoose(rating: number): void }) {
  const words = useWords();
  return (
    <fieldset className="stars">
      <legend>{words('rateAsk')}</legend>
      {([5, 4, 3, 2, 1] as const).map((rating) => (
        <label key={rating}>
          <input type="radio" name="rating" checked={chosen === rating} onChange={() => onChoose(rating)} />
          <span>{words(`star-${rating}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
