import { call } from './api.js';
import { make, markField, notice } from './dom.js';
import { currentLanguage, localTime, words } from './words.js';

const form = document.querySelector('#lookup');
const problem = document.querySelector('#lookup-problem');
const result = document.querySelector('#result');
const { number, code } = form.elements;

/** Progress of a ticket by number and query code; needs no session. */
export function startLookup() {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const empty = [number, code].filter((field) => field.value.trim() === '');
    for (const field of [number, code]) markField(field, empty.includes(field) ? words('fillIn') : undefined);
    if (empty.length > 0) return empty[0].focus();
    notice(problem);
    result.replaceChildren(words('looking'));
    const path = `/api/public/tickets/${encodeURIComponent(number.value.trim().toUpperCase())}`;
    try {
      const ticket = await call(`${path}?code=${encodeURIComponent(code.value.trim())}`);
      result.replaceChildren(...progress(ticket));
    } catch (refusal) {
      result.replaceChildren();
      notice(problem, `${refusal.message}${refusal.hint}`);
    }
  });
}

function progress(ticket) {
  const explained = ticket.dueExplanation?.[currentLanguage() === 'en' ? 'en' : 'zh'];
  const facts = [
    [words('number'), ticket.number],
    [words('state'), words(`state-${ticket.state}`)],
    [words('unit'), ticket.unitName],
    [words('due'), [ticket.dueAt && when(ticket.dueAt), explained].filter(Boolean).join('\n')],
    [words('answer'), ticket.answer],
  ].filter(([, fact]) => fact);
  return [
    make('h2', {}, ticket.title),
    make('dl', {}, ...facts.flatMap(([name, fact]) => [make('dt', {}, name), make('dd', {}, fact)])),
    make('h2', {}, words('steps')),
    make(
      'ol',
      {},
      ...ticket.timeline.map(({ at, move, text }) =>
        make('li', {}, `${when(at)} ${words(`move-${move}`)}${text ? `：${text}` : ''}`),
      ),
    ),
  ];
}

function when(at) {
  return localTime(at, { dateStyle: 'long', timeStyle: 'short' });
}
