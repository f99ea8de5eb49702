import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Vault } from '../../../src/store/pii/vault.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { storedRows } from '../../support/stored-rows.js';
import { Town } from './town.js';

/** Links under which a conversation goes on elsewhere, and what whoever opens one gets to know. */

const MINUTE = 60_000;
const LINK = /http:\/\/hub\/continue\/([\w-]{22})(?![\w-])/;
let close: () => Promise<void>;
let stores: Stores;
let connection: Awaited<ReturnType<typeof openStores>>['connection'];
let vault: Vault;
let town: Town;
let turn = 0;

beforeAll(async () => {
  ({ close, stores, connection, vault } = await openStores());
});
afterAll(() => close());
beforeEach(() => {
  turn += 1;
  town = new Town(stores, `k${turn}`);
});

const MATTER = '盐都区世纪大道88号路灯坏了好几天';
const token = (of = town): string => LINK.exec(of.sent.at(-1)?.text ?? '')?.[1] ?? 'none';
async function open(what: string, who: string, of = town): Promise<string> {
  const result = await of.links.open(what, of.placeOf('web', who));
  await of.run();
  return result;
}
/** What the page of somebody shows. */
async function page(who: string, of = town): Promise<string[]> {
  const found = await stores.messages.latest(of.conversationOf('web', who), 20);
  return found.flatMap((message) => (message.direction === 'out' ? [message.content.text] : []));
}
async function matterAt(channel: string, who: string, of = town): Promise<string> {
  const found = await stores.conversations.load(of.conversationOf(channel, who));
  return JSON.stringify(found?.state ?? {});
}

describe('from a private conversation', () => {
  test('the form goes along and stands in one place only, and one ticket comes of it', async () => {
    await town.say('chat', 'wang', MATTER);
    await town.say('chat', 'wang', '换到电脑上继续');
    expect(await open(token(), 'tab')).toBe('continued');
    expect((await page('tab')).join()).toContain('接上了');
    expect(town.sent.at(-1)?.text).toContain('不是您本人');
    await town.say('web', 'tab', '13900001111');
    await town.say('web', 'tab', '对');
    await town.say('chat', 'wang', '对');
    const [there, here] = await Promise.all([
      stores.tickets.ofConversation(town.conversationOf('web', 'tab'), 5),
      stores.tickets.ofConversation(town.conversationOf('chat', 'wang'), 5),
    ]);
    expect(there.map(({ request }) => request.matter)).toEqual([expect.stringContaining('路灯')]);
    expect(here).toEqual([]);
  });

  test('tickets do not go along, and nobody is joined: a link proves nobody', async () => {
    await town.ticketOf('chat', 'wang');
    await town.say('chat', 'wang', '换到电脑上继续');
    await open(token(), 'tab');
    await town.say('web', 'tab', '查进度');
    expect((await page('tab')).join()).not.toMatch(/YC\d+/);
    expect((await town.contacts.of(town.citizenOf('web', 'tab'))).citizens).toHaveLength(1);
  });

  test('what stands in the other conversation already is put aside, not lost', async () => {
    await town.say('web', 'tab', '亭湖区建军东路22号楼道堆满杂物');
    await town.say('chat', 'wang', MATTER);
    await town.say('chat', 'wang', '换到电脑上继续');
    await open(token(), 'tab');
    const state = await matterAt('web', 'tab');
    expect(state).toContain('路灯');
    expect(state).toContain('杂物');
  });
});

describe('from a public comment', () => {
  test('whoever opens the link knows what was said in public and nothing else', async () => {
    await town.ticketOf('chat', 'wang');
    await town.say('square', 'wang', '你们到底管不管，新都路的路灯还是不亮');
    const [said] = town.sent.filter(({ channel }) => channel === 'square');
    expect(said?.text).not.toMatch(/YC\d+|1390000/);
    expect(await open(token(), 'stranger')).toBe('continued');
    await town.say('web', 'stranger', '查进度');
    const shown = (await page('stranger')).join();
    expect(shown).toContain('新都路的路灯还是不亮');
    expect(shown).not.toMatch(/YC\d+|1390000|世纪大道/);
    expect((await town.contacts.of(town.citizenOf('web', 'stranger'))).citizens).toHaveLength(1);
  });

  test('the words become the matter of a form that is private', async () => {
    await town.say('square', 'wang', '盐都区新都路100号的路灯坏了，一直没人修');
    await open(token(), 'wang-tab');
    for (const text of ['13900001111', '对']) await town.say('web', 'wang-tab', text);
    const [ticket] = await stores.tickets.ofConversation(town.conversationOf('web', 'wang-tab'), 1);
    expect(ticket?.request.matter).toContain('路灯坏了');
  });
});

describe('a token', () => {
  test('is good once; the same opening may be repeated when its answer was lost', async () => {
    await town.say('square', 'wang', '新都路的路灯不亮');
    const once = token();
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, i) => town.links.open(once, town.placeOf('web', `p${i}`))),
    );
    await town.run();
    expect(results.toSorted()).toEqual(['continued', 'gone', 'gone', 'gone', 'gone', 'gone']);
    const winner = `p${results.indexOf('continued')}`;
    expect(await open(once, winner)).toBe('continued');
    expect(await page(winner)).toHaveLength(1);
  });

  test.each([
    ['private', 'chat', '换到电脑上继续', 31],
    ['public', 'square', '新都路的路灯不亮', 3 * 24 * 60 + 1],
  ])('%s: runs out', async (_, channel, text, minutes) => {
    await town.say(channel, 'wang', text);
    const late = token();
    town.now = new Date(town.now.getTime() + minutes * MINUTE);
    expect(await open(late, 'tab')).toBe('gone');
    expect(await page('tab')).toEqual([]);
  });

  test('opened where it was given uses nothing up', async () => {
    await town.say('web', 'tab', '换到微信继续');
    const { id } = (await stores.messages.latest(town.conversationOf('web', 'tab'), 1))[0] ?? { id: '' };
    expect(id).not.toBe('');
    await town.say('chat', 'wang', MATTER);
    await town.say('chat', 'wang', '换到电脑上继续');
    const given = token();
    expect(await town.links.open(given, town.placeOf('chat', 'wang'))).toBe('here');
    expect(await open(given, 'tab')).toBe('continued');
  });

  test('stands nowhere in the store, and a made-up one opens nothing', async () => {
    await town.say('chat', 'wang', '换到电脑上继续');
    const secret = token();
    expect(secret).toHaveLength(22);
    for (const { name } of (await connection.db?.listCollections().toArray()) ?? []) {
      const rows = JSON.stringify(await storedRows(connection, vault, name));
      expect({ name, found: rows.includes(secret) }).toEqual({ name, found: false });
    }
    expect(await open(secret.replace(/^./, secret.startsWith('A') ? 'B' : 'A'), 'tab')).toBe('gone');
  });
});

describe('a crash between any two writes', () => {
  test('the form is never in two places and never in none', async () => {
    const story = async (of: Town, k: number) => {
      await of.say('chat', 'wang', MATTER);
      await of.say('chat', 'wang', '换到电脑上继续');
      const link = token(of);
      of.fuse.writes = 0;
      of.fuse.left = k;
      // The page asks again until it is answered.
      for (let tries = 0; tries < 3; tries++) {
        try {
          await open(link, 'tab', of);
          break;
        } catch {
          await of.restart();
        }
      }
      of.fuse.left = Infinity;
      await of.restart();
      await of.run();
    };
    const whole = new Town(stores, `k${turn}-whole`);
    await story(whole, Infinity);
    expect(whole.fuse.writes).toBeGreaterThan(8);
    for (let k = 0; k < whole.fuse.writes; k++) {
      const cut = new Town(stores, `k${turn}-cut${k}`);
      await story(cut, k);
      const places = [await matterAt('chat', 'wang', cut), await matterAt('web', 'tab', cut)];
      expect({ k, holds: places.map((state) => state.includes('路灯')) }).toEqual({
        k,
        holds: [false, true],
      });
      expect({ k, said: (await page('tab', cut)).length }).toEqual({ k, said: 1 });
    }
  }, 240_000);
});
