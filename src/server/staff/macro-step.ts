import type { HubError } from '../../core/errors.js';
import type { MacroStep } from '../../core/macros/macro.js';
import type { MoveDetails, Ticket } from '../../core/model/ticket.js';
import type { ConversationService, StaffActor, TicketService } from '../../core/services.js';
import type { Intended } from '../../core/ticket/rehearse.js';
import { failure } from '../errors/failure.js';
import { grantFor, type StaffMove, STAFF_MOVES } from '../permissions.js';
import { MOVE_BODIES } from './move-bodies.js';
import { moverOf } from './mover.js';
import { readableConversation } from './readable-conversation.js';

/** Where a ticket stands between two steps. */
export interface Standing {
  ticket: Ticket;
  /** The version that the next step is decided on; absent: whatever it is. */
  expected: number | undefined;
}

type MoveStep = Extract<MacroStep, { type: 'move' }>;

/** Does one step of a macro as its person would by hand: by the same right, with the same checks. */
export class StepRunner {
  constructor(private readonly deps: { tickets: TicketService; conversations: ConversationService }) {}

  /** The same command id is one event, or one message. */
  async run(step: MacroStep, actor: StaffActor, commandId: string, before: Standing): Promise<Standing> {
    switch (step.type) {
      case 'move':
        return this.move(step, actor, commandId, before);
      case 'reply':
        await this.reply(step.text, actor, commandId, before.ticket);
        return before;
    }
  }

  private async move(
    step: MoveStep,
    actor: StaffActor,
    commandId: string,
    before: Standing,
  ): Promise<Standing> {
    const { tickets } = this.deps;
    const wanted = intended(step, actor);
    if (!wanted.move) throw wanted.refused;
    const { move, mover, details } = wanted.move;
    const ticket = await tickets.move(before.ticket.id, mover, commandId, move, details, before.expected);
    return { ticket, expected: versionBehind(ticket, commandId) };
  }

  private async reply(text: string, actor: StaffActor, commandId: string, ticket: Ticket): Promise<void> {
    if (!grantFor(actor, 'conversation.reply')) throw failure('forbidden');
    const { conversation } = await readableConversation(
      this.deps.conversations,
      ticket.conversationId,
      actor,
    );
    const said = { text, attachmentIds: [], ticketId: ticket.id };
    await this.deps.conversations.say(conversation.id, actor, commandId, said);
  }
}

/** A step as the move it is of this person, or why it cannot even be tried. */
export function intended(
  { move, details }: MoveStep,
  actor: StaffActor,
): { move: Intended; refused?: undefined } | { move?: undefined; refused: HubError } {
  const known: StaffMove | undefined = STAFF_MOVES.find((one) => one === move);
  if (known === undefined || !grantFor(actor, `ticket.${known}`)) return { refused: failure('forbidden') };
  const parsed = MOVE_BODIES[known].safeParse(details);
  if (!parsed.success)
    return {
      refused: failure('validation-failed', {
        fields: parsed.error.issues.map(({ path, message }) => ({
          path: path.map(String).join('.'),
          message,
        })),
      }),
    };
  const said: MoveDetails = parsed.data;
  return { move: { move: known, mover: moverOf(actor, `ticket.${known}`), details: said } };
}

/**
 * The version that the next step may find: the one its own event made, or a later one of which all is the hub’s own
 * doing. What a person did in between stops the macro.
 */
function versionBehind(ticket: Ticket, commandId: string): number {
  const own = ticket.events.find((event) => event.commandId === commandId)?.seq ?? ticket.events.length;
  const later = ticket.events.filter(({ seq }) => seq > own);
  const byOthers = later.some(({ actor }) => actor.type !== 'system');
  return byOthers ? ticket.version - later.length : ticket.version;
}
