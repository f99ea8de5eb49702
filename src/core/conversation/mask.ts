/** "13812345678" → "138****5678": enough to recognise one's own number, not enough to call it. */
export function maskDigits(digits: string): string {
  if (digits.length < 7) return digits;
  const head = digits.slice(0, 3);
  const tail = digits.slice(-4);
  return `${head}${'*'.repeat(digits.length - 7)}${tail}`;
}

/**
 * Masks every long number in a text that is repeated to the citizen: a conversation may be read over a
 * shoulder or on a shared telephone. Ticket numbers carry letters before the digits and stay readable.
 */
export function maskNumbers(text: string): string {
  return text.replace(/(?<![A-Za-z0-9])\d(?:[\s-]?\d){6,18}[Xx]?(?!\d)/g, (run) => {
    const digits = run.replace(/[\s-]/g, '');
    return digits.length < 8 ? run : maskDigits(digits);
  });
}
