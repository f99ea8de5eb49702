import type { z } from 'zod';

/** One thing wrong in the configuration, told so that the person who runs the hub can mend it. */
export interface Problem {
  /** The file, or "environment NAME". */
  file: string;
  /** JSON path inside the file, "$" for the whole. */
  path: string;
  problem: string;
  mend: string;
}

/** The configuration cannot be used. The message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

/** `config/city/yancheng/units.json $[3].successors[0]: there is no unit "x". Add it to …` */
export function formatProblem({ file, path, problem, mend }: Problem): string {
  return `${file} ${path}: ${problem}. ${mend}.`;
}

/** A problem before it is known which file it is in: a path in the whole that was read. */
export interface Finding {
  path: readonly PropertyKey[];
  problem: string;
  mend: string;
}

/** ["rules", 3, "limit"] → "$.rules[3].limit" */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    return /^[A-Za-z_]\w*$/.test(name) ? `${text}.${name}` : `${text}["${name}"]`;
  }, '$');
}

/** What a schema found. */
export function schemaFindings(error: z.ZodError): Finding[] {
  return error.issues.map((issue) => ({
    path: issue.path,
    problem: issue.message.replace(/^Invalid input: /, '').replace(/\.$/, ''),
    mend: mendOf(issue),
  }));
}

function mendOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Give a value of type ${issue.expected}`;
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `Remove ${issue.keys.map((key) => `"${key}"`).join(', ')}, or correct the spelling`;
    case 'invalid_format':
      return issue.pattern === undefined
        ? `Write it as ${issue.format}`
        : `Write it so that it matches ${issue.pattern}`;
    case 'too_small':
      return `Use at least ${issue.minimum}`;
    case 'too_big':
      return `Use at most ${issue.maximum}`;
    case 'invalid_key':
      return 'Use one of the known keys';
    default:
      return 'Correct the value';
  }
}

/**
 * Keys that a schema silently left out. A misspelt optional key ("successor") would otherwise be
 * taken for absent, and nobody would notice until it matters.
 */
export function unknownKeys(given: unknown, parsed: unknown, path: readonly PropertyKey[] = []): Finding[] {
  if (Array.isArray(given) && Array.isArray(parsed)) {
    const items: unknown[] = parsed;
    return given.flatMap((item: unknown, index) => unknownKeys(item, items[index], [...path, index]));
  }
  if (!isRecord(given) || !isRecord(parsed)) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(parsed, key)
      ? unknownKeys(value, parsed[key], [...path, key])
      : [
          {
            path: [...path, key],
            problem: 'this key is not known',
            mend: 'Remove it, or correct the spelling',
          },
        ],
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
