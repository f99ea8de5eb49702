import { z } from 'zod';
import { RequestType } from '../../core/model/codes.js';

export const SuggestionAsked = z.strictObject({ text: z.string().trim().min(1).max(3000) });
export const Suggestion = z
  .object({
    type: RequestType.optional(),
    typeName: z.string().optional(),
    category: z.object({ code: z.string(), name: z.string() }).optional(),
    /** Said as a hint only: what becomes of the matter is decided by the engine when it arrives. */
    danger: z.array(z.object({ dial: z.string(), name: z.string() })).optional(),
  })
  .meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;
