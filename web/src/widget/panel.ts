import type { CitizenMessage } from '../../../src/channels/web/schemas.js';
import { type Api, ApiProblem } from '../shared/api';
import type { Feed } from '../shared/feed';
import { keepFile } from '../shared/files-kept';
import { newId } from '../shared/id';
import { linksIn } from '../shared/links-in';
import type { Enclosure, Outbox } from '../shared/outbox';
import { shrinkPhoto } from '../shared/shrink-photo';
import { make } from './dom';
import style from './style.css?inline';
import type { WidgetWords } from './words';

interface Parts {
  api: Api;
  outbox: Outbox;
  feed: Feed;
  words: WidgetWords;
  base: string;
  language: string;
}

const OPEN = 'hub12345.open';
const HAS_SHEETS = 'adoptedStyleSheets' in Document.prototype;

/** The button in the corner and the panel it opens, in a shadow root that the site's styles do not reach. */
export function createPanel(parts: Parts): HTMLElement {
  const { words, language, base, outbox, feed } = parts;
  const host = document.createElement('hub-12345');
  host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  dress(root);

  const bubbles = make('ol', { className: 'bubbles' });
  const log = make('div', { className: 'log', tabIndex: 0 }, bubbles);
  log.setAttribute('role', 'log');
  log.setAttribute('aria-label', words.conversation);
  const notice = make('p', { className: 'notice', hidden: true });
  notice.setAttribute('role', 'status');
  const composer = createComposer(parts, notice);
  const close = make('button', { type: 'button', className: 'close', textContent: '×' });
  close.setAttribute('aria-label', words.close);
  const heading = make('h2', { id: 'title' }, words.title);
  const panel = make(
    'section',
    { className: 'panel', hidden: true },
    make('header', {}, heading, close),
    make('p', { className: 'lead' }, words.lead),
    log,
    notice,
    composer.form,
    make(
      'p',
      { className: 'more' },
      make('a', { href: `${base}/`, target: '_blank', rel: 'noopener' }, words.more),
    ),
  );
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-labelledby', 'title');
  const button = make('button', { type: 'button', className: 'open' }, words.open);
  button.setAttribute('aria-expanded', 'false');
  root.append(panel, button);

  const show = (open: boolean, focus = true) => {
    panel.hidden = !open;
    button.hidden = open;
    button.setAttribute('aria-expanded', String(open));
    sessionStorage.setItem(OPEN, String(open));
    if (open) void follow(parts);
    if (focus) (open ? composer.field : button).focus();
  };
  button.addEventListener('click', () => show(true));
  close.addEventListener('click', () => show(false));
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') show(false);
  });

  const messages: CitizenMessage[] = [];
  const draw = () => {
    const last = messages.at(-1);
    bubbles.replaceChildren(
      ...messages.map((message) => bubble(message, message === last, parts)),
      ...outbox.items
        .filter(({ id }) => !messages.some(({ clientMessageId }) => clientMessageId === id))
        .map(({ text, attachments, state, problem }) =>
          make(
            'li',
            { className: 'you pending' },
            make('p', {}, text),
            ...attachments.map(({ name }) => make('p', {}, words.attached.replace('{name}', name))),
            make('p', { className: 'state' }, words[state] + (problem ? `：${problem}` : '')),
          ),
        ),
    );
    log.scrollTop = log.scrollHeight;
  };
  feed.addEventListener('message', (event) => {
    if (!(event instanceof CustomEvent)) return;
    const message: CitizenMessage = event.detail;
    messages.push(message);
    if (message.clientMessageId) outbox.remove(message.clientMessageId);
    draw();
  });
  const say = (sentence = '') => {
    notice.textContent = sentence;
    notice.hidden = sentence === '';
  };
  feed.addEventListener('interrupted', () => say(navigator.onLine ? '' : words.offline));
  feed.addEventListener('connected', () => say());
  outbox.addEventListener('change', () => {
    draw();
    void follow(parts);
  });
  addEventListener('offline', () => say(words.offline));
  addEventListener('online', () => {
    say();
    if (feed.following) feed.open();
    void outbox.flush();
  });
  void outbox.flush();
  draw();
  if (sessionStorage.getItem(OPEN) === 'true') show(true, false);
  return host;
}

/** A constructed sheet passes the site's own security policy; older browsers get a style element. */
function dress(root: ShadowRoot): void {
  if (!HAS_SHEETS) return root.append(make('style', { textContent: style }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
}

/** Follows the conversation once there is one; the next page of the site goes on with it. */
async function follow({ api, feed }: Parts): Promise<void> {
  if (feed.following || !api.mayHaveSession) return;
  try {
    const session = await api.findSession();
    if (session && !feed.following) feed.open(session.conversation);
  } catch (problem) {
    // Nobody answers: what is written waits in the outbox, which tries again and brings us back here.
    if (!(problem instanceof ApiProblem)) throw problem;
  }
}

function bubble(message: CitizenMessage, isLast: boolean, { outbox, words }: Parts): HTMLElement {
  const { from, text, attachments, buttons } = message;
  const said = make('p', { className: 'text' });
  for (const { part, href } of from === 'you' ? [{ part: text, href: undefined }] : linksIn(text))
    said.append(href === undefined ? part : make('a', { href, target: '_blank', rel: 'noopener' }, part));
  return make(
    'li',
    { className: from },
    make('span', { className: 'who' }, words[from]),
    said,
    ...attachments.map(({ name }) => make('p', {}, words.attached.replace('{name}', name))),
    ...(isLast ? buttons : []).map(({ label, value }) =>
      make(
        'button',
        { type: 'button', onclick: () => void outbox.add({ text: label, button: value }) },
        label,
      ),
    ),
  );
}

function createComposer({ outbox, words }: Parts, notice: HTMLElement) {
  const field = make('textarea', { rows: 2, maxLength: 10_000, id: 'text' });
  const label = make('label', { htmlFor: 'text' }, words.field);
  const chosen = make('p', { className: 'chosen' });
  const file = make('input', { type: 'file', accept: 'image/*', id: 'file', className: 'file' });
  const enclosures: Enclosure[] = [];
  const form = make(
    'form',
    { noValidate: true },
    label,
    field,
    chosen,
    make(
      'div',
      { className: 'row' },
      file,
      make('label', { htmlFor: 'file', className: 'button' }, words.photo),
      make('button', { className: 'primary' }, words.send),
    ),
  );
  const send = () => {
    const text = field.value.trim();
    if (text === '' && enclosures.length === 0) return;
    outbox.add({ text, attachments: enclosures.splice(0) });
    field.value = '';
    chosen.textContent = '';
    notice.hidden = true;
    field.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  file.addEventListener('change', () => {
    const photo = file.files?.[0];
    file.value = '';
    if (photo) void enclose(photo);
  });
  const enclose = async (photo: File) => {
    const small = await shrinkPhoto(photo);
    const key = newId();
    await keepFile(key, small);
    enclosures.push({ name: small.name, key });
    chosen.textContent = enclosures.map(({ name }) => words.attached.replace('{name}', name)).join(' ');
  };
  return { form, field };
}
