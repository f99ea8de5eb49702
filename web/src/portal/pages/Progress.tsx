import { type FormEvent, useEffect, useState } from 'react';
import type { ProgressView } from '../../../../src/server/public/progress-view.js';
import { ApiProblem } from '../../shared/api';
import { api } from '../../shared/hub';
import { useWords } from '../../shared/language';
import { Field } from '../../ui/Field';
import { TicketProgress } from '../progress/TicketProgress';

interface Keys {
  number: string;
  code: string;
}

/** Progress of a ticket by number and query code; needs no session. */
export default function Progress() {
  const words = useWords();
  const [painted] = useState(takeOver);
  const [keys, setKeys] = useState<Keys>(painted.keys);
  const [found, setFound] = useState<{ keys: Keys; ticket: ProgressView }>();
  const [problem, setProblem] = useState<string>();
  const [tried, setTried] = useState(false);
  const [looking, setLooking] = useState(false);

  const lookUp = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const asked = { number: keys.number.trim().toUpperCase(), code: keys.code.trim() };
    if (asked.number === '' || asked.code === '') return;
    setProblem(undefined);
    setFound(undefined);
    setLooking(true);
    try {
      const path = `/api/public/tickets/${encodeURIComponent(asked.number)}`;
      const ticket = await api.call<ProgressView>(`${path}?code=${encodeURIComponent(asked.code)}`);
      setFound({ keys: asked, ticket });
    } catch (refusal) {
      if (!(refusal instanceof ApiProblem)) throw refusal;
      setProblem(refusal.sentence);
    } finally {
      setLooking(false);
    }
  };

  useEffect(() => {
    if (painted.focus) document.getElementById(painted.focus)?.focus();
  }, [painted]);

  const missing = (value: string) => (tried && value.trim() === '' ? words('fillIn') : undefined);
  return (
    <section id="progress" aria-labelledby="progress-heading">
      <h1 id="progress-heading">{words('progressHeading')}</h1>
      <p className="lead">{words('progressLead')}</p>
      <form id="lookup" className="card lookup" noValidate onSubmit={(event) => void lookUp(event)}>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <Field id="l-number" label={words('number')} hint={words('numberHint')} error={missing(keys.number)}>
          {(props) => (
            <input
              {...props}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              value={keys.number}
              onChange={({ currentTarget }) => setKeys({ ...keys, number: currentTarget.value })}
            />
          )}
        </Field>
        <Field id="l-code" label={words('code')} error={missing(keys.code)}>
          {(props) => (
            <input
              {...props}
              inputMode="numeric"
              maxLength={12}
              autoComplete="off"
              value={keys.code}
              onChange={({ currentTarget }) => setKeys({ ...keys, code: currentTarget.value })}
            />
          )}
        </Field>
        <button type="submit" className="primary">
          {words('lookUp')}
        </button>
      </form>
      <div id="result" role="status">
        {looking && <p className="loading">{words('looking')}</p>}
        {found && (
          <TicketProgress
            ticket={found.ticket}
            code={found.keys.code}
            onChanged={(ticket) => setFound({ keys: found.keys, ticket })}
          />
        )}
      </div>
    </section>
  );
}

/** Whoever was quick has begun to fill in what the hub painted: that goes on here, not from the start. */
function takeOver(): { keys: Keys; focus?: string } {
  const typed = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  const named = new URLSearchParams(location.search).get('number')?.slice(0, 40) ?? '';
  return {
    keys: { number: typed('l-number') || named, code: typed('l-code') },
    focus: document.activeElement?.id,
  };
}
