import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fillStep, placesIn } from '../../core/macros/fill-step.js';
import type { Macro, MacroRepository, MacroStep } from '../../core/macros/macro.js';
import { type Ticket, TicketState } from '../../core/model/ticket.js';
import { withoutPerson } from '../../core/privacy/mask.js';
import type { ConversationService, StaffActor, TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { preferredLanguage } from '../errors/language.js';
import { ProblemDocument, problemFor } from '../errors/problem.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import type { Recorder } from '../record.js';
import { maySeePerson } from '../views/ticket-view.js';
import { visibleMacro } from './macro-routes.js';
import { intended, StepRunner } from './macro-step.js';
import { readableTicket } from './readable-ticket.js';

const tags = ['macros'];
const Id = z.string().min(1).max(200);
const Values = z
  .record(z.string().max(20), z.string().max(2_000))
  .default({})
  .meta({ description: 'For the places that the macro leaves open' });
const Version = z.number().int().positive().meta({ description: 'Of the macro that was read' });
const StepResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problem: ProblemDocument }),
]);
export const MacroPreview = z.object({
  unfilled: z.array(z.string()).meta({ description: 'Places without a value' }),
  steps: z.array(StepResult).meta({ description: 'Whether each could be done now, after those before it' }),
});
export const MacroRun = z.object({
  ticket: Id,
  number: z.string().optional(),
  state: TicketState.optional(),
  version: z.number().int().optional(),
  done: z.number().int().meta({ description: 'Steps that were done; behind a failure nothing was tried' }),
  steps: z.array(StepResult),
});

/** Firing a 快捷操作: every step by the person’s own right, one after another, until one fails. */
export function macroRunRoutes(
  app: TypedApp,
  deps: {
    macros: MacroRepository;
    tickets: TicketService;
    conversations: ConversationService;
    record: Recorder;
  },
): void {
  const { macros, tickets, record } = deps;
  const runner = new StepRunner(deps);

  app.post(
    '/macros/:id/preview',
    {
      schema: {
        summary: 'Whether a macro could be fired on a ticket now, and what is missing; changes nothing',
        tags,
        params: IdParams,
        body: z.strictObject({ ticket: Id, values: Values }),
        response: { 200: MacroPreview, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const { steps } = await visibleMacro(macros, request.params.id, actor);
      const ticket = await readableTicket(tickets, request.body.ticket, actor);
      const values = { ...valuesOf(ticket, actor), ...request.body.values };
      const filled = steps.map((step) => fillStep(step, values));
      const moves = filled.flatMap((step) => (step.type === 'move' ? [intended(step, actor)] : []));
      const refusals = await tickets.rehearse(
        ticket,
        moves.flatMap((one) => one.move ?? []),
      );
      const results = filled.map((step) => {
        if (step.type === 'reply')
          return grantFor(actor, 'conversation.reply') ? undefined : failure('forbidden');
        const wanted = moves.shift();
        return wanted?.move ? refusals.shift() : wanted?.refused;
      });
      return {
        unfilled: placesIn(filled),
        steps: results.map((refused) => (refused ? failed(request, refused) : { ok: true as const })),
      };
    },
  );

  app.post(
    '/macros/:id/run',
    {
      schema: {
        summary: 'Fire a macro on up to 50 tickets; each stops at its first failure and says what was done',
        description:
          'Answers 200 as soon as the request itself is right; look at each ticket’s steps. With the same Idempotency-Key nothing happens twice, so a broken-off request can be sent again.',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          version: Version,
          tickets: z
            .array(z.union([Id, z.object({ id: Id, version: z.number().int().positive() })]))
            .min(1)
            .max(50)
            .meta({ description: 'Ids or numbers, or with the version that was decided on' }),
          values: Values,
        }),
        response: { 200: z.object({ items: z.array(MacroRun) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const commandId = commandIdOf(request, request.body);
      const macro = await visibleMacro(macros, request.params.id, actor);
      if (macro.version !== request.body.version) throw failure('macro-changed');
      const asked = new Map(
        request.body.tickets.map((one) =>
          typeof one === 'string' ? [one, undefined] : [one.id, one.version],
        ),
      );
      const items: z.infer<typeof MacroRun>[] = [];
      for (const [id, version] of asked)
        items.push(await runOn(request, { macro, actor, id, version, commandId }));
      return { items };
    },
  );

  async function runOn(
    request: FastifyRequest<{ Body: { values: Record<string, string> } }>,
    wanted: { macro: Macro; actor: StaffActor; id: string; version: number | undefined; commandId: string },
  ): Promise<z.infer<typeof MacroRun>> {
    const { macro, actor, id, version, commandId } = wanted;
    const steps: z.infer<typeof StepResult>[] = [];
    let ticket: Ticket | undefined;
    try {
      ticket = await readableTicket(tickets, id, actor);
      const values = { ...valuesOf(ticket, actor), ...request.body.values };
      const filled = macro.steps.map((step) => fillStep(step, values));
      refuseOpen(filled);
      let before = { ticket, expected: version };
      for (const [index, step] of filled.entries()) {
        const own = createHash('sha256')
          .update(`${commandId}\n${ticket.id}\n${index}`)
          .digest('hex')
          .slice(0, 40);
        before = await runner.run(step, actor, own, before);
        ({ ticket } = before);
        steps.push({ ok: true });
        if (step.type === 'move')
          await record(
            request,
            'ticket.moved',
            { type: 'ticket', id: ticket.id },
            { move: step.move, macro: macro.id },
          );
      }
    } catch (error) {
      steps.push(failed(request, error));
    }
    const done = steps.filter(({ ok }) => ok).length;
    return {
      ticket: id,
      number: ticket?.number,
      state: ticket?.state,
      version: ticket?.version,
      done,
      steps,
    };
  }
}

/** What the hub itself knows to fill in, as its reader may know it. */
function valuesOf({ number, request }: Ticket, actor: StaffActor): Record<string, string> {
  const title = maySeePerson(actor, request) ? request.title : withoutPerson(request.title, request);
  return { 工单号: number, 标题: title, 话务员: actor.name };
}

/** Half-filled words must not reach anybody: nothing is done before all is known. */
function refuseOpen(steps: readonly MacroStep[]): void {
  const open = placesIn(steps);
  if (open.length === 0) return;
  throw failure('macro-place-open', {
    fields: open.map((place) => ({ path: `values.${place}`, message: '必填' })),
  });
}

function failed(request: FastifyRequest, error: unknown): z.infer<typeof StepResult> {
  const problem = problemFor(error, preferredLanguage(request.headers['accept-language']), request.id);
  if (problem.isBug) request.log.error({ err: error }, 'a step of a macro failed by our fault');
  return { ok: false, problem: problem.document };
}
