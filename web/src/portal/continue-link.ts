import { ApiProblem } from '../shared/api';
import { api } from '../shared/hub';
import { follow, say } from './conversation';

const LINK = /^\/continue\/([\w-]+)$/;

/**
 * Takes up a conversation that was begun elsewhere, when the address says so. The token leaves the address
 * at once, so that neither the history nor a bookmark keeps it.
 */
export function continueFromLink(): void {
  const token = LINK.exec(location.pathname)?.[1];
  if (token === undefined) return;
  history.replaceState(null, '', '/chat');
  void takeUp(token);
}

async function takeUp(token: string): Promise<void> {
  try {
    await api.openSession();
    const { result } = await api.post<{ result: 'continued' | 'here' | 'gone' }>('/api/web/continue', {
      token,
    });
    if (result === 'gone') say('linkGone');
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    // Not used up as far as we know: the citizen may try again.
    if (problem.passes) history.replaceState(null, '', `/continue/${token}`);
    say(problem.passes ? 'linkLater' : 'linkGone');
  }
  void follow();
}
