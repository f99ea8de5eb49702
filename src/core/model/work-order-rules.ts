import { z } from 'zod';
import { RequestType } from './codes.js';
import { TimeLimit } from './time-limit.js';
import { SupervisionLevel } from './ticket-codes.js';

/** 工单办理规则 of a city: everything the life of a ticket leaves to it, with the plan’s defaults. */
export const WorkOrderRules = z.strictObject({
  return: z.strictObject({
    /** So many dispatches without an owner, and the platform designates one (天津热线办法: 三次). */
    lockAfterDispatches: z.number().int().positive(),
  }),
  extension: z.strictObject({
    times: z.number().int().nonnegative(),
    /** Most working days one extension may have. */
    maxDays: z.number().int().positive(),
  }),
  suspension: z.strictObject({
    times: z.number().int().nonnegative(),
    /** The only causes for which a clock may stand still, and for how long at most. */
    causes: z
      .array(z.strictObject({ id: z.string(), name: z.string(), nameEn: z.string(), atMost: TimeLimit }))
      .min(1),
  }),
  reply: z.strictObject({
    /** 答复要素 without which a unit’s reply is not taken. */
    needs: z.array(z.enum(['facts', 'basis', 'contact'])),
  }),
  callBack: z.strictObject({
    /** How long the bot’s question waits for an answer before an operator calls. */
    botWaits: TimeLimit,
    /** Attempts after which nobody needs to try again. */
    attempts: z.number().int().positive(),
    /** Marks from which a rating counts as satisfied and needs no call. */
    satisfiedFrom: z.number().int().min(1).max(5),
  }),
  /** 督办 by rule: so long after (or at) the end of the handling limit; by hand at any time. */
  supervision: z.array(z.strictObject({ level: SupervisionLevel, after: TimeLimit, reason: z.string() })),
  /** 公文: the mark before their numbers (盐12345催〔2026〕12号), and who seals them. */
  documents: z.strictObject({ mark: z.string(), issuer: z.string() }).optional(),
  /** How long a closed ticket can still be rated or reworked before it is sealed. */
  archiveAfter: TimeLimit,
  /** 诉求类型 whose person is kept from units, whatever the citizen asked for: informants must not become known. */
  confidentialTypes: z.array(RequestType).default(['report']),
  /** 不予受理: basis and proper way of each reason, told to the citizen. */
  refusals: z.record(z.string(), z.strictObject({ basis: z.string(), way: z.string(), wayEn: z.string() })),
});
export type WorkOrderRules = z.infer<typeof WorkOrderRules>;
