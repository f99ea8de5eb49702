import { z } from 'zod';
import { insults } from '../../core/language/abuse.js';
import { RefusalReason } from '../../core/model/codes.js';
import type { Understanding } from '../../core/language/understanding.js';

export const TriageKind = z.enum([
  'none',
  'emergency',
  'selfharm',
  'discipline',
  'secret',
  'threat',
  'refusal',
  'abuse',
]);
export type TriageKind = z.infer<typeof TriageKind>;

export const EmergencyNumber = z.enum(['110', '119', '120', '122']);
export type EmergencyNumber = z.infer<typeof EmergencyNumber>;

/** What must be looked at before any form is opened; the shape that `hub triage` writes, one a line. */
export const TriageRow = z.object({
  id: z.string(),
  kind: TriageKind,
  /** The number to dial first, where somebody is in danger. */
  number: EmergencyNumber.optional(),
  /** 不予受理 reason: N02 for danger, N06 and N09 for what is sealed, the refusal's own otherwise. */
  reason: RefusalReason.optional(),
  /** The citizen's words that led to it. */
  because: z.array(z.string()),
});
export type TriageRow = z.infer<typeof TriageRow>;

/**
 * The one kind that decides how a message is received: a life first, then what must not be stored, then
 * what is not ours, then mere insult. `Understanding` keeps all of them side by side.
 */
export function triageRow(id: string, understanding: Understanding): TriageRow {
  const { danger, sealed, refusal } = understanding;
  if (danger) {
    const { kind, reason } = DANGER[danger.id] ?? EMERGENCY;
    const number = EmergencyNumber.safeParse(danger.hotlines[0]).data;
    return { id, kind, number, reason, because: danger.reasons };
  }
  if (sealed) {
    const isSecret = sealed.id === 'state-secret';
    return {
      id,
      kind: isSecret ? 'secret' : 'discipline',
      reason: isSecret ? 'N09' : 'N06',
      because: sealed.reasons,
    };
  }
  if (refusal) return { id, kind: 'refusal', reason: refusal.reason, because: refusal.reasons };
  const because = insults(understanding);
  return { id, kind: because.length > 0 || understanding.abusive ? 'abuse' : 'none', because };
}

const EMERGENCY: { kind: TriageKind; reason?: RefusalReason } = { kind: 'emergency', reason: 'N02' };
const DANGER: Readonly<Record<string, { kind: TriageKind; reason?: RefusalReason }>> = {
  suicide: { kind: 'selfharm' },
  threat: { kind: 'threat' },
  'threat-told': { kind: 'threat' },
};
