import type { Secret } from '../../model/message.js';
import { linkAddress } from '../../identity/one-time.js';
import type { Handed, SaidInPublic } from '../handed.js';
import { emptyDraft, hasBegun } from '../draft.js';
import type { Outcome } from '../outcome.js';
import { park } from '../parking.js';
import { clearForm } from '../submit.js';
import { rehear, type Turn } from '../turn.js';
import { beginWith, proceed, repeatPending, returnToForm } from './gather.js';

const MINUTE = 60_000;
/** Long enough to walk to another device, short enough that a lost one does not matter. */
const PRIVATE_LINK_LIVES_MS = 30 * MINUTE;
/** Comments are read days later; the link shows nothing that is not public. */
const PUBLIC_LINK_LIVES_MS = 3 * 24 * 60 * MINUTE;
const MOST_SAID = 2000;
const MOST_QUOTED = 60;

/** "换到电脑上继续": a link that carries the form in work to wherever it is opened, once. */
export function elsewhere(turn: Turn): void {
  turn.say('continue.link', { url: offerLink(turn, PRIVATE_LINK_LIVES_MS) });
  if (hasBegun(turn.state.draft)) repeatPending(turn);
}

/** A link for what was said in public: whoever opens it goes on from those words and knows no more. */
export function linkForPublic(turn: Turn): string {
  const { text, messageIds, language } = turn;
  return offerLink(turn, PUBLIC_LINK_LIVES_MS, { text: text.slice(0, MOST_SAID), messageIds, language });
}

/** Gives the address as it is kept, with dots for the token. */
function offerLink(turn: Turn, livesMs: number, said?: SaidInPublic): string {
  const linkId = `k_${turn.inputId}`;
  const expiresAt = new Date(turn.context.now.getTime() + livesMs);
  turn.order({ type: 'issueLink', linkId, expiresAt, said });
  const secret: Secret = { type: 'continue-link', id: linkId };
  turn.keepSecret(secret);
  return linkAddress(turn.context.publicBaseUrl, secret);
}

/** The link was opened elsewhere: the form goes there and is no longer here, so that nobody files it twice. */
export function goOnElsewhere(outcome: Outcome, linkId: string, to: string): void {
  const { draft, mode, dialogue, language, plain } = outcome.state;
  const isFree = mode === 'bot' && dialogue.type !== 'emergency' && dialogue.type !== 'waiting';
  const moves = isFree && hasBegun(draft);
  const handed: Handed = { draft: moves ? { ...draft, asked: {} } : undefined, language, plain };
  outcome.order({ type: 'handOn', linkId, to, handed });
  if (mode === 'staff') return;
  if (moves) clearForm(outcome);
  outcome.say(moves ? 'continue.moved' : 'continue.opened');
}

/** A conversation comes here from elsewhere. What stands here already is put aside, not lost. */
export function comeFromElsewhere(outcome: Outcome, { draft, language, plain }: Handed): void {
  tuneIn(outcome, language);
  if (plain) outcome.update({ plain });
  if (draft && !isFree(outcome)) return putAside(outcome, draft);
  if (!draft) {
    outcome.say('continue.empty');
    return;
  }
  park(outcome, true);
  outcome.update({ draft });
  outcome.say('continue.here');
  returnToForm(outcome);
}

/** Somebody comes from a public comment: perhaps its author, perhaps a stranger. */
export function comeFromPublic(
  outcome: Outcome,
  inputId: string,
  { text, messageIds, language }: SaidInPublic,
): void {
  tuneIn(outcome, language);
  if (!isFree(outcome)) return;
  const origin = { channel: '', account: '' };
  const at = outcome.context.now;
  const held = { text, at, messageIds: [...messageIds, inputId], attachments: [], origin };
  park(outcome, true);
  outcome.update({ draft: emptyDraft(at) });
  outcome.say('continue.public', {
    text: text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text,
  });
  beginWith(outcome, rehear(held, outcome.context));
  if (outcome.state.draft.matter.length > 0) proceed(outcome);
  else {
    outcome.update({ draft: emptyDraft(at) });
    outcome.say('talk.listening');
  }
}

/** Somebody who never wrote here is spoken to as there. */
function tuneIn(outcome: Outcome, language: Handed['language']): void {
  if (outcome.state.stepCount === 1) outcome.update({ language });
}

const isFree = ({ state: { mode, dialogue } }: Outcome): boolean =>
  mode === 'bot' && dialogue.type !== 'emergency' && dialogue.type !== 'waiting';

function putAside(outcome: Outcome, draft: NonNullable<Handed['draft']>): void {
  const { parked, mode } = outcome.state;
  outcome.update({ parked: [{ draft, at: outcome.context.now, offer: true }, ...parked] });
  if (mode === 'bot') outcome.say('continue.kept');
}
