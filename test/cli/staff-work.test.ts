import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { EXIT } from '../../src/cli/io.js';
import { citizenIdOf, conversationIdOf } from '../../src/core/intake/identity.js';
import { sampleConversation } from '../support/server/memory-conversations.js';
import { PASSWORD, testHub, type TestHub } from '../support/server/test-hub.js';
import { Terminal } from './run.js';

let hub: TestHub;
let url = '';
let citizens = 0;
const terminals: Terminal[] = [];

/** 答复要素 that the city asks for. */
const ELEMENTS = ['--facts', '属实', '--basis', '规定', '--contact', '办公室', '--result', 'solved'];

/** A terminal at which somebody with these roles is signed in. */
async function signedIn(login: string): Promise<Terminal> {
  const terminal = new Terminal({ HUB_URL: url, HUB_PASSWORD: PASSWORD });
  terminals.push(terminal);
  expect((await terminal.run('login', login)).exit).toBe(EXIT.ok);
  return terminal;
}

beforeAll(async () => {
  hub = await testHub();
  await hub.signIn(['operator'], { login: 'op' });
  await hub.signIn(['clerk'], { login: 'clerk', unit: 'city-lights' });
  await hub.signIn(['supervisor'], { login: 'boss' });
  await hub.signIn(['security-admin'], { login: 'root' });
  url = await hub.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const terminal of terminals) terminal.remove();
  await hub.app.close();
});

describe('papers', () => {
  test('a paper that is not due yet is refused, and one that is comes as a page', async () => {
    const [operator, boss] = [await signedIn('op'), await signedIn('boss')];
    hub.conversations.add(sampleConversation('paper', hub.clock.now()), []);
    const made = await operator.run(
      ...[
        'tickets',
        'create',
        'paper',
        '--json',
        '--type',
        'help',
        '--title',
        '路灯',
        '--matter',
        '路灯不亮',
      ],
    );
    const { number } = z.object({ number: z.string() }).parse(JSON.parse(made.out));
    expect((await boss.run('tickets', 'document', number, 'notice')).exit).toBe(EXIT.refused);
    await boss.run('tickets', 'supervise', number, '--level', 'notice', '--reason', '逾期');
    const page = await boss.run('tickets', 'document', number, 'notice');
    expect(page.exit).toBe(EXIT.ok);
    expect(page.out).toContain('催办通知书');
  });
});

describe('what is asked for at the terminal', () => {
  test('lists and counts take filters, and notices are read', async () => {
    const [operator, clerk] = [await signedIn('op'), await signedIn('clerk')];
    const create = ['create', 'c1', '--type', 'complaint', '--title', '井盖', '--matter', '井盖缺失'];
    const made = await operator.run('--json', 'tickets', ...create);
    const { number } = z.object({ number: z.string() }).parse(JSON.parse(made.out));
    await operator.run('tickets', 'dispatch', number, '--unit', 'city-lights', '--assists', 'water-works');
    const asked = ['--unit', 'city-lights', '--assist', 'water-works', '--state', 'dispatched'];
    expect((await operator.run('tickets', 'list', ...asked)).out).toContain(number);
    expect((await operator.run('tickets', 'count', ...asked)).out.trim()).toBe('1');
    expect((await operator.run('tickets', 'count', ...asked, '--type', 'praise')).out.trim()).toBe('0');
    const told = await clerk.run('--json', 'notices', '--unread');
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), number: z.string() })) })
      .parse(JSON.parse(told.out));
    const ids = items.filter((one) => one.number === number).map(({ id }) => id);
    expect(ids).toHaveLength(1);
    expect((await clerk.run('notices', 'read', ...ids)).exit).toBe(EXIT.ok);
    expect((await clerk.run('notices', '--unread')).out).not.toContain(number);
  });
});

describe('the whole life of a ticket at the terminal', () => {
  test('from the inbox to the close', async () => {
    const [operator, clerk, boss] = [await signedIn('op'), await signedIn('clerk'), await signedIn('boss')];
    expect((await operator.run('conversations', 'list')).out).toContain('c1');
    expect((await operator.run('conversations', 'take', 'c1')).out).toContain('staff');
    expect((await operator.run('conversations', 'reply', 'c1', '您好')).exit).toBe(EXIT.ok);
    expect((await operator.run('conversations', 'show', 'c1')).out).toMatch(/测试员: 您好/);

    const create = [
      'create',
      'c1',
      '--type',
      'complaint',
      '--title',
      '路灯',
      '--matter',
      '路灯坏了',
      '--place',
      '城南',
    ];
    const made = await operator.run('--json', 'tickets', ...create);
    const { number, place } = z
      .object({ number: z.string(), place: z.object({ text: z.string() }) })
      .parse(JSON.parse(made.out));
    expect(place.text).toBe('城南');

    const steps: [Terminal, string[]][] = [
      [operator, ['dispatch', number, '--unit', 'city-lights']],
      [clerk, ['return', number, '--reason', '不属本单位', '--basis', '三定方案']],
      [operator, ['accept-return', number]],
      [operator, ['dispatch', number, '--unit', 'city-lights']],
      [clerk, ['sign', number]],
      [clerk, ['note', number, '--text', '已派人']],
      [clerk, ['reply', number, '--text', '已修好', ...ELEMENTS]],
      [boss, ['review', number]],
      [operator, ['rework', number, '--reason', '又坏了']],
      [clerk, ['reply', number, '--text', '再次修好', ...ELEMENTS]],
      [boss, ['review', number]],
      [boss, ['call-back', number, '--call-back', '{"reached":true,"satisfied":true}']],
      [operator, ['close', number]],
    ];
    for (const [who, line] of steps) {
      const { exit, err } = await who.run('tickets', ...line);
      expect({ line, exit, err }).toEqual({ line, exit: EXIT.ok, err: '' });
    }
    const shown = (await boss.run('tickets', 'show', number)).out;
    expect(shown).toMatch(/已办结[\s\S]*再次修好/);
    expect((await boss.run('tickets', 'list', '--state', 'closed')).out).toContain(number);
  });

  test('the same key is one step', async () => {
    const operator = await signedIn('op');
    const create = [
      'tickets',
      'create',
      'c1',
      '--type',
      'help',
      '--title',
      'x',
      '--matter',
      'y',
      '--key',
      'once',
    ];
    const numbers = [];
    for (let i = 0; i < 2; i++)
      numbers.push(
        z.object({ number: z.string() }).parse(JSON.parse((await operator.run('--json', ...create)).out))
          .number,
      );
    expect(numbers[0]).toBe(numbers[1]);
  });
});

describe('one person on two channels, at the terminal', () => {
  test('joined, looked at from the other side, and separated', async () => {
    const operator = await signedIn('op');
    const [web, mail] = [talkOn('web'), talkOn('email')];
    const joined = await operator.run('conversations', 'join', web, mail, '--note', '来电核实');
    expect(joined).toMatchObject({ exit: EXIT.ok, err: '' });
    const seen = (await operator.run('conversations', 'person', mail)).out;
    expect(seen).toMatch(new RegExp(`= ${web} web [\\s\\S]*\\[测试员\\] 来电核实`));

    const [, joinId = ''] = /^(j\w+) /m.exec(seen) ?? [];
    const apart = await operator.run('conversations', 'separate', web, joinId, '--note', '不是一人');
    expect(apart.out).toContain('separated: ');
    expect(apart.out).not.toContain(`= ${mail}`);
  });

  test('nobody joins without saying why', async () => {
    const operator = await signedIn('op');
    const answer = await operator.run('conversations', 'join', talkOn('web'), talkOn('email'));
    expect(answer).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining('--note') });
  });
});

describe('accounts at the terminal', () => {
  test('an admin adds somebody, who changes the one-time password at first sign-in', async () => {
    const admin = await signedIn('root');
    const added = await admin.run(
      '--json',
      'staff',
      'add',
      'new',
      '--name',
      '新人',
      '--role',
      'operator,auditor',
    );
    const { oneTimePassword } = z.object({ oneTimePassword: z.string() }).parse(JSON.parse(added.out));
    const first = new Terminal({ HUB_URL: url, HUB_PASSWORD: oneTimePassword, HUB_NEW_PASSWORD: PASSWORD });
    terminals.push(first);
    expect((await first.run('login', 'new')).exit).toBe(EXIT.ok);
    expect((await first.run('whoami')).out).toBe('新人 (new): operator, auditor\n');
    expect((await admin.run('staff', 'list')).out).toMatch(/new +新人 +operator,auditor +- +active/);
    expect((await admin.run('staff', 'disable', 'new')).exit).toBe(EXIT.ok);
    expect(await first.run('whoami')).toMatchObject({ exit: EXIT.notAllowed });
  });

  test('the session is kept for its owner alone and only for its own hub', async () => {
    const operator = await signedIn('op');
    const file = operator.env['HUB_LOGIN_FILE'] ?? '';
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain(PASSWORD);
    const elsewhere = await operator.run('--url', 'http://127.0.0.1:9', 'whoami');
    expect(elsewhere).toMatchObject({ exit: EXIT.notAllowed, err: expect.stringContaining('not signed in') });
  });

  test('signing out ends it here and there', async () => {
    const operator = await signedIn('op');
    expect((await operator.run('logout')).exit).toBe(EXIT.ok);
    expect((await operator.run('whoami')).exit).toBe(EXIT.notAllowed);
  });
});

describe('every refusal is one sentence and an exit code of its kind', () => {
  test.each([
    ['an unknown command', ['nonsense'], EXIT.usage, /unknown command/],
    ['a missing argument', ['tickets', 'show'], EXIT.usage, /missing required argument/],
    ['an unknown ticket', ['tickets', 'show', 'YC1'], EXIT.refused, /\[ticket-not-found\]/],
    ['an unfit field', ['tickets', 'list', '--state', 'gone'], EXIT.refused, /state/],
    ['a role that may not', ['staff', 'list'], EXIT.notAllowed, /\[forbidden\]/],
    ['help', ['--help'], EXIT.ok, /^$/],
  ])('%s', async (_, line, exit, sentence) => {
    const operator = await signedIn('op');
    const answer = await operator.run(...line);
    expect(answer.exit).toBe(exit);
    expect(answer.err).toMatch(sentence);
  });

  test('a wrong password, and a hub that is not there', async () => {
    const terminal = new Terminal({ HUB_URL: url, HUB_PASSWORD: 'wrong' });
    terminals.push(terminal);
    expect(await terminal.run('login', 'op')).toMatchObject({ exit: EXIT.notAllowed });
    const nowhere = await testHub();
    const gone = await nowhere.app.listen({ host: '127.0.0.1', port: 0 });
    await nowhere.app.close();
    const answer = await terminal.run('--url', gone, 'login', 'op');
    expect(answer).toMatchObject({ exit: EXIT.unreachable, err: expect.stringContaining('Is it running?') });
  });
});

/** A conversation of a citizen of its own; returns its id. */
function talkOn(channel: string): string {
  const address = `citizen-${++citizens}`;
  const id = conversationIdOf(channel, 'main', address);
  const citizenId = citizenIdOf(channel, 'main', address);
  const where = { channel, account: 'main', address, citizenId };
  hub.conversations.add(sampleConversation(id, hub.clock.now(), where), []);
  return id;
}
