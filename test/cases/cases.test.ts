import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCity } from '../../src/config/load-city.js';
import { replay } from '../../src/core/ticket/evolve.js';
import { openStores, type Stores } from '../store/open-stores.js';
import { CasePlayer } from './play-case.js';
import { readCase } from './read-case.js';

const FOLDER = import.meta.dirname;
const files = readdirSync(FOLDER).filter((name) => /^\d\d-.*\.md$/.test(name));
const city = loadCity('config/city/yancheng');

let stores: Stores;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

describe('a matter from beginning to end, as its file tells it', () => {
  test.each(files)('%s', async (file) => {
    const { rows } = readCase(join(FOLDER, file));
    const player = new CasePlayer(file.slice(0, 2), stores, city);
    for (const row of rows) {
      const found = await player.play(row);
      expect({ line: row.line, ...found }).toEqual({ line: row.line, ...row.then });
    }
    for (const letter of new Set(rows.map(({ ticket }) => ticket))) {
      const ticket = await stores.tickets.load(`${file.slice(0, 2)}-${letter}`);
      if (!ticket) throw new Error(`${letter} was never stored`);
      const outside = { timerAt: null, noticedSeq: 0 };
      expect({ ...ticket, ...outside }).toEqual({ ...replay(ticket), ...outside });
    }
  });

  test('the ten of the plan are there', () => expect(files.length).toBeGreaterThanOrEqual(10));
});

/** All of them in CI; fewer on a machine where somebody waits for the tests. */
const STORM = process.env['HUB_HEAVY'] === '1' ? 300 : 60;

test(`duplicate storm: ${STORM} messages about one water cut end with one answer, each citizen told once`, async () => {
  const player = new CasePlayer('storm', stores, city);
  const at = (when: string) => new Date(`${when.replace(' ', 'T')}:00+08:00`);
  const row = { line: 0, carries: {}, then: {} };
  const letters = Array.from({ length: STORM }, (_, index) => `M${index}`);
  const open = { ...row, when: at('2026-11-23 07:10'), who: 'citizen', does: 'complains' };
  const carries = { matter: '小区停水' };
  await Promise.all(letters.map((ticket) => player.play({ ...open, ticket, carries })));
  const joining = { ...row, when: at('2026-11-23 08:40'), who: 'operator', does: 'join' };
  const main = { ticketIds: 'M0' };
  await Promise.all(letters.slice(1).map((ticket) => player.play({ ...joining, ticket, carries: main })));
  await player.play({
    ...row,
    when: at('2026-11-23 10:00'),
    who: 'operator',
    ticket: 'M0',
    does: 'answer',
    carries: { text: '主管爆裂，已抢修完毕，9时50分恢复供水', result: 'solved' },
  });
  for (const ticket of letters) {
    const inputs = await stores.inputs.newInputs(`conversation-storm-${ticket}`);
    const told = inputs.flatMap(({ input }) => (input.type === 'ticketEvent' ? [input.move] : []));
    expect({ ticket, told }).toEqual({ ticket, told: ['accept', ticket === 'M0' ? 'answer' : 'follow'] });
  }
});
