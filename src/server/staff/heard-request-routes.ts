import { z } from 'zod';
import { heardRequest } from '../../core/inbox/heard-request.js';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { ConversationService, TicketService } from '../../core/services.js';
import { isWithin } from '../../core/ticket/scope.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';
import { isSealed } from '../views/conversation-view.js';
import { DispatchView, suggestionFor, ticketSummary } from '../views/ticket-view.js';
import { readableConversation } from './readable-conversation.js';
import { SimilarTicket } from './similar-routes.js';
import { StaffRequest } from './staff-request.js';

const SIMILAR = { days: 30, limit: 20 };
const SHOWN = 5;

/** What was understood of a conversation that is no ticket yet, ready to be looked over by a person. */
export const HeardRequest = z
  .object({
    request: StaffRequest.partial({ title: true, matter: true }),
    confidence: z
      .record(z.string(), z.number())
      .meta({ description: 'Of each field, 0 to 1; absent: nothing was guessed' }),
    dispatch: DispatchView.optional(),
    similar: z.array(SimilarTicket),
  })
  .meta({ id: 'HeardRequest' });
export type HeardRequest = z.infer<typeof HeardRequest>;

export function heardRequestRoutes(
  app: TypedApp,
  deps: {
    conversations: ConversationService;
    tickets: TicketService;
    city: City;
    clock: Clock;
    record: Recorder;
  },
): void {
  const { conversations, tickets, city, clock, record } = deps;
  app.get(
    '/conversations/:id/request',
    {
      schema: {
        summary:
          'The request this conversation tells of, where it could go, and tickets that may be about the same',
        tags: ['conversations'],
        params: IdParams,
        response: { 200: HeardRequest, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.create');
      const found = await readableConversation(conversations, request.params.id, actor);
      const { conversation, messages } = found;
      const sealed = isSealed(conversation, found.tickets);
      await record(request, 'conversation.read', { type: 'conversation', id: conversation.id }, { sealed });
      const heard = heardRequest(conversation, messages, found.tickets, city);
      const now = clock.now();
      const scope = ticketScope(actor);
      const alike =
        sealed || heard.matter === ''
          ? []
          : await tickets.similar(
              {
                id: '',
                citizenId: conversation.citizenId,
                category: heard.category,
                createdAt: now,
                request: heard,
              },
              SIMILAR,
            );
      const {
        title,
        matter,
        source: _s,
        attachments,
        phone,
        formVersion: _f,
        cityVersion: _c,
        ...rest
      } = heard;
      const { confidence, when: _w, ...said } = rest;
      return {
        request: {
          ...said,
          title: title.slice(0, 60) || undefined,
          matter: matter || undefined,
          phone: phone?.national,
          attachmentIds: attachments.map(({ id }) => id),
        },
        confidence,
        dispatch: suggestionFor(heard, city, now),
        similar: alike
          .filter(({ ticket }) => scope.some((bounds) => isWithin(bounds, ticket)))
          .slice(0, SHOWN)
          .map(({ ticket, score, reasons }) => ({
            ticket: ticketSummary(ticket, actor, city, now),
            score,
            reasons,
          })),
      };
    },
  );
}
