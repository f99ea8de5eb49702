import { z } from 'zod';
import type { Macro, MacroRepository } from '../../core/macros/macro.js';
import type { Clock } from '../../core/ports.js';
import type { StaffActor } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { MacroView, macroView, mayChangeMacro, ownersSeenBy, StepBody } from '../views/macro-view.js';
import { MOVE_BODIES } from './move-bodies.js';

const tags = ['macros'];
/** Nobody finds their way among more. */
const MOST = 100;
const Name = z.string().trim().min(1).max(60);
const Steps = z.array(StepBody).min(1).max(10);

/** 快捷操作: what people do to tickets often, kept as steps; their own, and those that colleagues share. */
export function macroRoutes(
  app: TypedApp,
  { macros, clock }: { macros: MacroRepository; clock: Clock },
): void {
  app.get(
    '/macros',
    {
      schema: {
        summary: 'Macros: one’s own, and those that are shared',
        tags,
        response: { 200: z.object({ items: z.array(MacroView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      return { items: (await macros.of(ownersSeenBy(actor))).map((one) => macroView(one, actor)) };
    },
  );

  app.post(
    '/macros',
    {
      schema: {
        summary: 'Keep a macro, for oneself or to be shared',
        tags,
        body: CommandBody.extend({
          name: Name,
          steps: Steps,
          shared: z.boolean().default(false).meta({ description: 'With the platform, or the unit' }),
        }),
        response: { 201: MacroView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const { name, steps, shared } = request.body;
      const [own, common] = ownersSeenBy(actor);
      const owner = shared ? common : own;
      if (!owner || !mayChangeMacro(owner, actor)) throw failure('forbidden');
      const id = `m${commandIdOf(request, request.body)}`;
      const known = await macros.find(id);
      if (known) return reply.code(201).send(macroView(known, actor));
      checkSteps(steps);
      if ((await macros.of([owner])).length >= MOST) throw failure('too-many-macros');
      const macro: Macro = {
        id,
        name,
        steps,
        owner,
        version: 1,
        updatedAt: clock.now(),
        updatedBy: actor.name,
      };
      await macros.insert(macro);
      return reply.code(201).send(macroView(macro, actor));
    },
  );

  app.post(
    '/macros/:id',
    {
      schema: {
        summary: 'Change a macro wholly; `version` is the one that was read',
        tags,
        params: IdParams,
        body: z.strictObject({ name: Name, steps: Steps, version: z.number().int() }),
        response: { 200: MacroView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const known = await changeable(request.params.id, actor);
      const { name, steps, version } = request.body;
      checkSteps(steps);
      const changed = { updatedAt: clock.now(), updatedBy: actor.name };
      const macro = { ...known, name, steps, ...changed, version: version + 1 };
      if (!(await macros.replace(macro))) throw failure('macro-changed');
      return macroView(macro, actor);
    },
  );

  app.delete(
    '/macros/:id',
    {
      schema: {
        summary: 'Give a macro up',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const { id } = await changeable(request.params.id, actor);
      await macros.remove(id);
      return reply.code(204).send(null);
    },
  );

  async function changeable(id: string, actor: StaffActor): Promise<Macro> {
    const found = await visibleMacro(macros, id, actor);
    if (!mayChangeMacro(found.owner, actor)) throw failure('forbidden');
    return found;
  }
}

/** A macro that somebody may fire; another’s own is one that is not there. */
export async function visibleMacro(macros: MacroRepository, id: string, actor: StaffActor): Promise<Macro> {
  const found = await macros.find(id);
  const seen = ownersSeenBy(actor).map((owner) => JSON.stringify(owner));
  if (!found || !seen.includes(JSON.stringify(found.owner))) throw failure('macro-not-found');
  return found;
}

/** A macro must not wait with its mistakes until somebody fires it. Files are of one reply and stay out of it. */
function checkSteps(steps: z.infer<typeof Steps>): void {
  const fields = steps.flatMap((step, at) => {
    if (step.type !== 'move') return [];
    const parsed = MOVE_BODIES[step.move].strict().safeParse(step.details);
    const wrong = parsed.success ? [] : parsed.error.issues;
    return [
      ...wrong.map(({ path, message }) => ({
        path: ['steps', at, 'details', ...path.map(String)].join('.'),
        message,
      })),
      ...('attachmentIds' in step.details
        ? [{ path: `steps.${at}.details.attachmentIds`, message: '快捷操作不带附件' }]
        : []),
    ];
  });
  if (fields.length > 0) throw failure('validation-failed', { fields });
}
