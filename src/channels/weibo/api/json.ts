/**
 * JSON with its long integers as text: Weibo's ids have 64 bits, and read as numbers they would lose their
 * last digits and meet somebody else's. Undefined when it is no JSON.
 */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(TOKEN, (token) => (LONG.test(token) ? `"${token}"` : token)));
  } catch {
    return undefined;
  }
}

/** Texts are matched whole, so that digits that a citizen wrote are never touched. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
/** Up to 15 digits a number is exact. */
const LONG = /^-?\d{16,}$/;
