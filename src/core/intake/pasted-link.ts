import type { ContinueLinks } from '../identity/continue-links.js';
import type { createAccept } from './accept.js';

type Accept = ReturnType<typeof createAccept>;

interface PastedLinkDeps {
  continueLinks: Pick<ContinueLinks, 'open'>;
  /** What is written there is read by everybody. */
  isPublic(channel: string, account: string): boolean;
  publicBaseUrl: string;
}

/** With more than this beside the link it is a message of its own, and the link only stands in it. */
const MOST_BESIDE = 12;

/**
 * A continue link that is sent to us, on any private channel, is opened there: who comes from a comment to
 * the chat they like best has nothing to look for and no page to pass through. The engine answers what the link brought and not its
 * letters.
 */
export function openPastedLinks(accept: Accept, deps: PastedLinkDeps): Accept {
  const before = `${deps.publicBaseUrl}/continue/`;
  return async (input, raw) => {
    const { channel, account, from, text = '' } = input;
    const at = text.indexOf(before);
    const token = at === -1 ? undefined : /^[\w-]{1,64}/.exec(text.slice(at + before.length))?.[0];
    const isBare = text.trim().length - before.length - (token ?? '').length <= MOST_BESIDE;
    if (token === undefined || !isBare || deps.isPublic(channel, account)) return accept(input, raw);
    const opened = await deps.continueLinks.open(token, { channel, account, address: from.id });
    if (opened === 'gone') return accept(input, raw);
    const event = { type: 'continue-link' };
    // In words: a used link is nothing to keep before staff.
    const said = { text: undefined, fullText: '［发来接着办的链接］', auto: 'auto-reply' as const };
    return accept({ ...input, kind: 'event', event, ...said }, raw);
  };
}
