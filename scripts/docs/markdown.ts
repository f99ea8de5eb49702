/** A Markdown table; cells may hold any text but are one line each. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}

export const code = (text: string): string => `\`${text}\``;

/**
 * Puts made parts into a page that people write: `<!-- made: name -->` … `<!-- end -->`.
 * @throws when a part has no place in the page, or a place has no part: either would go stale unseen.
 */
export function fill(page: string, parts: Readonly<Record<string, string>>): string {
  const left = new Set(Object.keys(parts));
  const filled = page.replace(PLACE, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`Nothing is made for the place "${name}".`);
    left.delete(name);
    return `<!-- made: ${name} -->\n\n${part}\n\n<!-- end -->`;
  });
  if (left.size > 0) throw new Error(`The page has no place for: ${[...left].join(', ')}.`);
  return filled;
}

const PLACE = /<!-- made: ([a-zA-Z-]+) -->[\s\S]*?<!-- end -->/g;
