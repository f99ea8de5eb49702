import { describe, expect, test } from '@jest/globals';
import { byKey, gather } from '../../src/store/gather.js';

/** A command that takes a turn of the event loop, and remembers what it was asked for. */
function recording(answer: (asked: number[]) => number[]) {
  const commands: number[][] = [];
  const ask = gather(async (asked: number[]) => {
    commands.push(asked);
    await new Promise((resolve) => setImmediate(resolve));
    return answer(asked);
  }, 3);
  return { ask, commands };
}

describe('calls joined into commands', () => {
  test('calls of one moment are one command, and each gets its own answer', async () => {
    const { ask, commands } = recording((asked) => asked.map((n) => n * 10));
    expect(await Promise.all([ask(1), ask(2), ask(1)])).toEqual([10, 20, 10]);
    expect(commands).toEqual([[1, 2, 1]]);
  });

  test('overload: more calls than fit wait for the next command, none is dropped', async () => {
    const { ask, commands } = recording((asked) => asked);
    const numbers = Array.from({ length: 8 }, (_, i) => i);
    expect(await Promise.all(numbers.map(ask))).toEqual(numbers);
    expect(commands.map(({ length }) => length)).toEqual([3, 3, 2]);
  });

  test('a call made while a command is under way goes out after it, never with an older answer', async () => {
    const { ask, commands } = recording((asked) => asked.map(() => commands.length));
    const first = ask(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await Promise.all([first, ask(1)])).toEqual([1, 2]);
  });

  test('poison: what fails together is tried alone, so that one bad call fails nobody else', async () => {
    const { ask } = recording((asked) => {
      if (asked.includes(2)) throw new Error('two is bad');
      return asked;
    });
    const results = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ask(4)).toBe(4);
  });

  test('too few answers are a fault of the command and not an endless wait', async () => {
    const { ask } = recording(() => []);
    await expect(ask(1)).rejects.toThrow('0 answers to 1 calls');
  });
});

test('rows come back under their keys, in the order of the keys, also where there are none', () => {
  const rows = [
    { of: 'b', n: 1 },
    { of: 'a', n: 2 },
    { of: 'b', n: 3 },
  ];
  expect(byKey(['a', 'b', 'c', 'b'], rows, ({ of }) => of).map((found) => found.map(({ n }) => n))).toEqual([
    [2],
    [1, 3],
    [],
    [1, 3],
  ]);
});
