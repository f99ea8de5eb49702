import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EmailConfig } from '../src/channels/email/config.js';
import { WebConfig } from '../src/channels/web/config.js';
import { Settings } from '../src/config/settings.js';
import { City } from '../src/core/model/city.js';
import { discoverChannels } from '../src/host/discover.js';
import { capabilityTable, channelPage } from './docs/channel-page.js';
import { codeTablesDoc } from './docs/code-tables.js';
import { code, fill, table } from './docs/markdown.js';
import { CITY, EMAIL, SETTINGS, WEB } from './docs/meanings.js';
import { lifecycleDoc, movesDoc, permissionsDoc } from './docs/rule-tables.js';
import { schemaTable } from './docs/schema-table.js';

const root = new URL('../', import.meta.url);

export interface Page {
  /** From the root of the repository. */
  file: string;
  content: string;
}

/** The pages of `docs/` that are made from the code, wholly or in part, as they should stand now. */
export async function pages(): Promise<Page[]> {
  return [
    ...(await channelPages()),
    inPage('docs/glossary.md', { codes: codeTablesDoc(), lifecycle: lifecycleDoc() }),
    inPage('docs/permissions.md', { permissions: permissionsDoc(), moves: movesDoc() }),
    inPage('docs/configuration.md', {
      settings: schemaTable(Settings, SETTINGS),
      variables: variablesDoc(),
      ...cityParts(),
    }),
  ];
}

async function channelPages(): Promise<Page[]> {
  const folders = readdirSync(new URL('src/channels/', root), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return (await discoverChannels(names)).map((channel) => {
    const file = `docs/channels/${channel.name}.md`;
    const settings = CHANNEL_SETTINGS[channel.name] ?? schemaTable(channel.config);
    // A page with places is written by people (set-up, limits, failures) around the made tables.
    return existsSync(new URL(file, root)) && readFileSync(new URL(file, root), 'utf8').includes('<!-- made:')
      ? inPage(file, { capabilities: capabilityTable(channel), settings })
      : { file, content: channelPage(channel, settings) };
  });
}

/** Meanings kept apart from the schema; other channels describe each value in their schema. */
const CHANNEL_SETTINGS: Readonly<Record<string, string>> = {
  web: schemaTable(WebConfig, WEB),
  email: schemaTable(EmailConfig, EMAIL),
};

function cityParts(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(City.shape).map(([key, schema]) => [`city-${key}`, schemaTable(schema, CITY[key] ?? {})]),
  );
}

/** Which variable of the environment sets what. */
function variablesDoc(): string {
  const file = new URL('config/custom-environment-variables.json', root);
  const names = Names.parse(JSON.parse(readFileSync(file, 'utf8')));
  const rows = leaves(names).map(([path, name]) => [code(name), code(path)]);
  return table(['variable', 'setting'], rows);
}

type Names = { [key: string]: string | Names };
const Names: z.ZodType<Names> = z.lazy(() => z.record(z.string(), z.union([z.string(), Names])));

function leaves(names: Names, above = ''): [path: string, name: string][] {
  return Object.entries(names).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[above + key, value]] : leaves(value, `${above}${key}.`),
  );
}

function inPage(file: string, parts: Record<string, string>): Page {
  return { file, content: fill(readFileSync(new URL(file, root), 'utf8'), parts) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('docs/channels/', root), { recursive: true });
  for (const { file, content } of await pages()) writeFileSync(new URL(file, root), content);
}
