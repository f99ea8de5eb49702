import { z } from 'zod';
import { placesIn } from '../../core/macros/fill-step.js';
import { Macro } from '../../core/macros/macro.js';
import type { StaffActor } from '../../core/services.js';
import { Instant, iso } from '../http.js';
import { grantFor, STAFF_MOVES } from '../permissions.js';

export const StepBody = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('move'),
    move: z.enum(STAFF_MOVES),
    details: z.record(z.string(), z.unknown()).default({}).meta({
      description: 'As in the move’s own address; {{words}} in its texts are filled in when it is fired',
    }),
  }),
  z.strictObject({
    type: z.literal('reply'),
    text: z.string().trim().min(1).max(5_000).meta({ description: 'Said to the citizen on their channel' }),
  }),
]);

/** A macro as those see it who may fire it. */
export const MacroView = z
  .object({
    id: z.string(),
    name: z.string(),
    steps: z.array(StepBody),
    owner: Macro.shape.owner,
    places: z.array(z.string()).meta({ description: 'What its texts leave open, in their order' }),
    version: z.number().int(),
    updatedAt: Instant,
    updatedBy: z.string(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'Macro' });

export function macroView(macro: Macro, actor: StaffActor): z.infer<typeof MacroView> {
  const { id, name, steps, owner, version, updatedAt, updatedBy } = macro;
  return {
    id,
    name,
    // A move that staff may no longer ask for is left out, rather than shown as something that works.
    steps: steps.flatMap((step) => StepBody.safeParse(step).data ?? []),
    owner,
    places: placesIn(steps),
    version,
    updatedAt: iso(updatedAt),
    updatedBy,
    mayChange: mayChangeMacro(owner, actor),
  };
}

/** One's own, and those shared at one's platform, or with one's unit. */
export function ownersSeenBy({ id, unit, platform }: StaffActor): Macro['owner'][] {
  return [
    { type: 'person', staffId: id },
    unit === undefined ? { type: 'platform', platform: platform ?? 'city' } : { type: 'unit', unit },
  ];
}

/** What is shared is changed by whoever may share it there. */
export function mayChangeMacro(owner: Macro['owner'], actor: StaffActor): boolean {
  switch (owner.type) {
    case 'person':
      return owner.staffId === actor.id;
    case 'platform':
      return grantFor(actor, 'macro.share')?.scope === 'all' && owner.platform === (actor.platform ?? 'city');
    case 'unit':
      return grantFor(actor, 'macro.share') !== undefined && owner.unit === actor.unit;
  }
}
