import { endSession, findSession, mayHaveSession } from './api.js';
import { startChat } from './chat.js';
import { startComplaint } from './complaint.js';
import { continueFromLink } from './continue.js';
import { notice } from './dom.js';
import { Feed } from './feed.js';
import { startLookup } from './lookup.js';
import { Outbox } from './outbox.js';
import { currentLanguage, speak, words } from './words.js';

const outbox = new Outbox();
const feed = new Feed();
const network = document.querySelector('#network');
let following = false;

speak();
startTypeSize();
startChat(outbox, feed);
startComplaint(outbox, () => {
  location.hash = '#chat';
  notice(network, words('filed'));
});
startLookup();
void continueFromLink((word) => {
  if (word) notice(network, words(word));
  void follow();
});
showSection();
void follow();

window.addEventListener('hashchange', () => {
  showSection();
  document.querySelector('#main').focus();
});
window.addEventListener('online', () => {
  notice(network);
  void follow();
  void outbox.flush();
});
window.addEventListener('offline', () => notice(network, words('offline')));
outbox.addEventListener('change', () => void follow());
feed.addEventListener('interrupted', () =>
  notice(network, words(navigator.onLine ? 'reconnecting' : 'offline')),
);
// A connection that was on its way when the net broke must not hide that it is broken.
feed.addEventListener('connected', () => {
  if (navigator.onLine) notice(network);
});
feed.addEventListener('ended', () => (following = false));
void outbox.flush();

document.querySelector('#language').addEventListener('click', () => {
  speak(currentLanguage() === 'en' ? 'zh-CN' : 'en');
});
document.querySelector('#leave').addEventListener('click', async () => {
  if (!confirm(words('leaveQuestion'))) return;
  feed.close();
  await endSession().catch((problem) => notice(network, problem.message));
  localStorage.clear();
  location.reload();
});

/** Follows the conversation as soon as this browser has one. */
async function follow() {
  if (following || !mayHaveSession()) return;
  following = true;
  try {
    const session = await findSession();
    if (session) feed.open(session.conversation);
    else following = false;
  } catch (problem) {
    notice(network, navigator.onLine ? problem.message : words('offline'));
    setTimeout(() => {
      following = false;
      void follow();
    }, 5000);
  }
}

/** One section at a time, named by the address so that back and bookmarks work. */
function showSection() {
  const name = location.hash.slice(1);
  const sections = [...document.querySelectorAll('main > section')];
  const shown = sections.find(({ id }) => id === name) ?? sections[0];
  for (const section of sections) section.hidden = section !== shown;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${shown.id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function startTypeSize() {
  const button = document.querySelector('#large');
  const apply = (large) => {
    document.documentElement.classList.toggle('large', large);
    button.setAttribute('aria-pressed', String(large));
    localStorage.setItem('hub.large', String(large));
  };
  apply(localStorage.getItem('hub.large') === 'true');
  button.addEventListener('click', () => apply(button.getAttribute('aria-pressed') !== 'true'));
}
