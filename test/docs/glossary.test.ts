import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import * as codes from '../../src/core/model/codes.js';
import { DELIVERY_STATUS_ZH, DeliveryStatus } from '../../src/core/model/message.js';
import { TICKET_MOVE_ZH, TICKET_STATE_ZH, TicketMove, TicketState } from '../../src/core/model/ticket.js';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const glossary = read('docs/glossary.md');

/** The rows of the table under a heading: code → label. */
function tableUnder(heading: string): Record<string, string> {
  const [, after = ''] = glossary.split(`\n### ${heading}\n`);
  const [section = ''] = after.split(/\n#/);
  const rows = [...section.matchAll(/^\| `([^`]+)` \|(?: \d+ \|)? ([^|]+) \|$/gm)];
  return Object.fromEntries(rows.map(([, code = '', label = '']) => [code, label]));
}

const zhOf = (types: Record<string, { zh: string }>) =>
  Object.fromEntries(Object.entries(types).map(([code, { zh }]) => [code, zh]));

describe('the glossary and the code say the same, in both directions', () => {
  test.each([
    ['TicketState', TicketState, TICKET_STATE_ZH],
    ['TicketMove', TicketMove, TICKET_MOVE_ZH],
    ['RequestType', codes.RequestType, zhOf(codes.REQUEST_TYPES)],
    ['Role', codes.Role, codes.ROLE_ZH],
    ['HotlineMode', codes.HotlineMode, codes.HOTLINE_MODE_ZH],
    ['Urgency', codes.Urgency, codes.URGENCY_ZH],
    ['Secrecy', codes.Secrecy, codes.SECRECY_ZH],
    ['RefusalReason', codes.RefusalReason, codes.REFUSAL_REASON_ZH],
    ['DeliveryStatus', DeliveryStatus, DELIVERY_STATUS_ZH],
  ] as [string, z.ZodEnum, Record<string, string>][])('%s', (name, schema, labels) => {
    expect(tableUnder(name)).toEqual(labels);
    expect(Object.keys(tableUnder(name))).toEqual(schema.options);
  });

  test('the numbers of the request types are the province’s codes', () => {
    const numbers = Object.fromEntries(
      Object.entries(codes.REQUEST_TYPES).map(([type, { code }]) => [type, code]),
    );
    for (const [type, number] of Object.entries(numbers))
      expect(glossary).toContain(`| \`${type}\` | ${number} |`);
  });

  test('every role has its word', () => {
    const [, roles = ''] = /^\| (operator.*?) \| /m.exec(glossary) ?? [];
    expect(roles.split(', ')).toEqual(codes.Role.options);
    for (const label of Object.values(codes.ROLE_ZH)) expect(glossary).toContain(label);
  });
});

describe('other places use the words of the glossary', () => {
  test('the citizen’s page names the states of a ticket as the glossary does', () => {
    const words = read('web/src/words/zh.ts');
    const shown = Object.fromEntries(
      [...words.matchAll(/'state-([\w-]+)': '([^']*[\u4e00-\u9fff][^']*)'/g)].map(
        ([, state = '', zh = '']) => [state, zh],
      ),
    );
    expect(shown).toEqual(tableUnder('TicketState'));
  });

  test('the interface takes and gives the same codes', () => {
    const openapi = read('docs/openapi.json');
    const known = [TicketState, TicketMove, codes.RequestType, codes.Role, codes.Secrecy, codes.Urgency];
    const enums = enumsOf(JSON.parse(openapi)).map((values) => values.join());
    for (const schema of known) expect(enums).toContain(schema.options.join());
  });
});

/** Every list of allowed values in a description of an interface. */
function enumsOf(node: unknown): string[][] {
  if (Array.isArray(node)) return node.flatMap(enumsOf);
  const object = z.record(z.string(), z.unknown()).safeParse(node).data;
  if (object === undefined) return [];
  const own = z.array(z.string()).safeParse(object['enum']).data;
  return [...(own ? [own] : []), ...Object.values(object).flatMap(enumsOf)];
}
