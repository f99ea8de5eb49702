import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { partsOf } from '../../../src/channels/telegram/send/compose.js';
import type { Attachment } from '../../../src/core/model/attachment.js';
import type { OutboundContent } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { BOT, type Fault } from '../../peers/telegram.js';
import { adapterOn, answerTo, CITIZEN, openOn, openTelegram, type TelegramBench } from './bench.js';

let bench: TelegramBench;
beforeEach(async () => {
  bench = await openTelegram({ receive: 'webhook' });
  await bench.adapter.start();
  await bench.host.until('the start', () => bench.adapter.health().state === 'up');
});
afterEach(() => bench.close());

const send = (id: string, content: Partial<OutboundContent> = {}, more = {}) => {
  const whole = { text: '您好', buttons: [], attachments: [], ...content };
  return bench.adapter.send(bench.host.putOutbound(answerTo(id, '', { content: whole, ...more })), id);
};
async function saved(name: string, bytes: Buffer): Promise<Attachment> {
  const result = await bench.host.saveAttachment({ name, bytes });
  if (result.type === 'refused') throw new Error(result.message);
  return result.attachment;
}
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PDF = Buffer.from('%PDF-1.4\n%âãÏÓ', 'latin1');

describe('what a citizen sees', () => {
  test('words with buttons, then pictures, then files, bytes unchanged', async () => {
    const attachments = [await saved('现场.jpg', JPEG), await saved('answer.pdf', PDF)];
    const buttons = [
      { label: '满意', value: 'rate.5' },
      { label: '不满意', value: 'rate.1' },
      { label: '我想把情况再补充得详细一些', value: 'supplement' },
    ];
    expect(await send('m-1', { text: '已办结。', buttons, attachments })).toMatchObject({ ok: true });
    expect(bench.peer.shown).toMatchObject([
      {
        method: 'sendMessage',
        chat: CITIZEN,
        text: '已办结。',
        buttons: [
          { text: '满意', callback_data: 'rate.5' },
          { text: '不满意', callback_data: 'rate.1' },
          { text: '我想把情况再补充得详细一些', callback_data: 'supplement' },
        ],
      },
      { method: 'sendPhoto', file: { bytes: JPEG } },
      { method: 'sendDocument', file: { bytes: PDF } },
    ]);
  });

  test('nothing is read as markup', async () => {
    const text = '*一* _二_ <b>三</b> [四](http://x)';
    await send('m-1', { text });
    expect(bench.peer.shown[0]?.text).toBe(text);
  });

  test('who wrote in a group is answered alone', async () => {
    await send('m-1', {}, { thread: { key: 'group:-100123' } });
    expect(bench.peer.shown.map(({ chat }) => chat)).toEqual([CITIZEN]);
  });

  test('a picture that is none to Telegram arrives as a file', async () => {
    bench.peer.failNext('sendPhoto', {
      type: 'error',
      error_code: 400,
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    const attachments = [await saved('long.jpg', JPEG)];
    expect(await send('m-1', { attachments })).toMatchObject({ ok: true });
    expect(bench.peer.shown.map(({ method }) => method)).toEqual(['sendMessage', 'sendDocument']);
  });

  test('a value too long for a button is carried as its number, within Telegram’s 64 bytes', () => {
    const value = '盐城市亭湖区建军中路某某小区某某号楼某某单元某室';
    const buttons = [
      { label: '一', value: 'a' },
      { label: '二', value },
    ];
    expect(partsOf({ text: '', buttons, attachments: [] })).toEqual([
      {
        type: 'text',
        text: '请选择：',
        choices: [
          [
            { text: '一', callback_data: 'a' },
            { text: '二', callback_data: '#2' },
          ],
        ],
      },
    ]);
  });
});

describe('failures, by whose fault', () => {
  test.each<[string, Fault, object]>([
    [
      'a longer pause than we wait',
      { type: 'error', error_code: 429, description: 'Too Many Requests', retry_after: 33 },
      { kind: 'unreachable', code: '429', retryAfterMs: 33_000 },
    ],
    ['a blocked bot', blocked('Forbidden: bot was blocked by the user'), { kind: 'opted-out', code: '403' }],
    ['a deleted account', blocked('Forbidden: user is deactivated'), { kind: 'opted-out', code: '403' }],
    [
      'a chat never opened',
      blocked("Forbidden: bot can't initiate conversation with a user"),
      { kind: 'window-closed', code: '403' },
    ],
    [
      'an unknown chat',
      { type: 'error', error_code: 400, description: 'Bad Request: chat not found' },
      { kind: 'rejected', code: '400' },
    ],
    [
      'a token taken back',
      { type: 'error', error_code: 401, description: 'Unauthorized' },
      { kind: 'auth', code: '401' },
    ],
    [
      'an error inside',
      { type: 'error', error_code: 500, description: 'Internal Server Error' },
      { kind: 'unknown-outcome', code: '500' },
    ],
    ['a gateway that lost it', { type: 'http', status: 502 }, { kind: 'unknown-outcome' }],
    ['silence after the message was sent', { type: 'silence' }, { kind: 'unknown-outcome' }],
  ])('%s', async (_name, fault, expected) => {
    bench.peer.failNext('sendMessage', fault);
    expect(await send('m-1')).toMatchObject({ ok: false, ...expected });
  });

  test('a short pause that Telegram asks for is waited out', async () => {
    bench.peer.failNext('sendMessage', {
      type: 'error',
      error_code: 429,
      description: 'Too Many Requests',
      retry_after: 0,
    });
    expect(await send('m-1')).toMatchObject({ ok: true });
    expect(bench.peer.shown).toHaveLength(1);
  });

  test('nobody listening means that nothing was sent', async () => {
    await bench.peer.goAway();
    expect(await send('m-1')).toMatchObject({ ok: false, kind: 'unreachable', code: 'ECONNREFUSED' });
    await bench.peer.comeBack();
    expect(await send('m-1')).toMatchObject({ ok: true });
  });

  test('an unknown outcome stays one, in this life and the next, and nothing is sent again', async () => {
    bench.peer.failNext('sendMessage', { type: 'silence' });
    await send('m-1');
    expect(await send('m-1')).toMatchObject({ ok: false, kind: 'unknown-outcome' });
    const next = await openOn(bench.peer, bench.host, { receive: 'webhook' });
    await next.adapter.start();
    const message = bench.host.putOutbound(answerTo('m-1', '您好'));
    expect(await next.adapter.send(message, 'm-1')).toMatchObject({ ok: false, kind: 'unknown-outcome' });
    expect(bench.peer.shown).toHaveLength(1);
    await next.close();
  });

  test('what failed in the middle goes on there', async () => {
    const attachments = [await saved('现场.jpg', JPEG)];
    bench.peer.failNext('sendPhoto', {
      type: 'error',
      error_code: 429,
      description: 'Too Many Requests',
      retry_after: 60,
    });
    expect(await send('m-1', { attachments })).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(await send('m-1', { attachments })).toMatchObject({ ok: true });
    expect(bench.peer.shown.map(({ method }) => method)).toEqual(['sendMessage', 'sendPhoto']);
  });

  test('a lost file is told, not sent as nothing', async () => {
    const [file] = [await saved('a.jpg', JPEG)];
    expect(await send('m-1', { text: '', attachments: [{ ...file, id: 'gone' }] })).toMatchObject({
      ok: false,
      kind: 'rejected',
      code: 'attachment-missing',
    });
  });

  test('the account says how it stands, and one citizen’s refusal is none of its troubles', async () => {
    bench.peer.failNext('sendMessage', blocked('Forbidden: bot was blocked by the user'));
    await send('m-1');
    expect(bench.adapter.health().state).toBe('up');
    bench.peer.failNext('sendMessage', { type: 'error', error_code: 401, description: 'Unauthorized' });
    await send('m-2');
    expect(bench.adapter.health()).toMatchObject({
      state: 'paused',
      detail: expect.stringContaining('token'),
    });
    await send('m-3');
    expect(bench.adapter.health()).toMatchObject({ state: 'up', lastError: { message: expect.anything() } });
  });
});

test('the token is in no log and no answer, whatever goes wrong', async () => {
  const lines: string[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  class LoggingHost extends FakeHost {
    override readonly log = pino({ level: 'trace' }, stream);
  }
  const host = new LoggingHost();
  const results: unknown[] = [];
  for (const fault of [{ type: 'silence' }, { type: 'http', status: 502 }, undefined] as const) {
    const adapter = adapterOn(host, { apiRoot: bench.peer.url });
    await adapter.start();
    await host.until('the start', () => adapter.health().state === 'up');
    if (fault) bench.peer.failNext('sendMessage', fault);
    else await bench.peer.goAway();
    const id = `m-${results.length}`;
    results.push(await adapter.send(answerTo(id, '您好'), id), adapter.health());
    await adapter.stop();
  }
  await bench.peer.comeBack();
  expect(JSON.stringify(results)).not.toContain(BOT.token);
  expect(lines.join('')).not.toContain(BOT.token);
});

function blocked(description: string): Fault {
  return { type: 'error', error_code: 403, description };
}
