import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fc.js';
import { InboundMessage } from '../../../../src/core/model/message.js';
import { letter } from '../../../support/mail/letters.js';
import { fixture, fixtureNames, read, readMessage, receivedAt } from '../fixtures.js';

describe('mail of the clients used in China', () => {
  test.each([
    ['qq-reply', '王小明', '回复：已受理', '还是不亮，麻烦再派人看看。'],
    ['163-reply', '李四', 'Re:关于噪音扰民的投诉', '昨晚十一点还在施工，地址是解放南路88号。'],
    ['163-reply-new', undefined, '回复：工单', '电话是13800138000'],
    ['foxmail-reply', undefined, 'Re: 已受理', '麻烦再看看，镕华小区门口。'],
    ['outlook-reply', '赵六', '答复: 路灯', '问题还没解决。\n\n赵六'],
    ['apple-reply', '孙女士', 'Re: 请补充信息', '小区名是锦绣花园'],
    ['gmail-html-only', 'Zhou', '噪音', '楼下烧烤太吵\n每天到两点'],
    ['gbk-undeclared', '张三', '关于12345路公交晚点', '公交经常晚点半小时。'],
    ['gbk-labelled-utf8', undefined, 'x', '井盖丢失，非常危险，请尽快处理。'],
    ['utf8-labelled-latin1', undefined, 'x', '井盖丢失'],
    ['utf8-labelled-gb2312', undefined, 'x', '井盖丢失，非常危险'],
    ['gb18030-rare', undefined, '㐂𠀀路', '堃镕㐂𠀀'],
    ['split-encoded-word', undefined, '路灯不亮', 'body'],
    ['broken-mime', undefined, 'broken', '路灯不亮'],
  ])('%s', async (name, sender, subject, text) => {
    const message = await readMessage(fixture(name));
    expect(message.from.name).toBe(sender);
    expect(message.thread.subject).toBe(subject);
    expect(message.text).toBe(text);
    expect(message.auto).toBeUndefined();
  });

  test('the whole text is kept beside the words of the person', async () => {
    const message = await readMessage(fixture('qq-reply'));
    expect(message.fullText).toContain('原始邮件');
  });

  test('a forwarded mail keeps what was forwarded', async () => {
    expect((await readMessage(fixture('forwarded'))).text).toContain('明天停水三天');
  });
});

describe('files of a mail', () => {
  test('a file name in undeclared GBK is readable', async () => {
    expect((await readMessage(fixture('gbk-undeclared'))).files.map((f) => f.name)).toEqual(['站牌.png']);
  });
  test('a picture in the text is inline, a logo of a few bytes is left out', async () => {
    const { files } = await readMessage(fixture('inline-images'));
    expect(files.map(({ name, inline }) => ({ name, inline }))).toEqual([
      { name: 'photo.png', inline: true },
    ]);
  });
  test('winmail.dat is kept, and staff are told what it is', async () => {
    const message = await readMessage(fixture('winmail'));
    expect(message.files.map((f) => f.name)).toEqual(['winmail.dat']);
    expect(message.notices?.join()).toContain('winmail.dat');
  });
  test('more than fifty files are not all taken, and staff are told', async () => {
    const part = '--b\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nx\r\n';
    const head = 'From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
    const message = await readMessage(Buffer.from(`${head}${part.repeat(100)}--b--`));
    expect(message.files).toHaveLength(50);
    expect(message.notices?.join()).toContain('100');
  });
  test('a path in a file name is not a path', async () => {
    const head = 'From: a@b.cn\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nx';
    expect((await readMessage(Buffer.from(head))).files.map((f) => f.name)).toEqual(['passwd']);
  });
});

describe('identity of a mail', () => {
  test('is its Message-ID', async () => {
    expect((await readMessage(letter({ id: 'a.b@c.cn' }))).externalId).toBe('a.b@c.cn');
  });
  test.each([
    ['without a Message-ID', fixture('no-message-id')],
    ['with an endless Message-ID', letter({ id: `${'x'.repeat(2000)}@c.cn` })],
  ])('%s is a hash of what it says, the same each time', async (_what, raw) => {
    const [first, second] = [await readMessage(raw), await readMessage(raw)];
    expect(first.externalId).toMatch(/^sha256:/);
    expect(second.externalId).toBe(first.externalId);
  });
  test('without a Message-ID another text is another mail', async () => {
    const [a, b] = [await readMessage(letter({ text: '一' })), await readMessage(letter({ text: '二' }))];
    expect(a.externalId).not.toBe(b.externalId);
  });
  test('a date in the future is not believed', async () => {
    const raw = Buffer.from(letter({}).toString().replace('Nov 2026', 'Nov 2036'));
    expect((await readMessage(raw)).sentAt).toEqual(receivedAt);
  });
  test('nobody to answer: not a message', async () => {
    expect(await read(fixture('no-sender'))).toMatchObject({ type: 'unreadable', code: 'no-sender' });
  });
  test('an address that would change an envelope is not an address', async () => {
    const result = await read(letter({ from: '"a@b.cn\\r\\nBcc: evil"@x' }));
    expect(result).toMatchObject({ type: 'unreadable', code: 'no-sender' });
  });
});

describe('hostile mail', () => {
  test('any bytes give a message, a receipt or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const result = await read(Buffer.from(bytes));
        expect(['message', 'receipt', 'unreadable']).toContain(result.type);
      }),
      { numRuns: 100 },
    );
  });

  test('any damage to a real mail gives a message that the hub can store, or a reason', async () => {
    const names = fixtureNames();
    const damage = fc.record({
      name: fc.constantFrom(...names),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat({ max: 300 }),
      insert: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, at, cut, insert }) => {
        const raw = fixture(name);
        const place = Math.floor(at * raw.length);
        const result = await read(Buffer.concat([raw.subarray(0, place), insert, raw.subarray(place + cut)]));
        if (result.type === 'message') InboundMessage.parse(result.message);
        else expect(result.type === 'unreadable' || result.type === 'receipt').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [
      'a header of three megabytes',
      `From: a@b.cn\r\nX-Big: ${'x'.repeat(3e6)}\r\nSubject: s\r\n\r\nbody`,
      'body',
    ],
    ['a hundred thousand header fields', `From: a@b.cn\r\n${'X: y\r\n'.repeat(1e5)}\r\nbody`, 'body'],
    [
      'a hundred thousand nested elements',
      `From: a@b.cn\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(1e5)}deep`,
      'deep',
    ],
    [
      'a megabyte of open angle brackets',
      `From: a@b.cn\r\nContent-Type: text/html\r\n\r\nwords ${'<'.repeat(1e6)}`,
      'words',
    ],
    [
      'half a million unclosed scripts',
      `From: a@b.cn\r\nContent-Type: text/html\r\n\r\nwords ${'<script '.repeat(1e5)}`,
      'words',
    ],
    ['a NUL and half a surrogate', 'From: a@b.cn\r\n\r\nbody\0 \ud800', 'body'],
  ])('%s', async (_what, source, words) => {
    const message = await readMessage(Buffer.from(source));
    expect(message.text).toContain(words);
    expect(message.text).not.toContain('\0');
  });

  test('a mail of a hundred thousand parts is kept as a curiosity', async () => {
    const source = `From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(1e5)}--b--`;
    expect(await read(Buffer.from(source))).toMatchObject({ type: 'unreadable', code: 'broken-mail' });
  });
});
