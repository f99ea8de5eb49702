import { z } from 'zod';
import * as city from '../../src/core/model/city.js';
import * as codes from '../../src/core/model/codes.js';
import * as message from '../../src/core/model/message.js';
import * as ticket from '../../src/core/model/ticket.js';
import { code, table } from './markdown.js';

/** A closed set of values of the model, with what people read for each. */
export interface CodeTable {
  name: string;
  rows: { value: string; number?: number; zh?: string }[];
}

/** Every enum that the model exports, so that a new one cannot be forgotten here. */
export function codeTables(): CodeTable[] {
  const exported = new Map(Object.entries({ ...codes, ...ticket, ...message, ...city }));
  return [...exported].flatMap(([name, schema]) => {
    if (!(schema instanceof z.ZodEnum)) return [];
    const labels = Labels.parse(exported.get(LABELS_OF[name] ?? `${upperSnake(name)}_ZH`));
    const rows = schema.options.map((option) => ({ value: String(option), ...labels?.[String(option)] }));
    return [{ name, rows }];
  });
}

export function codeTablesDoc(): string {
  return codeTables().map(section).join('\n\n');
}

function section({ name, rows }: CodeTable): string {
  const numbered = rows.some((row) => row.number !== undefined);
  const head = ['code', ...(numbered ? ['number'] : []), '中文'];
  const lines = rows.map(({ value, number, zh }) => [
    code(value),
    ...(numbered ? [String(number ?? '')] : []),
    zh ?? '–',
  ]);
  return `### ${name}\n\n${table(head, lines)}`;
}

/** The request types carry the province's code beside the label. */
const LABELS_OF: Record<string, string> = { RequestType: 'REQUEST_TYPES' };

const Label = z.union([
  z.string().transform((zh) => ({ zh })),
  z.object({ code: z.number(), zh: z.string() }).transform((row) => ({ number: row.code, zh: row.zh })),
]);
const Labels = z.record(z.string(), Label).optional();

function upperSnake(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
