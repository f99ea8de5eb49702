import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BOT, type Fields } from '../../peers/telegram.js';
import { CITIZEN, openOn, openTelegram, push, type TelegramBench } from './bench.js';

let bench: TelegramBench;
beforeEach(async () => {
  bench = await openTelegram({ receive: 'webhook' });
  await bench.adapter.start();
  await bench.host.until('the webhook', () => bench.adapter.health().state === 'up');
});
afterEach(() => bench.close());

const GROUP = { id: -1_001_234_567_890, type: 'supergroup', title: '某小区业主群' };
const FRIEND = { id: CITIZEN };

/** Delivers an update and gives what was accepted of it, if anything. */
async function take(fields: Fields) {
  const before = bench.host.accepted.length;
  expect(await push(bench, bench.peer.update(fields))).toBe(200);
  return bench.host.accepted[before];
}
const said = (fields: Fields, from?: Fields) => take({ message: bench.peer.message(fields, from) });

describe('what citizens write', () => {
  test.each(['0012', '  0012 ', '路灯不亮😀', '<b>&"\'</b>', '/help', '第一行\n第二行', '@别人 你好'])(
    '%j stays as it is',
    async (text) => {
      expect(await said({ text })).toMatchObject({
        kind: 'text',
        text,
        from: { id: CITIZEN, name: '小明 王' },
        thread: { key: CITIZEN },
      });
    },
  );

  test.each<[string, Fields, object]>([
    ['opening the chat', { text: '/start' }, { kind: 'event', event: { type: 'start' }, text: '你好' }],
    [
      'opening it by a link',
      { text: '/start c-7Kf_2' },
      { kind: 'event', event: { type: 'start', key: 'c-7Kf_2' }, text: '你好' },
    ],
    [
      'a place',
      { location: { latitude: 33.3477, longitude: 120.1633 } },
      { kind: 'location', location: { lat: 33.3477, lng: 120.1633, datum: 'wgs84' } },
    ],
    [
      'a place with a name',
      {
        location: { latitude: 33.3477, longitude: 120.1633 },
        venue: { location: {}, title: '盐城站', address: '亭湖区' },
      },
      { kind: 'location', location: { datum: 'wgs84', label: '盐城站 亭湖区' } },
    ],
    [
      'their own card',
      { contact: { phone_number: '8613812345678', first_name: '小明', user_id: Number(CITIZEN) } },
      { kind: 'text', text: '我的电话是 +8613812345678' },
    ],
    [
      'somebody else’s card',
      { contact: { phone_number: '051588001234', first_name: '物业', user_id: 9 } },
      { kind: 'text', text: '名片：物业，电话 051588001234' },
    ],
    ['a sticker', { sticker: { emoji: '👍', file_id: 'x' } }, { kind: 'text', text: '👍' }],
  ])('%s', async (_name, fields, expected) => {
    expect(await said(fields)).toMatchObject(expected);
  });

  test('a pressed button is its value, and the waiting sign ends', async () => {
    const markup = { inline_keyboard: [[{ text: '满意', callback_data: 'rate.5' }]] };
    const from = { id: Number(CITIZEN), is_bot: false, first_name: '小明' };
    const message = { ...bench.peer.message({ text: '请评价' }), reply_markup: markup };
    const press = { callback_query: { id: '4382bfdwdsb323b2d9', from, message, data: 'rate.5' } };
    expect(await take(press)).toMatchObject({
      externalId: 'press:4382bfdwdsb323b2d9',
      kind: 'event',
      event: { type: 'button', key: 'rate.5' },
      fullText: '满意',
    });
    await bench.host.until('the sign to end', () => bench.peer.pressed.includes('4382bfdwdsb323b2d9'));
    expect(await take(press)).toBeUndefined();
  });

  test('a button whose value was too long for Telegram is its number', async () => {
    const from = { id: Number(CITIZEN), is_bot: false, first_name: '小明' };
    expect(await take({ callback_query: { id: '1', from, data: '#3' } })).toMatchObject({
      event: { type: 'button' },
      text: '3',
    });
  });
});

describe('the same and the changed', () => {
  test('an update delivered again is a duplicate', async () => {
    const update = bench.peer.update({ message: bench.peer.message({ text: '路灯坏了' }) });
    for (let n = 0; n < 3; n++) expect(await push(bench, update)).toBe(200);
    expect(bench.host.journal.map(({ type }) => type)).toEqual(['accepted', 'duplicate', 'duplicate']);
  });

  test('messages of two chats with the same number are two', async () => {
    await said({ text: '一', message_id: 7 });
    await said({ text: '二', message_id: 7 }, { id: 9 });
    expect(bench.host.accepted).toHaveLength(2);
  });

  test('an edit is a message of its own, that says what it corrects; a second edit too', async () => {
    const first = bench.peer.message({ text: '建军路3号' });
    await take({ message: first });
    const id = `${CITIZEN}:${String(first['message_id'])}`;
    const edited = { ...first, text: '建军路5号', edit_date: first['date'] };
    const correction = await take({ edited_message: edited });
    expect(correction).toMatchObject({
      text: '建军路5号',
      event: { type: 'edited' },
      thread: { key: CITIZEN, inReplyTo: id },
      notices: ['诉求人修改了先前发出的消息，这是修改后的内容'],
    });
    const again = await take({ edited_message: { ...edited, text: '建军路7号' } });
    const ids = bench.host.accepted.map(({ externalId }) => externalId);
    expect(new Set(ids).size).toBe(3);
    expect([correction?.externalId, again?.externalId].every((one) => one?.startsWith(`${id}:edit:`))).toBe(
      true,
    );
  });

  test('the steps of a live location are nobody’s business', async () => {
    const here = bench.peer.message({ location: { latitude: 33.3, longitude: 120.1, live_period: 900 } });
    expect(await take({ message: here })).toMatchObject({ kind: 'location' });
    expect(await take({ edited_message: here })).toBeUndefined();
    expect(bench.host.journal).toHaveLength(1);
  });
});

describe('files are fetched after Telegram was answered', () => {
  const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
  const OGG = Buffer.from(`4f676753000200000000000000000000000000000000000000${'00'.repeat(20)}`, 'hex');

  test.each<[string, Fields, Buffer, object]>([
    [
      'the largest size of a photo',
      { photo: [{ file_id: 'SMALL' }, { file_id: 'THE-FILE' }], caption: '楼下的坑' },
      JPEG,
      { kind: 'image', text: '楼下的坑', attachments: [{ mime: 'image/jpeg', size: JPEG.length }] },
    ],
    [
      'a voice',
      { voice: { file_id: 'THE-FILE' } },
      OGG,
      { kind: 'voice', attachments: [{ name: 'voice.ogg' }] },
    ],
    ['a video', { video: { file_id: 'THE-FILE' } }, OGG, { kind: 'video', attachments: [{}] }],
    ['a round video', { video_note: { file_id: 'THE-FILE' } }, OGG, { kind: 'video', attachments: [{}] }],
    [
      'a document with its name',
      { document: { file_id: 'THE-FILE', file_name: '合同.pdf' } },
      Buffer.from('%PDF-1.4'),
      { kind: 'file', attachments: [{ name: '合同.pdf', mime: 'application/pdf' }] },
    ],
  ])('%s', async (_name, fields, bytes, expected) => {
    bench.peer.files.set('THE-FILE', { path: 'things/file_1', bytes });
    await said(fields);
    await bench.host.until('the file', () => bench.host.accepted.length > 0);
    expect(bench.host.accepted[0]).toMatchObject(expected);
  });

  test('one that Telegram does not give is told to staff, and the words go on', async () => {
    await said({ photo: [{ file_id: 'GONE' }], caption: '楼下的坑' });
    await bench.host.until('the message', () => bench.host.accepted.length > 0);
    expect(bench.host.accepted[0]).toMatchObject({
      text: '楼下的坑',
      attachments: [],
      notices: [expect.stringContaining('图片未能从 Telegram 下载')],
    });
  });

  test('one too large for bots is not even asked for', async () => {
    await said({ video: { file_id: 'HUGE', file_size: 21 * 1024 * 1024 } });
    await bench.host.until('the message', () => bench.host.accepted.length > 0);
    expect(bench.host.accepted[0]?.notices).toEqual(['视频超过 20 MB，Telegram 不允许机器人下载']);
    expect(bench.peer.calls).not.toContain('getFile');
  });

  test('a store that is away when the file arrives is tried again', async () => {
    bench.peer.files.set('THE-FILE', { path: 'photos/1.jpg', bytes: JPEG });
    bench.host.failNext('accept', { type: 'throw', error: new Error('the store is away') });
    await said({ photo: [{ file_id: 'THE-FILE' }] });
    await bench.host.until('the message', () => bench.host.accepted.length > 0);
    expect(bench.host.accepted[0]?.attachments).toHaveLength(1);
  });

  test('what a crash left is fetched by the next life', async () => {
    for (let n = 0; n < 6; n++) {
      bench.peer.failNext('getFile', { type: 'http', status: 502 });
    }
    await said({ photo: [{ file_id: 'THE-FILE' }], caption: '重要' });
    await bench.adapter.stop();
    bench.peer.files.set('THE-FILE', { path: 'photos/1.jpg', bytes: JPEG });
    const next = await openOn(bench.peer, bench.host, { receive: 'webhook' });
    await next.adapter.start();
    await bench.host.until('the message', () => bench.host.accepted.length > 0);
    expect(bench.host.accepted[0]).toMatchObject({ text: '重要', attachments: [{ mime: 'image/jpeg' }] });
    await next.close();
  });
});

describe('groups', () => {
  const mention = (text: string): Fields => ({
    chat: GROUP,
    text,
    entities: [{ type: 'mention', offset: text.indexOf('@'), length: BOT.username.length + 1 }],
  });

  test('talk that names nobody, other bots and posts of channels are not taken', async () => {
    await said({ chat: GROUP, text: '今天天气不错' });
    await said({ ...mention(`@${BOT.username} 你好`) }, { is_bot: true });
    await said({ ...mention('@SomeOtherBotEntirely 你好') });
    expect(bench.host.journal).toEqual([]);
  });

  test.each<[string, Fields]>([
    ['its name', mention(`@${BOT.username.toLowerCase()} 路灯坏了`)],
    [
      'an answer to it',
      { chat: GROUP, text: '路灯坏了', reply_to_message: { from: { id: BOT.id, is_bot: true } } },
    ],
    [
      'a mention by hand',
      {
        chat: GROUP,
        text: '路灯坏了',
        entities: [{ type: 'text_mention', offset: 0, length: 2, user: { id: BOT.id } }],
      },
    ],
  ])('what is said to the bot by %s is taken, and the group is only shown the way', async (_name, fields) => {
    const message = await said(fields);
    expect(message).toMatchObject({
      text: '路灯坏了',
      from: { id: CITIZEN },
      thread: { key: `group:${GROUP.id}` },
    });
    await bench.host.until('the way', () => bench.peer.shown.length > 0);
    expect(bench.peer.shown).toMatchObject([
      { chat: String(GROUP.id), text: expect.stringContaining(`https://t.me/${BOT.username}?start=`) },
    ]);
  });

  test('a command with the bot’s name', async () => {
    const text = `/start@${BOT.username}`;
    const entities = [{ type: 'bot_command', offset: 0, length: text.length }];
    expect(await said({ chat: GROUP, text, entities })).toMatchObject({ event: { type: 'start' } });
  });

  test('the way is shown once to each person in ten minutes', async () => {
    for (let n = 0; n < 3; n++) await said(mention(`@${BOT.username} 第${n}次`));
    await said(mention(`@${BOT.username} 我也是`), { id: 77 });
    await bench.host.until('the way', () => bench.peer.shown.length >= 2);
    expect(bench.host.accepted).toHaveLength(4);
    expect(bench.peer.shown).toHaveLength(2);
  });
});

describe('who comes and goes', () => {
  const changed = (status: string, chat: Fields): Fields => ({
    my_chat_member: {
      chat,
      from: { id: Number(CITIZEN), is_bot: false, first_name: '小明' },
      date: 1_700_000_000,
      old_chat_member: {},
      new_chat_member: { status },
    },
  });
  const own = { id: Number(FRIEND.id), type: 'private' };

  test('blocking the bot is a wish to hear no more', async () => {
    expect(await take(changed('kicked', own))).toMatchObject({ auto: 'opt-out', event: { type: 'blocked' } });
    expect(await take(changed('member', own))).toMatchObject({
      auto: 'auto-reply',
      event: { type: 'unblocked' },
    });
  });

  test('a group that adds the bot says nothing', async () => {
    expect(await take(changed('member', GROUP))).toBeUndefined();
  });
});

test.each<[string, Fields, object]>([
  ['a kind of next year', { message: 'hologram' }, { code: 'unreadable' }],
  ['an update of next year', { hologram: {} }, { code: 'unknown-type' }],
])('%s is kept for staff', async (_name, fields, expected) => {
  expect(await take(fields)).toBeUndefined();
  expect(bench.host.entries('quarantined')).toMatchObject([expected]);
});
