import { z } from 'zod';
import { TicketMove } from '../model/ticket-codes.js';

/** One step: a move of the ticket, or words to its citizen. */
export const MacroStep = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('move'),
    move: TicketMove,
    /** As the API takes it; places that are left open stand in its texts. */
    details: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('reply'), text: z.string().trim().min(1).max(5_000) }),
]);
export type MacroStep = z.infer<typeof MacroStep>;

/** 快捷操作: steps that one person fires on a ticket, each by their own right. */
export const Macro = z.object({
  id: z.string(),
  name: z.string(),
  steps: z.array(MacroStep).min(1).max(10),
  /** Whose: one person's own, or shared at a platform, or with one unit. */
  owner: z.discriminatedUnion('type', [
    z.object({ type: z.literal('person'), staffId: z.string() }),
    z.object({ type: z.literal('platform'), platform: z.string() }),
    z.object({ type: z.literal('unit'), unit: z.string() }),
  ]),
  version: z.number().int(),
  updatedAt: z.date(),
  updatedBy: z.string(),
});
export type Macro = z.infer<typeof Macro>;

/** Where macros are kept. Every write that resolves is durable. */
export interface MacroRepository {
  /** Of these owners, by name. */
  of(owners: readonly Macro['owner'][]): Promise<Macro[]>;
  find(id: string): Promise<Macro | undefined>;
  /** False when the id is there already. */
  insert(macro: Macro): Promise<boolean>;
  /** False when it is no longer the version before this one. */
  replace(macro: Macro): Promise<boolean>;
  remove(id: string): Promise<void>;
}
