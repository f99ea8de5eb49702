import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TicketExports } from '../../../src/server/export/ticket-exports.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { ticket } from '../../store/samples.js';
import { sampleCity } from '../../support/server/sample-city.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let close: () => Promise<void>;
let stores: Stores;
let hub: TestHub;
let jobs: TicketExports;
let supervisor: Client;

const PHONE = { e164: '+8613812345678', national: '13812345678', kind: 'mobile' } as const;

beforeAll(async () => {
  const opened = await openStores();
  ({ close, stores } = opened);
  jobs = newRun();
  hub = await testHub({ exports: stores.exports, ticketExports: jobs });
  supervisor = await hub.signIn(['supervisor']);
  for (let n = 0; n < 450; n++) {
    const one = ticket(`t${String(n).padStart(4, '0')}`, '=cmd 路灯坏了', {
      unit: n % 3 === 0 ? 'city-lights' : 'water-works',
      state: 'signed',
      platform: n % 9 === 0 ? 'north-county' : undefined,
    });
    const request = { ...one.request, name: '张三丰', phone: PHONE };
    await stores.tickets.insert({
      ...one,
      request: { ...request, secrecy: n % 50 === 0 ? 'sealed' : 'open' },
    });
  }
});
afterAll(async () => {
  await hub.app.close();
  await close();
});

/** The jobs as a hub that starts anew has them. */
function newRun(): TicketExports {
  return new TicketExports({
    exports: stores.exports,
    tickets: stores.tickets,
    staff: { byId: (id) => hub.store.staff.byId(id) },
    city: sampleCity,
    clock: { now: () => hub.clock.now() },
    audit: { record: (event) => hub.audit.record(event) },
    onError: (_, error) => {
      throw error;
    },
  });
}

async function exported(
  who: Client,
  body: object,
): Promise<{ job: Record<string, unknown>; lines: string[] }> {
  const asked = await who.call('POST', '/api/staff/exports', { format: 'csv', ...body });
  expect([asked.status, asked.body['state']]).toEqual([202, 'waiting']);
  await jobs.idle();
  const url = `/api/staff/exports/${String(asked.body['id'])}`;
  const job = (await who.call('GET', url)).body;
  const file = await who.call('GET', `${url}/file`);
  return { job, lines: file.text.split('\r\n').slice(0, -1) };
}

describe('an export', () => {
  test('holds every ticket asked for once, over many pages, and says how far it is', async () => {
    const { job, lines } = await exported(supervisor, { columns: ['number', 'title'] });
    // 450 of which nine are sealed.
    expect(job).toMatchObject({ state: 'done', rows: 441, total: 441 });
    expect(lines[0]).toBe('\uFEFF"工单编号","标题"');
    expect(new Set(lines.slice(1)).size).toBe(441);
    expect(lines[1]).toContain(`"'=cmd 路灯坏了"`);
  });

  test('leak: holds what its owner may read, and nobody’s phone in full', async () => {
    const leader = await hub.signIn(['unit-leader'], { unit: 'city-lights' });
    const own = await exported(leader, {});
    expect(own.job).toMatchObject({ rows: 147 });
    expect(own.lines.join()).not.toContain('自来水');
    expect(own.lines.join()).not.toContain(PHONE.national);
    const county = await hub.signIn(['supervisor'], { platform: 'north-county' });
    expect((await exported(county, {})).job).toMatchObject({ rows: 49 });
  });

  test('leak: sealed tickets never leave, not even for the sealed desk', async () => {
    const both = await hub.signIn(['supervisor', 'sealed-desk']);
    expect((await exported(both, {})).job).toMatchObject({ rows: 441 });
  });

  test('leak: is its owner’s alone', async () => {
    const { job } = await exported(supervisor, { filter: { unit: 'city-lights' } });
    const other = await hub.signIn(['supervisor']);
    for (const rest of ['', '/file'])
      expect((await other.call('GET', `/api/staff/exports/${String(job['id'])}${rest}`)).body).toMatchObject({
        code: 'export-not-found',
      });
    const operator = await hub.signIn(['operator']);
    expect((await operator.call('POST', '/api/staff/exports', {})).status).toBe(403);
  });

  test('is on record: who asked for what, what was made, and that it was fetched', async () => {
    hub.audit.events.splice(0);
    const filter = { unit: 'city-lights', text: '张三丰' };
    const { job } = await exported(supervisor, { filter, columns: ['number'] });
    const told = { format: 'csv', columns: 'number', filter: '{"unit":"city-lights","text":"***"}' };
    const actor = { type: 'staff', id: supervisor.id };
    expect(hub.audit.events).toMatchObject([
      { action: 'ticket.export-asked', actor, object: { id: job['id'] }, detail: told },
      { action: 'ticket.exported', actor, object: { id: job['id'] }, detail: { ...told, rows: 0 } },
      { action: 'ticket.export-fetched', actor, object: { id: job['id'] }, detail: { rows: 0 } },
    ]);
    expect(JSON.stringify(hub.audit.events)).not.toContain('张三丰');
  });

  test('no record, no file: neither asked for, nor made, nor fetched', async () => {
    hub.audit.fail(true);
    const refused = await supervisor.call('POST', '/api/staff/exports', {});
    hub.audit.fail(false);
    expect(refused.body['code']).toBe('audit-not-written');
    await jobs.idle();
    const asked = await supervisor.call('POST', '/api/staff/exports', {});
    const id = String(asked.body['id']);
    hub.audit.fail(true);
    await jobs.idle();
    hub.audit.fail(false);
    expect(await stores.exports.find(id)).toMatchObject({ state: 'failed', failure: 'audit-not-written' });
    expect(await stores.exports.getFile(id)).toBeUndefined();
    const { job } = await exported(supervisor, { columns: ['number'] });
    hub.audit.fail(true);
    const file = await supervisor.call('GET', `/api/staff/exports/${String(job['id'])}/file`);
    hub.audit.fail(false);
    expect(file.body['code']).toBe('audit-not-written');
  });
});

describe('a crash', () => {
  test('what it broke off is made anew at the next start, once', async () => {
    const key = { 'idempotency-key': 'crashed' };
    await jobs.stop();
    const asked = await supervisor.call('POST', '/api/staff/exports', { format: 'xlsx' }, key);
    const again = await supervisor.call('POST', '/api/staff/exports', { format: 'xlsx' }, key);
    expect(again.body['id']).toBe(asked.body['id']);
    const id = String(asked.body['id']);
    await stores.exports.update(id, { state: 'running', rows: 200 });
    await stores.exports.putFile(id, Buffer.from('half'), new Date(Date.now() + 60_000));
    const next = newRun();
    await next.start();
    await next.idle();
    expect(await stores.exports.find(id)).toMatchObject({ state: 'done', rows: 441 });
    expect((await stores.exports.getFile(id))?.subarray(0, 2).toString()).toBe('PK');
  });

  test('whoever lost the right meanwhile gets no file', async () => {
    const leaving = await hub.signIn(['supervisor']);
    const asked = await leaving.call('POST', '/api/staff/exports', {});
    await hub.staff.disable(leaving.id);
    const next = newRun();
    await next.start();
    await next.idle();
    const id = String(asked.body['id']);
    expect(await stores.exports.find(id)).toMatchObject({ state: 'failed', failure: 'forbidden' });
    expect(await stores.exports.getFile(id)).toBeUndefined();
  });
});
