import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EXIT } from '../../src/cli/io.js';
import { answerTo, openWeb, type WebBench } from '../channels/web/bench.js';
import { eventually } from '../channels/web/reader.js';
import { Terminal } from './run.js';

let bench: WebBench;
let terminal: Terminal;
beforeEach(async () => {
  bench = await openWeb({ proofOfWork: { enabled: true, cost: 10, difficulty: 4 } });
  await bench.app.listen({ host: '127.0.0.1', port: 0 });
  terminal = new Terminal({ HUB_URL: bench.url() });
});
afterEach(async () => {
  await bench.close();
  terminal.remove();
});

describe('a citizen at the terminal', () => {
  test('does the work of a session, talks, presses a button by its number, and leaves', async () => {
    const chat = terminal.run('chat', '--linger', '0');
    terminal.stdin.write('路灯坏了\n\n');
    await bench.host.until('the message', () => bench.host.accepted.length === 1);
    const [said] = bench.host.accepted;
    expect(said).toMatchObject({ channel: 'web', text: '路灯坏了' });

    const buttons = [
      { label: '确认', value: 'yes' },
      { label: '修改', value: 'no' },
    ];
    const content = { text: '请确认\u001b[2J', buttons, attachments: [] };
    bench.host.putOutbound(answerTo(said?.from.id ?? '', 'o1', '', { content }));
    await eventually(async () =>
      expect(terminal.printed).toContain('12345：请确认[2J\n  [1] 确认\n  [2] 修改\n'),
    );

    terminal.stdin.write('2\n9\n');
    await bench.host.until('the button and a number without one', () => bench.host.accepted.length === 3);
    expect(bench.host.accepted[1]).toMatchObject({ event: { type: 'button', key: 'no' } });
    expect(bench.host.accepted[2]).toMatchObject({ text: '9' });
    terminal.stdin.end();
    expect((await chat).exit).toBe(EXIT.ok);
  });

  test('a refusal is told and ends the chat', async () => {
    bench.host.failNext('accept', { type: 'refuse', code: 'rate-limited' });
    const chat = terminal.run('chat', '--linger', '0');
    terminal.stdin.end('路灯坏了\n');
    expect(await chat).toMatchObject({ exit: EXIT.refused, err: expect.stringContaining('rate-limited') });
  });
});
