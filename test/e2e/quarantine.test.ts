import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EXIT } from '../../src/cli/io.js';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { createUnderstand } from '../../src/core/language/understand.js';
import { QuarantineItem, ReplayResult } from '../../src/server/staff/quarantine-routes.js';
import { FailedMessage } from '../../src/server/staff/outbox-routes.js';
import { Terminal } from '../cli/run.js';
import { Loft } from '../fixtures/channels/toy/loft.js';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { Refused } from '../support/web-citizen.js';

/**
 * Whatever was set aside, on its way in, in the middle or on its way out, is seen, and comes back by a
 * person's decision, once.
 */

const PASSWORD = 'Pengcheng-7788-Lan';
const CHANNELS = fileURLToPath(new URL('../fixtures/channels', import.meta.url));
const Items = z.object({ items: z.array(QuarantineItem) });
const Failed = z.object({ items: z.array(FailedMessage) });

let loft: Loft;
let hub: RunningHub;
let operator: StaffClient;
let auditor: StaffClient;
let terminal: Terminal;
/** While set, a step that hears these words fails, as a fault of ours would make it. */
let poison: string | undefined;

beforeAll(async () => {
  loft = await new Loft().open();
  const understand = createUnderstand(loadCity(loadSettings({ env: {} }).cityDir));
  hub = await startHub(
    { toy: { enabled: true, accounts: [{ account: 'east', url: loft.url }] }, web: { enabled: true } },
    undefined,
    { channelsDir: CHANNELS },
    {
      understand: (text, context) => {
        if (poison !== undefined && text.includes(poison)) throw new Error('a fault of ours');
        return understand(text, context);
      },
    },
  );
  const first = await hub.hub.staff.ensureFirstAdmin();
  const admin = new StaffClient(() => hub.base, first?.login ?? '');
  await admin.signIn(first?.oneTimePassword ?? '', PASSWORD);
  const hire = async (login: string, role: string) => {
    const made = await admin.command('/api/admin/staff', { login, name: login, roles: [role] });
    const client = new StaffClient(() => hub.base, login);
    await client.signIn(z.object({ oneTimePassword: z.string() }).parse(made).oneTimePassword, PASSWORD);
    return client;
  };
  operator = await hire('zhang', 'operator');
  auditor = await hire('qian', 'auditor');
  terminal = new Terminal({ HUB_URL: hub.base, HUB_PASSWORD: PASSWORD });
  expect((await terminal.run('login', 'zhang')).exit).toBe(EXIT.ok);
}, 180_000);
afterAll(async () => {
  terminal.remove();
  await hub.stop();
  await loft.close();
});

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited for ${what} in vain`);
}
const letter = (id: string, from: string, text: string) => loft.put(id, JSON.stringify({ from, text }));
const answers = (to: string) => [...loft.answers.values()].filter((answer) => answer.to === to);
const listed = async (externalId: string, which = 'open') =>
  (await operator.get(`/api/staff/quarantine?which=${which}`, Items)).items.find(
    (item) => item.externalId === externalId,
  );
const replay = async (id: string) =>
  ReplayResult.parse(await operator.command(`/api/staff/quarantine/${id}/replay`));

describe('a payload that nobody understood', () => {
  test('is listed, downloaded as it came, and kept while it is still not understood', async () => {
    loft.put('l1', '{"from":"wang","words":"路灯坏了"}');
    const item = await until('the item', () => listed('l1'));
    expect(item).toMatchObject({ channel: 'toy', account: 'east', code: 'unreadable' });
    const out = terminal.path('l1.raw');
    expect((await terminal.run('quarantine', 'raw', item.id, '--out', out)).exit).toBe(EXIT.ok);
    expect(readFileSync(out, 'utf8')).toBe('{"from":"wang","words":"路灯坏了"}');
    expect(await replay(item.id)).toMatchObject({ result: 'kept', code: 'unreadable' });
    expect((await terminal.run('quarantine', 'list')).out).toContain(item.id);
    expect(await terminal.run('quarantine', 'replay', item.id)).toMatchObject({ exit: EXIT.refused });
  });

  test('becomes a message, once, when the channel has learnt to read it', async () => {
    const { id } = await until('the item', () => listed('l1'));
    const bytes = Buffer.from('{"from":"wang","text":"我家路灯坏了"}');
    // The update that taught it: the same payload is one that the channel reads.
    await hub.connection
      .collection<{ _id: string; bytes?: Buffer }>('raw_payloads')
      .updateOne({ _id: id }, { $set: { bytes } });
    const results = [await replay(id), ...(await Promise.all([replay(id), replay(id)]))];
    expect(new Set(results.map((each) => each.messageIds.join()))).toHaveProperty('size', 1);
    expect(results[0]).toMatchObject({ result: 'taken', messageIds: [expect.any(String)] });
    await until('an answer', async () => answers('wang')[0]);
    const messages = hub.connection.collection<{ _id: string; conversationId: string }>('messages');
    const taken = await messages.findOne({ _id: results[0]?.messageIds[0] ?? '' });
    const same = { conversationId: taken?.conversationId ?? '', direction: 'in' };
    expect(await messages.countDocuments(same)).toBe(1);
    expect(await listed('l1')).toBeUndefined();
    expect((await listed('l1', 'all'))?.settled).toMatchObject({ messageIds: results[0]?.messageIds });
  });

  test('is opened by nobody who may only look', async () => {
    const { id } = await until('the item', () => listed('l1', 'all'));
    expect((await auditor.get('/api/staff/quarantine?which=all', Items)).items).toHaveLength(1);
    await expect(auditor.get(`/api/staff/quarantine/${id}/raw`, z.never())).rejects.toMatchObject({
      status: 403,
    });
    await expect(auditor.command(`/api/staff/quarantine/${id}/replay`)).rejects.toMatchObject({
      status: 403,
    });
    await expect(replay('q0')).rejects.toThrow(Refused);
  });

  test('of an account that is switched off is refused with the way out', async () => {
    const at = new Date();
    const left = { channel: 'toy', account: 'west', code: 'unreadable', message: 'x', rawId: 'q-old', at };
    await hub.connection.collection<{ _id: string }>('quarantine').insertOne({ _id: 'q-old', ...left });
    const raw = { channel: 'toy', account: 'west', mime: 'text/plain', chunks: 0, receivedAt: at };
    await hub.connection
      .collection<{ _id: string; bytes: Buffer }>('raw_payloads')
      .insertOne({ _id: 'q-old', ...raw, bytes: Buffer.from('x') });
    await expect(replay('q-old')).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('quarantine-not-replayable'),
    });
  });
});

describe('a payload that needs nothing', () => {
  test('is given up with a reason once, is kept, and can be taken all the same', async () => {
    loft.put('l5', '{"from":"spam","words":"发票"}');
    const { id } = await until('the item', () => listed('l5'));
    const given = await terminal.run('quarantine', 'give-up', id, '--reason', '垃圾邮件');
    expect(given).toMatchObject({ exit: EXIT.ok, err: '' });
    expect(await listed('l5')).toBeUndefined();
    expect((await listed('l5', 'all'))?.settled).toMatchObject({ reason: '垃圾邮件', messageIds: [] });
    await expect(
      operator.command(`/api/staff/quarantine/${id}/give-up`, { reason: '再来一次' }),
    ).rejects.toMatchObject({ status: 409 });
    expect(await replay(id)).toMatchObject({ result: 'kept' });
  });
});

describe('a message whose step failed', () => {
  test('is listed, fails again while the fault is there, and is answered once it is gone', async () => {
    poison = '井盖';
    letter('l2', 'li', '门口的井盖不见了');
    const item = await until('the item', () => listed('l2'));
    expect(item).toMatchObject({ code: 'step-failed', messageId: expect.any(String) });
    expect(await replay(item.id)).toMatchObject({ result: 'taken', messageIds: [item.messageId] });
    await until('the item again', () => listed('l2'));
    expect(answers('li')).toEqual([]);
    poison = undefined;
    await replay(item.id);
    await replay(item.id);
    await until('an answer', async () => answers('li')[0]);
    expect(await listed('l2')).toBeUndefined();
  });
});

describe('a message that could not be sent', () => {
  test('is listed without its words, sent again by a person, and is gone from the list', async () => {
    loft.failNext(403);
    letter('l3', 'zhao', '您好');
    const [item] = await until('the failure', async () => {
      const { items } = await operator.get('/api/staff/outbox', Failed);
      return items.length > 0 ? items : undefined;
    });
    expect(item).toMatchObject({ channel: 'toy', account: 'east', status: 'failed', error: { code: '403' } });
    expect(JSON.stringify(item)).not.toContain('zhao');
    expect(answers('zhao')).toEqual([]);
    expect((await terminal.run('outbox', 'list')).out).toContain(item?.id);
    const sent = await terminal.run('outbox', 'resend', item?.id ?? '');
    expect(sent).toMatchObject({ exit: EXIT.ok, err: '' });
    await until('the answer', async () => answers('zhao')[0]);
    await until('an empty list', async () =>
      (await operator.get('/api/staff/outbox', Failed)).items.length === 0 ? true : undefined,
    );
    expect((await terminal.run('outbox', 'resend', item?.id ?? '')).exit).toBe(EXIT.refused);
    await expect(auditor.get('/api/staff/outbox', Failed)).rejects.toMatchObject({ status: 403 });
  });

  test('is given up by a person who says why: its flag is closed, and it can still be sent', async () => {
    loft.failNext(403);
    letter('l4', 'sun', '您好');
    const [item] = await until('the failure', async () => {
      const { items } = await operator.get('/api/staff/outbox', Failed);
      return items.length > 0 ? items : undefined;
    });
    const id = item?.id ?? '';
    const path = `/api/staff/conversations/${item?.conversationId ?? ''}`;
    const flags = hub.connection.collection<{ _id: string; flags: { id: string; doneAt?: Date }[] }>(
      'conversations',
    );
    const flag = async () =>
      (await flags.findOne({ _id: item?.conversationId ?? '' }))?.flags.find((f) =>
        f.id.startsWith(`delivery.${id}.`),
      );
    await until('the flag', flag);
    await expect(
      operator.command(`/api/staff/conversations/other/messages/${id}/give-up`, { reason: '电话告知' }),
    ).rejects.toMatchObject({ status: 404 });
    const given = await terminal.run('outbox', 'give-up', id, '--reason', '已电话告知');
    expect(given).toMatchObject({ exit: EXIT.ok, err: '' });
    expect((await operator.get('/api/staff/outbox', Failed)).items).toEqual([]);
    expect((await flag())?.doneAt).toBeInstanceOf(Date);
    const Thread = z.object({ messages: z.array(z.looseObject({ id: z.string() })) });
    const shown = async () =>
      (await operator.get(path, Thread)).messages.find((message) => message.id === id)?.['delivery'];
    expect(await shown()).toMatchObject({ status: 'failed', givenUp: { reason: '已电话告知' } });
    await operator.command(`${path}/messages/${id}/resend`);
    await until('the answer', async () => answers('sun')[0]);
    expect(await shown()).not.toHaveProperty('givenUp');
    await expect(
      operator.command(`${path}/messages/${id}/give-up`, { reason: '太迟了' }),
    ).rejects.toMatchObject({ status: 409 });
  });
});
