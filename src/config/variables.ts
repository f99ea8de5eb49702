import { readFileSync } from 'node:fs';
import { ConfigError, isRecord } from './problem.js';

/**
 * The value of an environment variable, or of the file that `NAME_FILE` names, without its last line
 * break. Given both ways the file wins: that is the one somebody took the trouble to protect.
 * @throws ConfigError when the file cannot be read.
 */
export function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name];
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      {
        file: `environment ${name}_FILE`,
        path: '$',
        problem: `the file it names cannot be read (${reason})`,
        mend: 'Create it, or let the hub read it',
      },
    ]);
  }
}

/**
 * A layer of settings from a map of the same shape whose leaves name variables
 * (`custom-environment-variables.json`); variables that are not set, or empty, say nothing.
 */
export function layerFromVariables(names: unknown, env: NodeJS.ProcessEnv): Record<string, unknown> {
  if (!isRecord(names)) return {};
  const layer: Record<string, unknown> = {};
  for (const [key, name] of Object.entries(names)) {
    const value = typeof name === 'string' ? variable(env, name) : layerFromVariables(name, env);
    if (value !== undefined && value !== '') layer[key] = value;
  }
  return layer;
}

/**
 * Replaces each string "${NAME}" by that variable, so that the password of the third mailbox need not
 * stand in a file of settings either. `miss` is told about variables that are not set.
 */
export function fillVariables(
  value: unknown,
  env: NodeJS.ProcessEnv,
  miss: (path: PropertyKey[], name: string) => void,
  path: PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    const name = /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(value)?.[1];
    if (name === undefined) return value;
    const found = variable(env, name);
    if (found === undefined || found === '') miss(path, name);
    return found;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => fillVariables(item, env, miss, [...path, index]));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillVariables(item, env, miss, [...path, key])]),
  );
}
