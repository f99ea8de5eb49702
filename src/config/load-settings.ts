import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ConfigSource, Load, Util } from 'config/lib/util.js';
import { ConfigError, type Problem, isRecord, jsonPath, schemaFindings } from './problem.js';
import { fillVariables, layerFromVariables } from './variables.js';
import { Settings } from './settings.js';

export interface SettingsSource {
  /** Folder of default.json and its layers; `NODE_CONFIG_DIR` or `./config` when absent. */
  configDir?: string;
  /** `process.env` when absent. */
  env?: NodeJS.ProcessEnv;
}

const ENVIRONMENT = 'custom-environment-variables.json';

/**
 * Reads the settings as the `config` package layers them: default, NODE_ENV, local, then the
 * environment. Its global object is not used, because that reads once at import and cannot be told
 * which folder and environment to take. `NAME_FILE` names a file with the value of `NAME`, and a
 * string "${NAME}" anywhere stands for that variable.
 * @throws ConfigError naming each problem.
 */
export function loadSettings({ configDir, env = process.env }: SettingsSource = {}): Settings {
  const dir = resolve(configDir ?? env['NODE_CONFIG_DIR'] ?? 'config');
  const { merged, sources } = readLayers(dir, env);
  const problems: Problem[] = [];
  const filled = fillVariables(merged, env, (path, name) =>
    problems.push({
      file: originOf(path, sources, dir),
      path: jsonPath(path),
      problem: `the variable ${name} is not set`,
      mend: `Set ${name}, or ${name}_FILE to a file that holds the value`,
    }),
  );
  if (problems.length > 0) throw new ConfigError(problems);

  const result = Settings.safeParse(filled);
  if (!result.success) {
    throw new ConfigError(
      schemaFindings(result.error).map(({ path, problem, mend }) => ({
        file: originOf(path, sources, dir),
        path: jsonPath(path),
        problem,
        mend,
      })),
    );
  }
  const settings = result.data;
  const dataDir = resolve(settings.dataDir);
  return {
    ...settings,
    dataDir,
    keysFile: settings.keysFile === undefined ? join(dataDir, 'keys.json') : resolve(settings.keysFile),
    publicBaseUrl: settings.publicBaseUrl ?? localAddress(settings),
    cityDir: join(dir, 'city', settings.city),
    channelsDir: settings.channelsDir === undefined ? undefined : resolve(settings.channelsDir),
    originOf: (path) => originOf(path, sources, dir),
  };
}

function localAddress({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

interface Layers {
  merged: unknown;
  sources: ConfigSource[];
}

function readLayers(dir: string, env: NodeJS.ProcessEnv): Layers {
  const file = join(dir, 'default.json');
  if (!existsSync(file)) {
    const mend = 'Start the hub in its own folder, or name the folder in NODE_CONFIG_DIR';
    throw new ConfigError([{ file, path: '$', problem: 'the file is not there', mend }]);
  }
  // No host layers: a settings file that applies on one machine by its name alone surprises people.
  const load = new Load({
    configDir: dir,
    nodeEnv: [env['NODE_CONFIG_ENV'] ?? env['NODE_ENV'] ?? 'development'],
    hostName: '',
  });
  try {
    Util.loadFileConfigs(load);
    load.addConfig(join(dir, ENVIRONMENT), layerFromVariables(readNames(dir), env));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ file: dir, path: '$', problem, mend: 'Correct the file named' }]);
  }
  return { merged: load.config, sources: load.getSources() };
}

/** The last layer that says something at this path, or above it: where the mend must be made. */
function originOf(path: readonly PropertyKey[], sources: readonly ConfigSource[], dir: string): string {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const start = path.slice(0, depth);
    const source = sources.findLast(({ parsed }) => has(parsed, start));
    if (source !== undefined) return source.name.endsWith(ENVIRONMENT) ? variableAt(start, dir) : source.name;
  }
  return join(dir, 'default.json');
}

function variableAt(path: readonly PropertyKey[], dir: string): string {
  const name = path.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[String(key)] : undefined),
    readNames(dir),
  );
  return typeof name === 'string' ? `environment ${name}` : 'environment';
}

function has(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return typeof key === 'number' && key < items.length && has(items[key], rest);
  }
  return isRecord(value) && Object.hasOwn(value, String(key)) && has(value[String(key)], rest);
}

/** Which variable sets what: the same shape as the settings, with names at the leaves. */
function readNames(dir: string): unknown {
  const file = join(dir, ENVIRONMENT);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
