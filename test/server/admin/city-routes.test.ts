import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkConfig } from '../../../src/config/check-config.js';
import { loadCity } from '../../../src/config/load-city.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import type { City } from '../../../src/core/model/city.js';
import { Role } from '../../../src/core/model/codes.js';
import { startClock } from '../../../src/core/ticket/clocks.js';
import { CityDesk } from '../../../src/desk/city-desk.js';
import { rulesVersioned } from '../../../src/store/city-version-store.js';
import { openStores } from '../../store/open-stores.js';
import { ticket } from '../../store/samples.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

const URL_ = '/api/admin/city';
const config = fileURLToPath(new URL('../../../config', import.meta.url));
/** Tuesday noon before National Day. */
const STARTED = new Date('2026-09-29T04:00:00Z');
let dir: string;
let cityDir: string;
let city: City;
let opened: Awaited<ReturnType<typeof openStores>>;
let hub: TestHub;
let admin: Client;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hub-city-'));
  cpSync(config, dir, { recursive: true });
  cityDir = join(dir, 'city', 'yancheng');
  city = rulesVersioned(loadCity(cityDir));
  opened = await openStores();
  const { tickets } = opened.stores;
  const clock = { now: () => new Date('2026-11-23T02:00:00Z') };
  const cityDesk = new CityDesk({ city, cityDir, tickets, rulesOf: () => city, clock });
  hub = await testHub({ cityDesk });
  admin = await hub.signIn(['system-admin']);
  const make = { rules: city.deadlines, calendar: workingCalendar(city.deadlines, city.holidays) };
  for (let n = 0; n < 60; n++) {
    const one = ticket(`t${String(n).padStart(3, '0')}`, '路灯坏了', {
      state: n === 59 ? 'closed' : 'signed',
      unit: 'urban-management',
    });
    const handle = startClock({ ...one, deadlines: [] }, 'handle', STARTED, make);
    const secrecy = n === 58 ? 'sealed' : 'open';
    const deadlines = handle ? [handle] : [];
    await tickets.insert({ ...one, deadlines, request: { ...one.request, secrecy } });
  }
});
afterAll(async () => {
  await hub.app.close();
  await opened.close();
  rmSync(dir, { recursive: true });
});

const read = (name: string) => readFileSync(join(cityDir, name), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, unknown>;

describe('the configuration is the system administrator’s to look at', () => {
  test.each(Role.options.filter((role) => role !== 'system-admin'))('not %s', async (role) => {
    const unit = role === 'clerk' || role === 'unit-leader' ? 'city-lights' : undefined;
    const person = await hub.signIn([role], { unit });
    expect((await person.call('GET', URL_)).status).toBe(403);
    expect((await person.call('POST', `${URL_}/calendar/import`, { text: 'x' })).status).toBe(403);
  });

  test('what is in force, in words, and without anybody’s telephone', async () => {
    const { body, text } = await admin.call('GET', URL_);
    expect(body).toMatchObject({ version: city.profile.version, changedOnDisk: false, problems: [] });
    const { hotlines, units, deadlines, calendar } = body as Record<string, Record<string, unknown>[]>;
    expect(hotlines).toHaveLength(city.hotlines.length);
    expect(units).toHaveLength(city.units.length);
    expect(calendar?.map(({ year }) => year)).toContain(2026);
    expect(calendar?.find(({ year }) => year === 2026)).toMatchObject({ daysOff: 33, makeUpDays: 6 });
    expect(deadlines?.find(({ step, limit }) => step === 'handle' && limit)).toMatchObject({
      example: { zh: expect.stringContaining('到期'), en: expect.stringContaining('due') },
    });
    for (const { phone } of city.units) if (phone) expect(text).not.toContain(phone);
  });

  test('files that were changed since the start, and what is wrong with them', async () => {
    const before = read('units.json');
    writeFileSync(join(cityDir, 'units.json'), before.replace('"urban-management"', '"urban-managment"'));
    const { body } = await admin.call('GET', URL_);
    expect(body).toMatchObject({ changedOnDisk: true });
    expect(JSON.stringify(body['problems'])).toContain('urban-management');
    expect(JSON.stringify(body)).not.toContain(dir);
    writeFileSync(join(cityDir, 'units.json'), before);
    expect((await admin.call('GET', URL_)).body).toMatchObject({ changedOnDisk: false });
  });
});

describe('one changed file is checked as the command line would', () => {
  const check = (name: string, content: string) => admin.call('POST', `${URL_}/check`, { name, content });

  test.each([
    [
      'a unit that others name is gone',
      'units.json',
      (text: string) => text.replace('"urban-management"', '"x"'),
    ],
    ['a slip in a key', 'profile.json', (text: string) => text.replace('"ticketPrefix"', '"ticketPrefx"')],
    ['no JSON', 'forms.json', (text: string) => text.slice(0, -5)],
    [
      'a day of another year',
      'holidays/2026.json',
      (text: string) => text.replace('2026-01-01', '2025-01-01'),
    ],
  ])('%s', async (_, name, change) => {
    const before = read(name);
    const { body } = await check(name, change(before));
    const said = body['problems'] as { file: string; path: string; problem: string; mend: string }[];
    expect(said.length).toBeGreaterThan(0);
    expect(read(name)).toBe(before);
    // Written for a moment, to hear what the command says.
    writeFileSync(join(cityDir, name), change(before));
    const command = checkConfig({ configDir: dir, env: { HUB_DATA_DIR: dir } });
    writeFileSync(join(cityDir, name), before);
    expect(said.map((one) => ({ ...one, file: join(cityDir, one.file) }))).toEqual(command);
  });

  test('a sound change, and a table for a year that has none yet', async () => {
    expect((await check('units.json', read('units.json'))).body).toEqual({ problems: [] });
    const table = JSON.stringify({
      year: 2027,
      source: 'x',
      days: [{ date: '2027-01-01', name: '元旦', off: true }],
    });
    expect((await check('holidays/2027.json', table)).body).toEqual({ problems: [] });
  });

  test.each([
    '../../default.json',
    '/etc/passwd',
    'holidays/../units.json',
    'holidays/next.json',
    'other.json',
  ])('leak: no other file than a city’s: %s', async (name) => {
    const { status, body } = await check(name, '{}');
    expect([status, body['code']]).toEqual([400, 'city-file-unknown']);
  });
});

describe('what a change would do to open tickets', () => {
  const preview = (body: object) => admin.call('POST', `${URL_}/deadlines/preview`, body);
  const holidays = () =>
    json('holidays/2026.json') as { days: { date: string; off: boolean; name: string }[] };

  test('the table as it is moves nothing', async () => {
    expect((await preview({ holidays: holidays() })).body).toMatchObject({
      atRestart: { count: 0, first: [] },
      looked: 59,
      complete: true,
    });
  });

  test('one more day off moves every open clock that runs over it; sealed and closed ones are not told of', async () => {
    const table = holidays();
    const days = [...table.days, { date: '2026-10-08', name: '国庆节', off: true }];
    const { body } = await preview({ holidays: { ...table, days } });
    const { atRestart, forNewTickets } = body as Record<
      string,
      { count: number; first: Record<string, unknown>[] }
    >;
    expect([atRestart?.count, atRestart?.first.length, forNewTickets?.count]).toEqual([58, 50, 0]);
    const [first] = atRestart?.first ?? [];
    const [was, is] = [String(first?.['dueAt']), String(first?.['newDueAt'])];
    expect(Date.parse(is) - Date.parse(was)).toBeGreaterThanOrEqual(86_400_000);
    expect(first).toMatchObject({ step: 'handle', explanation: { zh: expect.stringContaining('国庆节') } });
    expect(JSON.stringify(body)).not.toContain('YCt058');
    // Nothing was applied.
    expect((await opened.stores.tickets.load('t000'))?.deadlines[0]?.dueAt?.toISOString()).toBe(was);
  });

  test('other limits leave open tickets what was promised, and show how new ones would fare', async () => {
    const deadlines = json('deadlines.json') as { rules: { step: string; limit: object }[] };
    const rules = deadlines.rules.map((rule) =>
      rule.step === 'handle' ? { ...rule, limit: { amount: 1, unit: 'working-day' } } : rule,
    );
    const { body } = await preview({ deadlines: { ...deadlines, rules } });
    expect(body).toMatchObject({ atRestart: { count: 0 }, forNewTickets: { count: 58 } });
  });

  test('rules that cannot hold are refused with their places', async () => {
    const deadlines = json('deadlines.json') as { rules: { step: string }[] };
    const rules = deadlines.rules.filter(({ step }) => step !== 'handle');
    const { status, body } = await preview({ deadlines: { ...deadlines, rules } });
    expect([status, body['code']]).toEqual([400, 'city-change-invalid']);
    expect(JSON.stringify(body['fields'])).toContain('handle');
    expect((await preview({})).status).toBe(400);
  });
});

describe('a notice becomes a file', () => {
  const NOTICE =
    '国务院办公厅关于2027年部分节假日安排的通知 一、元旦：1月1日（周五）至3日（周日）放假，共3天。';

  test('with what is doubtful, and as the configuration would take it', async () => {
    const { body } = await admin.call('POST', `${URL_}/calendar/import`, { text: NOTICE });
    const { file, problems, configProblems } = body as {
      file: { name: string; content: string };
      problems: { code: string; words: string }[];
      configProblems: unknown[];
    };
    expect(file.name).toBe('holidays/2027.json');
    expect(JSON.parse(file.content)).toMatchObject({
      year: 2027,
      days: [{ date: '2027-01-01', name: '元旦', off: true }, {}, { date: '2027-01-03' }],
    });
    expect(problems.map(({ words }) => words)).toContain('春节');
    expect(configProblems).toEqual([]);
    const check = await admin.call('POST', `${URL_}/check`, file);
    expect(check.body).toEqual({ problems: [] });
  });

  test('without a year nothing is made', async () => {
    const { body } = await admin.call('POST', `${URL_}/calendar/import`, { text: '元旦放假' });
    expect(body).toMatchObject({ problems: [{ code: 'no-year' }] });
    expect(body).not.toHaveProperty('file');
  });
});
