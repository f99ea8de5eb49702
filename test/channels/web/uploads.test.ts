import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CitizenFile } from '../../../src/channels/web/schemas.js';
import {
  answerTo,
  history,
  newClient,
  openWeb,
  PIXEL,
  post,
  upload,
  type Client,
  type WebBench,
} from './bench.js';

describe('files of the web channel', () => {
  let bench: WebBench;
  let client: Client;
  beforeEach(async () => {
    bench = await openWeb({ uploads: { maxBytes: 1_000_000 } });
    client = await newClient(bench);
  });
  afterEach(() => bench.close());

  const uploaded = async (name = '路灯.png', bytes: Uint8Array = PIXEL) =>
    CitizenFile.parse((await upload(bench, client, name, bytes)).json());
  const send = (who: Client, attachments: string[], clientMessageId = 'm1') =>
    post(bench, who, { clientMessageId, text: '见图', attachments });
  const fetchFile = (url: string, who: Client) => bench.app.inject({ url, headers: who.headers });

  test('a picture is uploaded, attached, shown in the history and fetched again', async () => {
    const file = await uploaded();
    expect(file).toMatchObject({ name: '路灯.png', mime: 'image/png', size: PIXEL.length });
    expect((await send(client, [file.id])).statusCode).toBe(202);
    expect(bench.host.accepted[0]?.attachments).toMatchObject([{ name: '路灯.png', mime: 'image/png' }]);
    const [message] = (await history(bench, client)).messages;
    expect(message?.attachments).toEqual([file]);
    const fetched = await fetchFile(file.url, client);
    expect(fetched.rawPayload.equals(PIXEL)).toBe(true);
  });

  test('a message of files only takes their kind, and a file named twice is attached once', async () => {
    const picture = await uploaded();
    const paper = await uploaded('材料.txt', Buffer.from('情况说明'));
    await post(bench, client, { clientMessageId: 'm1', attachments: [picture.id, picture.id] });
    await post(bench, client, { clientMessageId: 'm2', attachments: [picture.id, paper.id] });
    expect(bench.host.accepted).toMatchObject([
      { kind: 'image', attachments: [{ mime: 'image/png' }] },
      { kind: 'file', attachments: [{ mime: 'image/png' }, { mime: 'text/plain' }] },
    ]);
  });

  test("nobody attaches or reads another's file, even knowing its name here and inside", async () => {
    const file = await uploaded();
    const inside = file.id.split('.')[0] ?? '';
    const thief = await newClient(bench);
    for (const id of [file.id, inside, `${inside}.`, `${inside}.${'A'.repeat(22)}`]) {
      expect((await send(thief, [id])).json()).toMatchObject({ code: 'attachment-not-found' });
      expect((await fetchFile(`/api/web/uploads/${id}`, thief)).statusCode).toBe(404);
    }
    expect((await bench.app.inject({ url: file.url })).statusCode).toBe(401);
    expect(bench.host.accepted).toEqual([]);
  });

  test('a file that staff sent can be read in that conversation only', async () => {
    const saved = await bench.host.saveAttachment({ name: '答复.txt', bytes: Buffer.from('已派单') });
    if (saved.type !== 'saved') throw new Error('the file was not saved');
    const content = { text: '请看附件', buttons: [], attachments: [saved.attachment] };
    bench.host.putOutbound(answerTo(client.conversation, 'o1', '', { content }));
    const [message] = (await history(bench, client)).messages;
    const url = message?.attachments[0]?.url ?? '';
    expect((await fetchFile(url, client)).body).toBe('已派单');
    expect((await fetchFile(url, await newClient(bench))).statusCode).toBe(404);
  });

  test('a file lies around only so long', async () => {
    bench.host.now = new Date('2026-11-23T00:00:00Z');
    const file = await uploaded();
    bench.host.now = new Date('2026-11-24T00:00:01Z');
    const late = await send(client, [file.id]);
    expect(late.json()).toMatchObject({
      code: 'attachment-not-found',
      fields: [{ path: 'attachments', message: file.id }],
    });
  });

  test('what a citizen uploaded is never run in a browser of ours', async () => {
    const page = await uploaded('看(我).html', Buffer.from('<script>alert(1)</script>'));
    const picture = await uploaded();
    const fetched = await fetchFile(page.url, client);
    expect(fetched.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('看')}%28${encodeURIComponent('我')}%29.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await fetchFile(picture.url, client)).headers['content-disposition']).toMatch(/^inline/);
  });

  test.each([
    ['too large', '大.bin', Buffer.alloc(1_000_001, 1), 413, 'file-too-large'],
    ['empty', '空.txt', Buffer.alloc(0), 400, 'file-empty'],
    ['a program', 'x.jpg', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 415, 'type-not-allowed'],
  ])('a file that is %s is refused with what to do', async (_what, name, bytes, status, code) => {
    const response = await upload(bench, client, name, bytes);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code });
  });

  test('an upload that is not a form is refused', async () => {
    const response = await bench.app.inject({
      method: 'POST',
      url: '/api/web/uploads',
      headers: { ...client.headers, 'content-type': 'application/json' },
      payload: {},
    });
    expect(response.statusCode).toBe(415);
  });
});
