import type { ProgressView } from '../public/progress-view.js';
import type { PublicationView } from '../public/publication-view.js';
import { type Html, html } from './html.js';
import type { PageLanguage } from './shell.js';
import { WORDS } from './words.js';

/** What a reader sees before any script has run, and all that is seen where none does. */
export interface Paint {
  language: PageLanguage;
  timezone: string;
  service: string;
}

export function paintPage({ language, service }: Paint, content: Html): Html {
  const words = WORDS[language];
  return html`<header class="top">
      <div class="bar">
        <a class="brand" href="/"><strong>${service}</strong></a>
      </div>
      <nav class="sections">
        <a href="/">${words.home}</a> <a href="/progress">${words.progress}</a>
        <a href="/notices">${words.notices}</a> <a href="/cases">${words.cases}</a>
      </nav>
    </header>
    <main id="main" class="page">${content}</main>`;
}

export function paintList(
  paint: Paint,
  kind: 'notice' | 'case',
  items: PublicationView[],
  older: string | undefined,
): Html {
  const words = WORDS[paint.language];
  const path = kind === 'notice' ? 'notices' : 'cases';
  return html`<h1>${words[path]}</h1>
    <p class="lead">${kind === 'notice' ? words.noticesLead : words.casesLead}</p>
    ${items.length === 0 && html`<p class="empty">${words.nothingYet}</p>`}
    <ul class="publications">
      ${items.map(
        (item) =>
          html`<li>
            <a href="/${path}/${item.id}"><h2>${item.title}</h2></a>
            <p class="meta">${day(paint, item.publishedAt)} ${item.unitName}</p>
            <p>${excerpt(item.body)}</p>
          </li>`,
      )}
    </ul>
    ${older !== undefined && html`<p><a href="/${path}?cursor=${older}">${words.older}</a></p>`}
    <p><a href="/${path}.atom">${words.feed}</a></p>`;
}

export function paintPublication(paint: Paint, item: PublicationView): Html {
  const words = WORDS[paint.language];
  const path = item.kind === 'notice' ? 'notices' : 'cases';
  return html`<article class="publication">
    <h1>${item.title}</h1>
    <p class="meta">
      ${day(paint, item.publishedAt)} ${item.unitName && html`· ${words.handledBy}：${item.unitName}`}
    </p>
    ${item.body.split(/\n{2,}/).map((paragraph) => html`<p class="paragraph">${paragraph}</p>`)}
    <p><a href="/${path}">${words.back}</a></p>
  </article>`;
}

export function paintLookUp(
  paint: Paint,
  given: { number?: string; problem?: string; found?: ProgressView } = {},
): Html {
  const words = WORDS[paint.language];
  return html`<h1>${words.progress}</h1>
    <p class="lead">${words.progressLead}</p>
    ${given.problem !== undefined && html`<p class="problem" role="alert">${given.problem}</p>`}
    <form class="card" method="post" action="/progress">
      <p class="field">
        <label for="l-number">${words.number}</label>
        <input id="l-number" name="number" maxlength="40" required value="${given.number ?? ''}" />
      </p>
      <p class="field">
        <label for="l-code">${words.code}</label>
        <input id="l-code" name="code" maxlength="12" autocomplete="off" required />
      </p>
      <button class="button primary">${words.lookUp}</button>
    </form>
    ${given.found && paintProgress(paint, given.found)}`;
}

function paintProgress(paint: Paint, ticket: ProgressView): Html {
  const words = WORDS[paint.language];
  const due = [
    ticket.dueAt && moment(paint, ticket.dueAt),
    ticket.dueExplanation[paint.language === 'en' ? 'en' : 'zh'],
  ];
  const facts: [string, string | undefined][] = [
    [words.number, ticket.number],
    [words.state, words.states[ticket.state]],
    [words.unit, ticket.unitName],
    [words.due, due.filter(Boolean).join(' ')],
    [words.answer, ticket.answer],
  ];
  return html`<section class="card">
    <h2>${ticket.title}</h2>
    <dl>
      ${facts.flatMap(([name, fact]) =>
        fact
          ? [
              html`<dt>${name}</dt>
                <dd>${fact}</dd>`,
            ]
          : [],
      )}
    </dl>
    <h2>${words.steps}</h2>
    <ol class="timeline">
      ${ticket.timeline.map(
        (step) =>
          html`<li><time>${moment(paint, step.at)}</time> ${words.moves[step.move]} ${step.text}</li>`,
      )}
    </ol>
  </section>`;
}

export function excerpt(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : line;
}

function day({ language, timezone }: Paint, at: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: timezone }).format(new Date(at));
}

function moment({ language, timezone }: Paint, at: string): string {
  const style = { dateStyle: 'long', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language, { ...style, timeZone: timezone }).format(new Date(at));
}
