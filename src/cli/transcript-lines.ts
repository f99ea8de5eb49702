import type { Demand } from '../play/demands.js';
import type { StepReport, TranscriptReport } from '../play/play-transcript.js';

/** A transcript's report for people: every demand with how it went, and what was said where one failed. */
export function reportLines({
  file,
  title,
  passed,
  steps,
  demands,
}: TranscriptReport & { file: string }): string[] {
  return [
    `${passed ? 'ok  ' : 'FAIL'} ${file} — ${title}`,
    ...steps.flatMap(stepLines),
    ...demands.map(demandLine),
    '',
  ];
}

function stepLines({ did, at, said, demands }: StepReport, index: number): string[] {
  const failed = demands.filter(({ passed }) => !passed);
  return [
    `  ${index + 1}. ${did.replace(/\n/g, ' ⏎ ')}${failed.length > 0 ? ` (${at})` : ''}`,
    ...demands.map(demandLine),
    ...(failed.length > 0 ? difference(failed, said) : []),
  ];
}

function demandLine({ what, wanted, found, passed }: Demand): string {
  const isText = TEXTS.has(what);
  const but = passed || isText ? '' : `, but found ${inWords(found)}`;
  return `     ${passed ? 'ok  ' : 'FAIL'} ${what}: ${inWords(wanted)}${but}`;
}
/** Demands on whole texts: what was said is shown once for the step, not for each of them. */
const TEXTS: ReadonlySet<string> = new Set(['says', 'saysNot']);

/** What was said, as a diff: missing fragments with −, unwanted ones with !. */
function difference(failed: Demand[], said: string): string[] {
  const missing = failed
    .filter(({ what }) => what === 'says')
    .map(({ wanted }) => `       - ${inWords(wanted)}`);
  const unwanted = failed.filter(({ what }) => what === 'saysNot').map(({ wanted }) => String(wanted));
  const lines = said === '' ? ['(nothing was said)'] : said.split('\n');
  return [
    ...missing,
    ...lines.map((line) => `       ${unwanted.some((words) => line.includes(words)) ? '!' : '+'} ${line}`),
  ];
}

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
