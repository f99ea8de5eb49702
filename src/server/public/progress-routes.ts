import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MoveDetails, TicketMove } from '../../core/model/ticket.js';
import type { Clock, ConversationRepository } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import type { LookUp } from './look-up.js';
import { CITIZEN_ACTIONS, type CitizenAction, ProgressView, progressView } from './progress-view.js';

export interface ProgressDeps {
  tickets: TicketService;
  lookUp: LookUp;
  raiseFlag: ConversationRepository['raiseFlag'];
  clock: Clock;
}

/** Progress by number and query code, and what a citizen may do with the ticket. */
export function progressRoutes(app: TypedApp, { tickets, lookUp, raiseFlag, clock }: ProgressDeps): void {
  const params = z.object({ no: z.string().trim().min(1).max(40) });

  app.get(
    '/tickets/:no',
    {
      schema: {
        summary: 'Progress of a ticket by number and query code',
        tags: ['public'],
        params,
        querystring: z.object({ code: z.string().trim().min(1).max(40) }),
        response: { 200: ProgressView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await lookUp(request.ip, request.params.no, request.query.code);
      return reply.header('cache-control', 'no-store').send(progressView(found));
    },
  );

  for (const action of ACTIONS) {
    app.post(
      `/tickets/:no/${action}`,
      {
        schema: {
          summary: SUMMARIES[action],
          description: 'Needs the query code. The same commandId is one action.',
          tags: ['public'],
          params,
          body: CITIZEN_ACTIONS[action],
          response: { 200: ProgressView, ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const { code, commandId, ...rest } = request.body;
        const said: Said = rest;
        const { id, number } = await lookUp(request.ip, request.params.no, code);
        const { move, details } = MOVES[action](said);
        const command = createHash('sha256').update(`citizen\n${id}\n${action}\n${commandId}`).digest('hex');
        const moved = await tickets.move(id, { type: 'citizen' }, command.slice(0, 40), move, details);
        if (action === 'rework') {
          // Reworking is staff's to decide (重办 restarts a unit's clock): they are asked, with the reason.
          await raiseFlag(moved.conversationId, {
            id: `rework.${command.slice(0, 24)}`,
            reason: 'rework-asked',
            summary: `${number} 诉求人请求重办：${said.reason ?? ''}`.slice(0, 500),
            at: clock.now(),
            urgent: false,
          });
        }
        const view = await lookUp(request.ip, number, code);
        return reply.header('cache-control', 'no-store').send(progressView(view));
      },
    );
  }
}

const ACTIONS = ['supplement', 'urge', 'withdraw', 'rate', 'rework'] as const satisfies CitizenAction[];

const SUMMARIES: Record<CitizenAction, string> = {
  supplement: '补充: add information to the own ticket',
  urge: '催办: ask where it stays',
  withdraw: '撤销: withdraw the own request',
  rate: '评价: rate how it was handled',
  rework: 'Ask for 重办: kept as an addition, and staff are asked to decide',
};

interface Said {
  text?: string;
  reason?: string;
  rating?: number;
}

/** Each action as a move of the lifecycle table that citizens may make. */
const MOVES: Record<CitizenAction, (said: Said) => { move: TicketMove; details: MoveDetails }> = {
  supplement: ({ text }) => ({ move: 'supplement', details: { text } }),
  urge: ({ text }) => ({ move: 'urge', details: { text } }),
  withdraw: ({ reason }) => ({ move: 'cancel', details: { reason } }),
  rate: ({ rating, text }) => ({ move: 'rate', details: { rating, text } }),
  rework: ({ reason }) => ({ move: 'supplement', details: { text: `请求重办：${reason ?? ''}` } }),
};
