import type { ConversationInput } from '../conversation/input.js';
import type { Conversation, StoredInput } from '../model/conversation.js';
import type { StoredInbound } from '../model/message.js';
import type {
  Clock,
  ConversationRepository,
  InputRepository,
  MessageRepository,
  QuarantineRepository,
} from '../ports.js';
import { carryOut, type CarryOutDeps } from './carry-out.js';
import { decide, type DecideDeps } from './decide.js';
import { KeyedMutex } from './keyed-mutex.js';

export interface WorkerDeps extends DecideDeps, CarryOutDeps {
  conversations: ConversationRepository;
  messages: MessageRepository;
  inputs: InputRepository;
  quarantine: Pick<QuarantineRepository, 'put'>;
  clock: Clock;
}

/** What one step takes up: a machine's mail has messages but no input for the engine. */
export interface Piece {
  input: ConversationInput | undefined;
  messages: StoredInbound[];
  inputIds: string[];
}

/** Steps of one visit; a conversation in a loop must not hold a worker for ever. */
const STEPS_PER_VISIT = 50;
const BUBBLES_PER_TURN = 50;

/**
 * Takes conversations forward: what is new is read in order, one step is decided by one write, and its
 * effects are carried out under ids made from the step. A crash anywhere leaves either the inputs (the
 * step is decided again) or the effects (they are carried out again), never half of both.
 */
export class ConversationWorker {
  private readonly mutex = new KeyedMutex();

  constructor(private readonly deps: WorkerDeps) {}

  /** Works until nothing is left. Resolves when every step taken is stored and carried out. */
  visit(conversationId: string): Promise<void> {
    return this.mutex.run(conversationId, async () => {
      for (let step = 0; step < STEPS_PER_VISIT; step++) {
        if (!(await this.once(conversationId))) return;
      }
    });
  }

  /** One step; false when nothing is left that this visit knows of: later arrivals bring a wake-up of their own. */
  private async once(id: string): Promise<boolean> {
    const { conversations, messages, inputs, clock } = this.deps;
    // The conversation first: a message read before it might have been taken up in between.
    const conversation = await conversations.load(id);
    if (conversation?.pendingAt) {
      await this.finish(conversation);
      return true;
    }
    const [newMessages, newInputs] = await Promise.all([messages.newInbound(id), inputs.newInputs(id)]);
    const piece = nextPiece(newMessages, newInputs, conversation, clock.now());
    if (!piece) return false;
    const next = await this.decideOrIsolate(conversation, piece);
    // Not decided, or another node was faster: read again and see what is left to do.
    if (!next || !(await conversations.save(next, next.version - 1))) return true;
    await this.finish(next, piece.messages);
    const rest = newMessages.length + newInputs.length - piece.messages.length - piece.inputIds.length;
    // A command to a ticket may have brought a notice for this conversation.
    return rest > 0 || next.effects.some(({ type }) => type === 'createTicket' || type === 'ticketCommand');
  }

  /**
   * A step that throws is a fault of ours, and the same input would throw for ever. The bubbles of a turn
   * are tried one by one; the one that does it is set aside, visible to staff, and the rest goes on.
   */
  private async decideOrIsolate(
    before: Conversation | undefined,
    piece: Piece,
  ): Promise<Conversation | undefined> {
    try {
      return await decide(before, piece, this.deps);
    } catch (error) {
      const [first, ...rest] = piece.messages;
      if (first && rest.length > 0) return this.decideOrIsolate(before, messagePiece([first], undefined));
      await this.setAside(piece, error);
      return undefined;
    }
  }

  private async setAside(piece: Piece, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.deps.onPoison({ messageIds: piece.messages.map((m) => m.id), inputIds: piece.inputIds, error });
    for (const poison of piece.messages) {
      // First where staff look for it: set aside without being listed, nobody would ever miss it.
      await this.deps.quarantine.put(listed(poison, message, this.deps.clock.now()));
      await this.deps.messages.quarantineInbound(poison.id, { code: STEP_FAILED, message, attempts: 1 });
    }
    await this.deps.inputs.markDone(piece.inputIds);
  }

  /** Carries out the pending effects and forgets them. Safe to repeat at any point. */
  private async finish(conversation: Conversation, heard?: StoredInbound[]): Promise<void> {
    await carryOut(conversation, this.deps, heard);
    if (conversation.taken.inputs.length > 0) await this.deps.inputs.markDone(conversation.taken.inputs);
    await this.deps.conversations.clearEffects(conversation);
  }
}

const STEP_FAILED = 'step-failed';

function listed(
  { id, channel, account, conversationId, rawId, message }: StoredInbound,
  why: string,
  at: Date,
) {
  const { externalId } = message;
  const item = { id: `m.${id}`, channel, account, conversationId, messageId: id, externalId, rawId, at };
  return { ...item, code: STEP_FAILED, message: why };
}

/**
 * What comes next: whatever happened first. Messages up to the next other input are one turn, because
 * several bubbles in a row are one thing said.
 */
function nextPiece(
  messages: StoredInbound[],
  inputs: StoredInput[],
  conversation: Conversation | undefined,
  now: Date,
): Piece | undefined {
  const input = inputs[0];
  const message = messages[0];
  if (input && (!message || input.at <= message.at)) {
    return { input: input.input, messages: [], inputIds: [input.id] };
  }
  if (message) return messagePiece(messages, input?.at);
  if (conversation?.timerAt && conversation.timerAt <= now) {
    const id = `timer.${conversation.id}.${conversation.version}`;
    return { input: { type: 'timer', id }, messages: [], inputIds: [] };
  }
  return undefined;
}

/** A machine's mail is never part of a person's turn. */
function messagePiece(messages: StoredInbound[], until: Date | undefined): Piece {
  const isTurn = (m: StoredInbound) => !m.message.auto && (!until || m.at <= until);
  const end = messages.findIndex((m) => !isTurn(m));
  const turn = messages.slice(0, end === -1 ? BUBBLES_PER_TURN : Math.min(end, BUBBLES_PER_TURN));
  const [first] = turn;
  if (!first) return { input: undefined, messages: messages.slice(0, 1), inputIds: [] };
  return {
    input: { type: 'turn', id: first.id, messages: turn.map(({ id, message }) => ({ id, message })) },
    messages: turn,
    inputIds: [],
  };
}
