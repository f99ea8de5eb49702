import { callWithJson, openSession } from './api.js';

const LINK = /^\/continue\/([\w-]+)$/;

/**
 * Takes up a conversation that was begun elsewhere, when the address says so. The token leaves the address
 * at once, so that neither the history nor a bookmark keeps it. `tell` hears what to say, if anything.
 */
export async function continueFromLink(tell) {
  const token = LINK.exec(location.pathname)?.[1];
  if (!token) return;
  history.replaceState(null, '', '/#chat');
  try {
    await openSession();
    const { result } = await callWithJson('/api/web/continue', { token });
    tell(result === 'gone' ? 'linkGone' : undefined);
  } catch (problem) {
    // Not used up as far as we know: the citizen may try again.
    if (problem.passes) history.replaceState(null, '', `/continue/${token}`);
    tell(problem.passes ? 'linkLater' : 'linkGone');
  }
}
