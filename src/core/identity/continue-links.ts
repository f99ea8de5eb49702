import type { IssueLink } from '../conversation/effect.js';
import type { Handed } from '../conversation/handed.js';
import type { ConversationInput } from '../conversation/input.js';
import { conversationIdOf } from '../intake/identity.js';
import type { Conversation } from '../model/conversation.js';
import type {
  CitizenRepository,
  Clock,
  ContinueLinkRepository,
  ConversationRepository,
  InputRepository,
  Waker,
} from '../ports.js';
import { hashOf, type OneTime } from './one-time.js';
import { openConversation, type Place } from './open-conversation.js';

export interface ContinueLinksDeps {
  links: ContinueLinkRepository;
  conversations: ConversationRepository;
  citizens: CitizenRepository;
  inputs: Pick<InputRepository, 'insert'>;
  clock: Clock;
  waker: Waker;
  oneTime: OneTime;
}

/** `gone`: never issued, used up, or too old. Which of them is nobody's business. */
export type Opened = 'continued' | 'here' | 'gone';

/**
 * Links under which a conversation goes on elsewhere. A link proves nobody: it joins no citizens and shows
 * no ticket. One of a private conversation carries the form in work, one of a public comment only what was
 * said in public. Whoever opens it first has it; opening it again from there is the same opening.
 */
export class ContinueLinks {
  constructor(private readonly deps: ContinueLinksDeps) {}

  /** Makes the link of a step known. Doing it again changes nothing. */
  async issue({ id: conversationId }: Conversation, effect: IssueLink): Promise<void> {
    const { linkId: id, expiresAt, said } = effect;
    const hash = this.deps.oneTime.hashOfLink(id);
    await this.deps.links.insert({ id, hash, conversationId, expiresAt, said });
  }

  /** Somebody opened a link at this place. Safe to repeat until it has answered. */
  async open(token: string, place: Place): Promise<Opened> {
    const { links, clock } = this.deps;
    const to = conversationIdOf(place.channel, place.account, place.address);
    const found = await links.find(hashOf(token));
    if (!found) return 'gone';
    // Not used up: the person only looked at it on the device they already write from.
    if (found.conversationId === to) return 'here';
    const link = await links.use(found.id, to, clock.now());
    if (!link) return 'gone';
    await openConversation(place, this.deps);
    const { id: linkId, said } = link;
    if (said) await this.put(to, { type: 'continued', id: `${linkId}.in`, from: { type: 'public', said } });
    else await this.put(link.conversationId, { type: 'goesOn', id: `${linkId}.out`, linkId, to });
    return 'continued';
  }

  /** What the conversation had is handed on to where its link was opened. */
  async handOn({ linkId, to, handed }: { linkId: string; to: string; handed: Handed }): Promise<void> {
    await this.put(to, { type: 'continued', id: `${linkId}.in`, from: { type: 'private', handed } });
  }

  private async put(conversationId: string, input: ConversationInput): Promise<void> {
    const at = this.deps.clock.now();
    await this.deps.inputs.insert({ id: input.id, conversationId, at, input, status: 'new' });
    this.deps.waker.conversation(conversationId);
  }
}
