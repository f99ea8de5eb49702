import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Upload } from '../../../src/channels/app/schemas.js';
import {
  answerTo,
  history,
  newPhone,
  openApp,
  PIXEL,
  send,
  upload,
  type AppBench,
  type Phone,
} from './bench.js';

describe('files of the app', () => {
  let bench: AppBench;
  let phone: Phone;
  beforeEach(async () => {
    bench = await openApp({ uploads: { maxBytes: 1_000_000, attachWithinDays: 30 } });
    phone = await newPhone(bench);
  });
  afterEach(() => bench.close());

  const find = (id: string, who = phone) =>
    bench.app.inject({ url: `/api/app/uploads/${id}`, headers: who.headers });
  const fetchFile = (id: string, who = phone) =>
    bench.app.inject({ url: `/api/app/files/${encodeURIComponent(id)}`, headers: who.headers });

  test('sent again after a lost answer, a file is kept once and answered the same', async () => {
    const first = await upload(bench, phone, 'p1', PIXEL);
    const again = await upload(bench, phone, 'p1', PIXEL);
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(again.json()).toEqual(first.json());
    expect(Upload.parse(first.json())).toEqual({
      uploadId: 'p1',
      name: '照片.png',
      mime: 'image/png',
      size: PIXEL.length,
    });
  });

  test('ten uploads under one id at once: the same file is one, another file is told', async () => {
    const files = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? PIXEL : Buffer.from('另一个文件')));
    const answers = await Promise.all(files.map((bytes) => upload(bench, phone, 'p1', bytes, 'x.txt')));
    const byFile = [0, 1].map((side) =>
      answers.filter((_, n) => n % 2 === side).map(({ statusCode }) => statusCode < 300),
    );
    expect(byFile.map((fine) => new Set(fine).size)).toEqual([1, 1]);
    expect(byFile[0]?.[0]).not.toBe(byFile[1]?.[0]);
    const refused = answers.find(({ statusCode }) => statusCode >= 300);
    expect(refused?.json()).toMatchObject({ code: 'upload-conflict' });
  });

  test('a device that got no answer can ask whether the file arrived', async () => {
    expect((await find('p1')).statusCode).toBe(404);
    const { body } = await upload(bench, phone, 'p1', PIXEL);
    expect((await find('p1')).body).toBe(body);
  });

  test('a file is attached, shown and fetched by its own device only', async () => {
    await upload(bench, phone, 'p1', PIXEL);
    const thief = await newPhone(bench);
    expect((await find('p1', thief)).statusCode).toBe(404);
    expect(await send(bench, thief, { clientMessageId: 'm1', attachments: ['p1'] })).toMatchObject([
      { type: 'refused', problem: { code: 'attachment-not-found' } },
    ]);
    await send(bench, phone, { clientMessageId: 'm1', attachments: ['p1'] });
    const file = (await history(bench, phone)).messages[0]?.attachments[0];
    expect((await fetchFile(file?.id ?? '')).rawPayload.equals(PIXEL)).toBe(true);
    expect((await fetchFile(file?.id ?? '', thief)).statusCode).toBe(404);
    expect((await fetchFile(file?.id.split('.')[0] ?? '')).statusCode).toBe(404);
  });

  test('a file that staff sent can be fetched, and is nothing a browser would run', async () => {
    const saved = await bench.host.saveAttachment({ name: '答复(终).html', bytes: Buffer.from('<b>好</b>') });
    if (saved.type !== 'saved') throw new Error('the file was not saved');
    const content = { text: '请看附件', buttons: [], attachments: [saved.attachment] };
    bench.host.putOutbound(answerTo(phone.deviceId, 'o1', '', { content }));
    const file = (await history(bench, phone)).messages[0]?.attachments[0];
    const fetched = await fetchFile(file?.id ?? '');
    expect(fetched.body).toBe('<b>好</b>');
    expect(fetched.headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment; .*%28.*%29\.html$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  test('a file waits as long as an outbox may', async () => {
    bench.host.now = new Date('2026-11-01T00:00:00Z');
    await upload(bench, phone, 'p1', PIXEL);
    bench.host.now = new Date('2026-12-01T00:00:01Z');
    expect(await send(bench, phone, { clientMessageId: 'm1', attachments: ['p1'] })).toMatchObject([
      { problem: { code: 'attachment-not-found' } },
    ]);
    expect((await upload(bench, phone, 'p1', PIXEL)).statusCode).toBe(201);
  });

  test.each([
    ['too large', Buffer.alloc(1_000_001, 1), 413, 'file-too-large'],
    ['far too large', Buffer.alloc(3_000_000, 1), 413, 'file-too-large'],
    ['empty', Buffer.alloc(0), 400, 'file-empty'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 415, 'type-not-allowed'],
  ])('a file that is %s is refused with what to do', async (_what, bytes, status, code) => {
    const response = await upload(bench, phone, 'p1', bytes, 'x.bin');
    expect(response.json()).toMatchObject({ code });
    expect(response.statusCode).toBe(status);
    expect((await find('p1')).statusCode).toBe(404);
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\照片\\路灯.JPG', '路灯.JPG'],
    ['看\u202egpj.exe', '看gpj.exe'],
    ['a\r\nSet-Cookie: x.png', 'aSet-Cookie: x.png'],
    ['..', 'file'],
  ])('a file called %j is kept as %j', async (raw, name) => {
    expect((await upload(bench, phone, 'p1', PIXEL, raw)).json()).toMatchObject({ name });
  });

  test('a stranger’s body is not listened to', async () => {
    const response = await upload(bench, { ...phone, headers: {} }, 'p1', PIXEL);
    expect(response.json()).toMatchObject({ code: 'no-device' });
  });
});
