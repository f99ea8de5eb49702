import { expect, test } from '@jest/globals';
import { Sequencer, type Ordered } from '../../../src/channels/wechat/receive/sequencer.js';

const item = (second: number, seq: number): Ordered => ({ at: new Date(second * 1000), seq });

test('what arrives out of order is taken by date, and within a second as it was received', async () => {
  const taken: Ordered[] = [];
  const sequencer = new Sequencer<Ordered>(10_000, async (one) => void taken.push(one));
  for (const one of [item(7, 2), item(5, 3), item(7, 1), item(6, 4)]) sequencer.add(one);
  await sequencer.drain();
  expect(taken).toEqual([item(5, 3), item(6, 4), item(7, 1), item(7, 2)]);
});

test('the next is not begun before the last is done', async () => {
  const events: string[] = [];
  const sequencer = new Sequencer<Ordered>(10_000, async ({ seq }) => {
    events.push(`begin ${seq}`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`end ${seq}`);
  });
  sequencer.add(item(1, 1));
  const first = sequencer.drain();
  sequencer.add(item(1, 2));
  await Promise.all([first, sequencer.drain()]);
  expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
});
