import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Vault } from '../../../src/store/pii/vault.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { storedRows } from '../../support/stored-rows.js';
import { Town } from './town.js';

/** 绑定手机 on the real store: what goes to whom, what is kept, and what it is good for. */

const MINUTE = 60_000;
let close: () => Promise<void>;
let stores: Stores;
let connection: Awaited<ReturnType<typeof openStores>>['connection'];
let vault: Vault;
let town: Town;
let turn = 0;
let phone: string;

beforeAll(async () => {
  ({ close, stores, connection, vault } = await openStores());
});
afterAll(() => close());
beforeEach(() => {
  turn += 1;
  town = new Town(stores, `t${turn}`);
  phone = `+86138${String(turn).padStart(8, '0')}`;
});
const later = (ms: number) => (town.now = new Date(town.now.getTime() + ms));
const together = async (channel: string, who: string) =>
  (await town.contacts.of(town.citizenOf(channel, who))).citizens.length;

describe('the code', () => {
  test('goes to the number and to nobody else, and binds who says it', async () => {
    const asked = await town.say('chat', 'wang', '绑定手机');
    expect(asked.join()).toContain('手机号');
    const told = await town.say('chat', 'wang', phone.slice(3));
    expect(told.join()).not.toContain(phone.slice(3));
    expect(town.sent.filter(({ to }) => to === phone)).toHaveLength(1);
    expect(told.join()).not.toContain(town.codeTo(phone));
    const done = await town.say('chat', 'wang', town.codeTo(phone));
    expect(done.join()).toContain('绑好了');
    const { citizens, joins } = await town.contacts.of(town.citizenOf('chat', 'wang'));
    const [here, there] = [town.citizenOf('chat', 'wang'), town.citizenOf('sms', phone)];
    expect(citizens).toEqual([here, there].toSorted());
    // The order of consent: where they write, then the phone.
    expect(joins[0]?.reason).toEqual({ type: 'verified-phone', phone, order: [here, there] });
  });

  test('stands nowhere in the store: not in the outbox, not in the state, not in the limits', async () => {
    await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    const code = town.codeTo(phone);
    expect(code).toMatch(/^\d{6}$/);
    const collections = (await connection.db?.listCollections().toArray()) ?? [];
    expect(collections.map(({ name }) => name)).toContain('phone_codes');
    for (const { name } of collections) {
      const rows = JSON.stringify(await storedRows(connection, vault, name));
      expect({ name, found: rows.includes(code) }).toEqual({ name, found: false });
    }
    const limits = await connection.collection('phone_codes').find({}).toArray();
    expect(JSON.stringify(limits)).not.toContain(phone.slice(3));
  });

  test('too late is too late, and a new one is another one', async () => {
    await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    const first = town.codeTo(phone);
    later(5 * MINUTE);
    expect((await town.say('chat', 'wang', first)).join()).toContain('过期');
    await town.say('chat', 'wang', '重发');
    const second = town.codeTo(phone);
    expect(second).not.toBe(first);
    expect((await town.say('chat', 'wang', first)).join()).toContain('不对');
    expect((await town.say('chat', 'wang', second)).join()).toContain('绑好了');
  });

  test('five wrong ones spend it, and it is good once', async () => {
    await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    const code = town.codeTo(phone);
    for (let i = 0; i < 5; i++) await town.say('chat', 'wang', code === '000000' ? '000001' : '000000');
    expect((await town.say('chat', 'wang', code)).join()).toContain('过期');
    expect(await together('chat', 'wang')).toBe(1);
  });

  test('of one citizen is worth nothing to another', async () => {
    await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    await town.say('other', 'thief', `绑定手机 ${phone.slice(3)}`);
    const code = town.codeTo(phone);
    await town.say('other', 'thief', code);
    expect(await together('other', 'thief')).toBe(1);
  });

  test('that could not be sent is said so, and nobody waits for it', async () => {
    town.broken.set('sms', 'opted-out');
    const told = await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    expect(told.join()).toContain('没能发出去');
    const flags = (await stores.conversations.load(town.conversationOf('sms', phone)))?.flags;
    expect(flags).toEqual([]);
  });

  test('that waited too long in the outbox is not sent any more', async () => {
    town.broken.set('sms', 'unreachable');
    await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    town.broken.clear();
    later(6 * MINUTE);
    await town.run();
    expect(town.sent.filter(({ to }) => to === phone)).toEqual([]);
    expect(town.sent.at(-1)?.text).toContain('没能发出去');
  });

  test('no phone channel: honest words and no promise', async () => {
    town.running.delete('sms');
    const told = await town.say('chat', 'wang', '绑定手机');
    expect(told.join()).toContain('暂时不能绑定');
    expect(told.join()).not.toContain('验证码已经');
  });
});

describe('limits', () => {
  test('a number gets one code a minute and five a day, whoever asks', async () => {
    for (let i = 0; i < 8; i++) {
      await town.say('chat', `p${i}`, `绑定手机 ${phone.slice(3)}`);
      await town.say('chat', `q${i}`, `绑定手机 ${phone.slice(3)}`);
      later(2 * MINUTE);
    }
    expect(town.sent.filter(({ to }) => to === phone)).toHaveLength(5);
    expect(town.sent.at(-1)?.text).toContain('太频繁');
  });

  test('a citizen asks for five numbers an hour', async () => {
    for (let i = 0; i < 8; i++) {
      await town.say('chat', 'spray', `绑定手机 139${String(turn * 100 + i).padStart(8, '0')}`);
      later(MINUTE);
    }
    const phones = town.sent.filter(({ channel }) => channel === 'sms');
    expect(phones).toHaveLength(5);
  });
});

describe('undoing', () => {
  test('解绑 parts them, and the citizen may bind again', async () => {
    await town.bind('chat', 'wang', phone);
    expect(await together('chat', 'wang')).toBe(2);
    expect((await town.say('chat', 'wang', '解绑手机')).join()).toContain('解绑了');
    expect(await together('chat', 'wang')).toBe(1);
    later(2 * MINUTE);
    await town.bind('chat', 'wang', phone);
    expect(await together('chat', 'wang')).toBe(2);
  });

  test('what staff have parted no code puts together again', async () => {
    await town.bind('chat', 'wang', phone);
    const [join] = (await town.contacts.of(town.citizenOf('chat', 'wang'))).joins;
    await town.contacts.separate(join?.id ?? '', {
      id: `staff-${turn}`,
      staffId: 's1',
      name: '小周',
      note: '是母子',
    });
    later(2 * MINUTE);
    const told = await town.say('chat', 'wang', `绑定手机 ${phone.slice(3)}`);
    expect(told.join()).toContain('不能自己绑定');
    expect(await together('chat', 'wang')).toBe(1);
  });

  test('a new number takes the place of the old one, which may be a stranger’s by now', async () => {
    await town.bind('chat', 'wang', phone);
    later(2 * MINUTE);
    const other = phone.replace('+86138', '+86137');
    await town.bind('chat', 'wang', other);
    const { citizens } = await town.contacts.of(town.citizenOf('chat', 'wang'));
    expect(citizens).toEqual([town.citizenOf('chat', 'wang'), town.citizenOf('sms', other)].toSorted());
  });
});

describe('what a bound person sees', () => {
  test('the progress of what they reported elsewhere, and of nobody else', async () => {
    await town.ticketOf('chat', 'wang');
    await town.ticketOf('chat', 'stranger', '隔壁楼道的灯也坏了');
    await town.bind('chat', 'wang', phone);
    expect((await town.say('other', 'wang2', '查进度')).join()).toContain('没有查到');
    later(2 * MINUTE);
    await town.bind('other', 'wang2', phone);
    const told = (await town.say('other', 'wang2', '查进度')).join();
    expect(told).toContain('路灯');
    expect(told.match(/YC\d+/g)).toHaveLength(1);
    await town.say('other', 'wang2', '解绑手机');
    expect((await town.say('other', 'wang2', '查进度')).join()).toContain('没有查到');
  });

  test('what was said in confidence is told only where it was said', async () => {
    await town.ticketOf('chat', 'wang', '请保密，别让他们知道是我');
    await town.bind('chat', 'wang', phone);
    expect((await town.say('sms', phone, '查进度')).join()).toContain('没有查到');
    expect((await town.say('chat', 'wang', '查进度')).join()).toMatch(/YC\d+/);
  });
});

describe('a crash between any two writes', () => {
  test('one code, one join, whatever was cut', async () => {
    const story = async (t: Town, number: string) => {
      await t.bind('chat', 'wang', number);
      await t.say('chat', 'wang', '解绑手机');
    };
    const whole = new Town(stores, `t${turn}-whole`);
    await story(whole, phone);
    const heard = heardIn(whole);
    expect(whole.fuse.writes).toBeGreaterThan(20);
    for (let k = 0; k < whole.fuse.writes; k++) {
      const cut = new Town(stores, `t${turn}-cut${k}`);
      cut.fuse.left = k;
      const number = `+86136${String(turn * 1000 + k).padStart(8, '0')}`;
      await story(cut, number);
      // A message whose sending was cut may be lost to a person's eyes, but none goes out twice.
      const ids = cut.sent.map(({ id }) => id);
      expect({ k, twice: ids.length - new Set(ids).size }).toEqual({ k, twice: 0 });
      const { joins } = await cut.contacts.of(cut.citizenOf('chat', 'wang'));
      expect({ k, joins: joins.length <= 1 && joins.every((join) => join.separated) }).toEqual({
        k,
        joins: true,
      });
      if (cut.sent.length === heard.length) expect({ k, heard: heardIn(cut) }).toEqual({ k, heard });
      else expect({ k, unseen: await unknownIn(cut, number) }).not.toEqual({ k, unseen: 0 });
    }
  }, 240_000);
});

/** Everything that went out, without what differs from run to run. */
const heardIn = ({ sent }: Town): string[] =>
  sent.map(({ text }) => text.replace(/\d{3}\*+\d{4}/, 'NUMBER').replace(/\d{6}/, 'CODE')).toSorted();

/** Messages of which nobody knows whether they went out: staff see each. */
async function unknownIn(cut: Town, number: string): Promise<number> {
  const ids = [cut.conversationOf('chat', 'wang'), cut.conversationOf('sms', number)];
  const found = await Promise.all(ids.map((id) => stores.conversations.load(id)));
  return found.flatMap((one) => one?.flags ?? []).filter(({ reason }) => reason === 'send-unknown').length;
}
