import type { CitizenMessage } from '../../../src/channels/web/schemas.js';
import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../shared/api';
import { dropAllFiles } from '../shared/files-kept';
import { api, feed, outbox, snapOutbox } from '../shared/hub';
import type { WordKey } from '../shared/language';

/** The conversation of this browser: followed on every page, so that an answer is never missed. */
interface Conversation {
  messages: readonly CitizenMessage[];
  /** What to say about the net or a link; undefined when all is well. */
  notice?: WordKey;
}

let state: Conversation = { messages: [] };
const listeners = new Set<() => void>();
let following = false;

export function startConversation(): void {
  feed.addEventListener('message', (event) => {
    if (!(event instanceof CustomEvent)) return;
    const message: CitizenMessage = event.detail;
    if (message.clientMessageId) outbox.remove(message.clientMessageId);
    change({ messages: [...state.messages, message] });
  });
  feed.addEventListener('interrupted', () => say(navigator.onLine ? 'reconnecting' : 'offline'));
  // A connection that was on its way when the net broke must not hide that it is broken.
  feed.addEventListener('connected', () => {
    if (navigator.onLine && (state.notice === 'reconnecting' || state.notice === 'offline')) say();
  });
  feed.addEventListener('ended', () => (following = false));
  outbox.addEventListener('change', () => void follow());
  addEventListener('online', () => {
    say();
    if (following) feed.open();
    void follow();
    void outbox.flush();
    void snapOutbox.flush();
  });
  addEventListener('offline', () => say('offline'));
  if (!navigator.onLine) say('offline');
  void outbox.flush();
  void snapOutbox.flush();
  void follow();
}

export function useConversation(): Conversation {
  return useSyncExternalStore(subscribe, () => state);
}

/** Says something above every page; nothing takes it away. */
export function say(notice?: WordKey): void {
  change({ notice });
}

/** Follows the conversation as soon as this browser has one. */
export async function follow(): Promise<void> {
  if (following || !api.mayHaveSession) return;
  following = true;
  try {
    const session = await api.findSession();
    if (session) feed.open(session.conversation);
    else following = false;
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    say(navigator.onLine ? 'unreachable' : 'offline');
    setTimeout(() => {
      following = false;
      void follow();
    }, 5000);
  }
}

/** For shared computers: leaves the session and everything written here. */
export async function leave(): Promise<void> {
  feed.close();
  try {
    await api.endSession();
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    // Signing out did not reach the hub; what lies on this device goes all the same.
  }
  await dropAllFiles();
  localStorage.clear();
  sessionStorage.clear();
  location.assign('/');
}

function change(next: Partial<Conversation>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
