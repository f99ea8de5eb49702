import type { HotlinesView } from '../../../src/server/public/hotline-view.js';

type Line = HotlinesView['items'][number];

/**
 * Lines that a query may mean, best first: by number, by name, and by pairs of characters it shares with
 * the line's scope ("公积金电话" shares 公积 and 积金 with "公积金缴存提取").
 */
export function matchingHotlines(lines: readonly Line[], query: string): Line[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [...lines];
  const pairs = pairsOf(wanted);
  const scored = lines.map((line) => ({ line, score: scoreOf(line, wanted, pairs) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ line }) => line);
}

function scoreOf(line: Line, wanted: string, pairs: readonly string[]): number {
  const text = `${line.name} ${line.scope} ${line.unitName ?? ''}`.toLowerCase();
  if (line.dial.startsWith(wanted)) return 100;
  if (text.includes(wanted)) return 50;
  return pairs.filter((pair) => text.includes(pair)).length;
}

function pairsOf(text: string): string[] {
  // "电话" is in every question and in no line's business.
  const signs = Array.from(text.replace(/电话|热线|号码/g, ''));
  return signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
}
