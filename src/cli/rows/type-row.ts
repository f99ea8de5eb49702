import type { Understanding } from '../../core/language/understanding.js';
import type { RequestType } from '../../core/model/codes.js';

/** One line of `hub type`. */
export interface TypeRow {
  id: string;
  /** "unsure" when there is next to nothing to go by; below 0.6 the bot itself asks. */
  type: RequestType | 'unsure';
  /** Id in hotlines.json, or 12345 when the matter is no line's own. */
  hotline: string;
  /** 0–1; of rows with the same figure about this share is right. */
  confidence: number;
  /** Words of the text. */
  because: string[];
}

const OWN_LINE = '12345';
/** Below it, danger itself says what is wanted: help. */
const CLEAR = 0.9;

/**
 * What kind of request a text is and which line it belongs to. Danger and sealed matters name their own
 * lines; without a type of their own, danger is a call for help and a sealed matter a report.
 */
export function typeRow(id: string, understanding: Understanding): TypeRow {
  const { danger, sealed, likelyType: type, hotline } = understanding;
  const urgent = danger ?? sealed;
  const own = danger && type && type.confidence < CLEAR ? undefined : type;
  const kind = own ?? (danger ? CALL : sealed ? SEALED : UNSURE);
  return {
    id,
    type: kind.value,
    hotline: urgent?.hotlines[0] ?? hotline?.value ?? OWN_LINE,
    confidence: kind.confidence,
    because: [...new Set([...kind.reasons, ...(urgent?.reasons ?? hotline?.reasons ?? [])])],
  };
}

const CALL = { value: 'help', confidence: 0.9, reasons: [] } as const;
const SEALED = { value: 'report', confidence: 0.9, reasons: [] } as const;
const UNSURE = { value: 'unsure', confidence: 0, reasons: [] } as const;
