import { call } from './api.js';
import { make, notice } from './dom.js';
import { FileTray } from './files.js';
import { localTime, words } from './words.js';

const DRAFT = 'hub.draft.chat';
const log = document.querySelector('#log');
const bubbles = document.querySelector('#bubbles');
const composer = document.querySelector('#composer');
const field = document.querySelector('#text');
const picker = document.querySelector('#file');
const problem = document.querySelector('#composer-problem');

/** The conversation and the field to write in. */
export function startChat(outbox, feed) {
  const tray = new FileTray(document.querySelector('#files'), (sentence) => notice(problem, sentence));
  const send = () => {
    const text = field.value.trim();
    if (tray.uploading) return notice(problem, words('waitForUpload'));
    const attachments = tray.take();
    if (text === '' && attachments.length === 0) return notice(problem, words('nothingToSend'));
    notice(problem);
    outbox.add({ text, attachments });
    field.value = '';
    localStorage.removeItem(DRAFT);
    field.focus();
  };

  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.value = localStorage.getItem(DRAFT) ?? '';
  field.addEventListener('input', () => localStorage.setItem(DRAFT, field.value));
  field.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length > 0) tray.add(event.clipboardData.files);
  });
  picker.addEventListener('change', () => {
    tray.add(picker.files);
    picker.value = '';
  });

  feed.addEventListener('message', ({ detail }) => {
    if (detail.clientMessageId) outbox.remove(detail.clientMessageId);
    for (const choices of bubbles.querySelectorAll('.choices')) choices.remove();
    bubbles.insertBefore(bubble(detail, outbox), bubbles.querySelector('.pending'));
    if (detail.from !== 'you') acknowledge(detail);
    toEnd();
  });
  outbox.addEventListener('change', () => showPending(outbox));
  showPending(outbox);
}

function bubble(message, outbox) {
  const who = make('p', { className: 'who' }, `${words(message.from)} · ${clock(message.at)}`);
  const item = make('li', { className: `message ${message.from}` }, who);
  const text = make('p', { className: 'text' });
  text.append(...(message.from === 'you' ? [message.text] : withLinks(message.text)));
  if (message.text) item.append(text);
  for (const file of message.attachments) item.append(attachment(file));
  if (message.buttons.length > 0) item.append(choices(message.buttons, outbox));
  return item;
}

function choices(buttons, outbox) {
  const press = ({ label, value }) => {
    field.focus();
    outbox.add({ text: label, button: value });
  };
  return make(
    'div',
    { className: 'choices' },
    ...buttons.map((choice) =>
      make('button', { type: 'button', onclick: () => press(choice) }, choice.label),
    ),
  );
}

function attachment({ name, mime, url }) {
  const link = make('a', { href: url, target: '_blank', rel: 'noopener' });
  if (mime.startsWith('image/'))
    link.append(make('img', { className: 'preview', src: url, alt: name, loading: 'lazy' }));
  else link.append(name);
  return make('p', {}, link);
}

/** What is written and not yet shown by the hub, at the end of the log. */
function showPending(outbox) {
  for (const item of bubbles.querySelectorAll('.pending')) item.remove();
  for (const entry of outbox.items) bubbles.append(pending(entry, outbox));
  if (outbox.items.length > 0) toEnd();
}

function pending({ id, text, attachments, state, problem: reason }, outbox) {
  const again = make('button', { type: 'button', onclick: () => void outbox.flush() }, words('resend'));
  const edit = make('button', { type: 'button', onclick: () => takeBack(id, text, outbox) }, words('edit'));
  return make(
    'li',
    { className: 'message you pending' },
    make('p', { className: 'who' }, words('you')),
    make('p', { className: 'text' }, text),
    ...attachments.map(({ name }) => make('p', {}, name)),
    make(
      'p',
      { className: state === 'refused' || state === 'waiting' ? 'state bad' : 'state' },
      `${words(state)}${reason ? `：${reason}` : ''} `,
      ...(state === 'waiting' ? [again] : []),
      ...(state === 'refused' ? [edit] : []),
    ),
  );
}

function takeBack(id, text, outbox) {
  outbox.remove(id);
  field.value = text;
  field.focus();
}

/** Tells the hub that an answer was seen, once the page really is. */
function acknowledge({ id, status }) {
  if (status === 'read') return;
  const tell = () =>
    void call(`/api/web/messages/${encodeURIComponent(id)}/read`, { method: 'POST' }).catch((failure) => {
      // The receipt is a courtesy: without it staff see "delivered", and the next visit tells again.
      if (!failure.passes) console.warn(failure.message);
    });
  if (document.visibilityState === 'visible') return tell();
  document.addEventListener('visibilitychange', tell, { once: true });
}

/** Web addresses and the numbers one calls in need become links; "120元" and "110号" do not. */
const LINKS =
  /(https?:\/\/[^\s，。；、）”]+|(?<!\d)(?:110|119|120|122|12345)(?![\d元米号天人岁平公分小个次户.%]))/;

function withLinks(text) {
  return text.split(LINKS).map((part, index) => {
    if (index % 2 === 0) return part;
    const href = part.startsWith('http') ? part : `tel:${part}`;
    return make('a', { href, rel: 'noopener' }, part);
  });
}

function clock(at) {
  const day = { month: 'numeric', day: 'numeric' };
  const today = localTime(at, day) === localTime(Date.now(), day);
  return localTime(at, { ...(!today && day), hour: '2-digit', minute: '2-digit' });
}

function toEnd() {
  log.scrollTop = log.scrollHeight;
}
