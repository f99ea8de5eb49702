/** How a text travels by SMS, and what it costs. */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  /** How many messages the networks make of it, each paid for. */
  segments: number;
}

/**
 * Counts the segments of a text (3GPP TS 23.038 and 23.040): 160 septets of GSM-7 or 70 units of UCS-2 in
 * one message; 153 or 67 in each of several, because a header tells the phone how to join them. Nothing that
 * is read as one character is torn apart: it moves whole into the next segment.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...graphemes.segment(text)].flatMap(({ segment }) =>
    segment === '\r\n' ? ['\r', '\n'] : [segment],
  );
  const isGsm = characters.every((character) => GSM_BASIC.has(character) || GSM_EXTENDED.has(character));
  const sizes = characters.map((c) => (isGsm ? (GSM_EXTENDED.has(c) ? 2 : 1) : c.length));
  const { alone, joined } = isGsm ? { alone: 160, joined: 153 } : { alone: 70, joined: 67 };
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', segments: fill(sizes, alone, joined) };
}

function fill(sizes: readonly number[], alone: number, joined: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return segments;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The default alphabet and its extension table; an extended character takes an escape before it. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');
