/** Runs of 1 to 3 characters: Chinese needs no words for this, and typing errors spoil only a few runs. */
const LONGEST = 3;
/** A long letter says at its beginning what it is; more would only cost time. */
export const READ = 400;

/** How often each run of characters stands in a normalised text; numbers and marks count as kinds. */
export function gramsOf(text: string): Map<string, number> {
  const padded = `^${text
    .slice(0, READ)
    .toLowerCase()
    .replace(/\d+/g, '0')
    .replace(/[\s,。!;、]+/g, ' ')}$`;
  const found = new Map<string, number>();
  for (let start = 0; start < padded.length; start++) {
    for (let length = 1; length <= LONGEST && start + length <= padded.length; length++) {
      const gram = padded.slice(start, start + length);
      found.set(gram, (found.get(gram) ?? 0) + 1);
    }
  }
  return found;
}
