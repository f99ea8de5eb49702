import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MessageAccepted } from '../../../src/channels/web/schemas.js';
import { answerTo, history, newClient, openWeb, post, type Client, type WebBench } from './bench.js';

describe('messages of the web channel', () => {
  let bench: WebBench;
  let client: Client;
  beforeEach(async () => {
    bench = await openWeb();
    client = await newClient(bench);
  });
  afterEach(() => bench.close());

  test('a message is stored with session, words and raw bytes before it is acknowledged', async () => {
    const response = await post(bench, client, { clientMessageId: 'm1', text: '路灯不亮' });
    expect(response.statusCode).toBe(202);
    const [entry] = bench.host.entries('accepted');
    expect(response.json()).toEqual({ messageId: entry?.messageId, duplicate: false });
    expect(entry?.message).toMatchObject({
      channel: 'web',
      account: 'web',
      externalId: `${client.conversation}:m1`,
      kind: 'text',
      from: { id: client.conversation },
      text: '路灯不亮',
    });
    expect(JSON.parse(Buffer.from(entry?.raw.bytes ?? []).toString())).toMatchObject({ text: '路灯不亮' });
  });

  test('a message sent again is stored once and answered with the first id', async () => {
    const body = { clientMessageId: 'm1', text: '路灯不亮' };
    const first = await post(bench, client, body);
    const again = await post(bench, client, body);
    expect(again.statusCode).toBe(202);
    expect(MessageAccepted.parse(again.json())).toEqual({
      ...MessageAccepted.parse(first.json()),
      duplicate: true,
    });
    expect(bench.host.accepted).toHaveLength(1);
  });

  test('twenty posts of the same message at once are one message', async () => {
    const body = { clientMessageId: 'm1', text: '路灯不亮' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(bench, client, body)));
    const accepted = answers.map((answer) => MessageAccepted.parse(answer.json()));
    expect(new Set(accepted.map((a) => a.messageId)).size).toBe(1);
    expect(accepted.filter((a) => !a.duplicate)).toHaveLength(1);
  });

  test('other words under the same id are kept, and the sender is told', async () => {
    await post(bench, client, { clientMessageId: 'm1', text: '路灯不亮' });
    const other = await post(bench, client, { clientMessageId: 'm1', text: '井盖丢失' });
    expect(other.statusCode).toBe(202);
    expect(other.json()).toMatchObject({ duplicate: false, conflict: true });
    expect(bench.host.accepted.map((m) => m.text)).toEqual(['路灯不亮', '井盖丢失']);
  });

  test('two sessions may use the same client id without touching each other', async () => {
    const other = await newClient(bench);
    await post(bench, client, { clientMessageId: 'm1', text: '甲' });
    const answer = await post(bench, other, { clientMessageId: 'm1', text: '乙' });
    expect(answer.json()).toMatchObject({ duplicate: false });
  });

  test('a store that fails is not acknowledged, and the same post later is a first one', async () => {
    bench.host.failNext('accept', { type: 'throw', error: new Error('the disk is full') });
    const body = { clientMessageId: 'm1', text: '路灯不亮' };
    const failed = await post(bench, client, body);
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toContain('disk');
    expect((await post(bench, client, body)).json()).toMatchObject({ duplicate: false });
  });

  test('history shows own words, answers and staff without their names, in order', async () => {
    await post(bench, client, { clientMessageId: 'm1', text: '路灯不亮' });
    bench.host.putOutbound(
      answerTo(client.conversation, 'o1', '在哪条路？', {
        content: { text: '在哪条路？', buttons: [{ label: '转人工', value: '转人工' }], attachments: [] },
      }),
    );
    bench.host.putOutbound(
      answerTo(client.conversation, 'o2', '我来处理', {
        author: { type: 'staff', staffId: 's1', name: '王小明' },
      }),
    );
    const { messages, more } = await history(bench, client);
    expect(more).toBe(false);
    expect(messages).toMatchObject([
      { seq: 1, from: 'you', text: '路灯不亮', clientMessageId: 'm1', status: 'received' },
      { seq: 2, from: 'bot', text: '在哪条路？', buttons: [{ label: '转人工', value: '转人工' }] },
      { seq: 3, from: 'staff', author: '工作人员', text: '我来处理' },
    ]);
    expect(JSON.stringify(messages)).not.toMatch(/王小明|s1/);
  });

  test('a pressed button is a choice, shown by its label, and not words of the citizen', async () => {
    await post(bench, client, { clientMessageId: 'b1', text: '没问题，提交', button: 'yes' });
    expect(bench.host.accepted[0]).toMatchObject({
      kind: 'event',
      event: { type: 'button', key: 'yes' },
      fullText: '没问题，提交',
    });
    expect(bench.host.accepted[0]?.text).toBeUndefined();
    expect((await history(bench, client)).messages).toMatchObject([{ from: 'you', text: '没问题，提交' }]);
  });

  test('history is read in pages after a sequence', async () => {
    for (let n = 1; n <= 5; n += 1)
      bench.host.putOutbound(answerTo(client.conversation, `o${n}`, `第${n}条`));
    const first = await history(bench, client, '?limit=3');
    expect(first).toMatchObject({ more: true, messages: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
    const rest = await history(bench, client, '?limit=3&after=3');
    expect(rest).toMatchObject({ more: false, messages: [{ seq: 4 }, { seq: 5 }] });
  });

  test('another session sees nothing of it', async () => {
    await post(bench, client, { clientMessageId: 'm1', text: '我家的事' });
    expect(await history(bench, await newClient(bench))).toEqual({ messages: [], more: false });
  });

  test('an answer that was seen is told to the hub, and only by its citizen', async () => {
    bench.host.putOutbound(answerTo(client.conversation, 'o1', '您好'));
    const stranger = await newClient(bench);
    const read = (headers: object) =>
      bench.app.inject({ method: 'POST', url: '/api/web/messages/o1/read', headers: { ...headers } });
    expect((await read(stranger.headers)).statusCode).toBe(404);
    expect(bench.host.entries('receipt')).toEqual([]);
    expect((await read(client.headers)).statusCode).toBe(204);
    expect(bench.host.entries('receipt')).toMatchObject([{ receipt: { outboxId: 'o1', status: 'read' } }]);
  });
});
