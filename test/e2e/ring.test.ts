import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { WebCitizen } from '../support/web-citizen.js';

/** The main job on the whole hub: a complaint becomes a ticket, and every answer comes back, once. */

const PASSWORD = 'Pengcheng-7788-Lan';
const UNIT = 'urban-management';
const Made = z.object({ oneTimePassword: z.string() });
const TicketState = z.object({ id: z.string(), number: z.string(), state: z.string() });
const Tickets = z.object({ items: z.array(TicketState) });
const Conversations = z.object({ items: z.array(z.object({ id: z.string(), lastText: z.string() })) });
const Thread = z.object({ tickets: z.array(TicketState) });

let hub: RunningHub;
let operator: StaffClient;
let clerk: StaffClient;
let supervisor: StaffClient;

beforeAll(async () => {
  hub = await startHub({
    web: {
      enabled: true,
      debounceMs: 20,
      limits: { perSession: { messages: { points: 500, perSeconds: 60 } } },
    },
  });
  const base = () => hub.base;
  const first = await hub.hub.staff.ensureFirstAdmin();
  const admin = new StaffClient(base, first?.login ?? '');
  await admin.signIn(first?.oneTimePassword ?? '', PASSWORD);
  const hire = async (login: string, role: string, unit?: string) => {
    const made = Made.parse(
      await admin.command('/api/admin/staff', { login, name: login, roles: [role], unit }),
    );
    const client = new StaffClient(base, login);
    await client.signIn(made.oneTimePassword, PASSWORD);
    return client;
  };
  operator = await hire('zhang', 'operator');
  clerk = await hire('li', 'clerk', UNIT);
  supervisor = await hire('wu', 'supervisor');
}, 60_000);
afterAll(() => hub.stop());

/** Complains until there is a ticket; the matter is the citizen's own, so that staff find it again. */
async function complain(matter: string) {
  const citizen = await WebCitizen.open(hub.base);
  await citizen.ask(matter, /什么地方|哪里|位置/);
  await citizen.ask('盐都区世纪大道88号', /电话/);
  await citizen.ask('13812345678', /对不对/);
  const done = await citizen.ask('对', /YC\d{17}/);
  const number = /YC\d{17}/.exec(done.text)?.[0] ?? '';
  const code = /查询码\D{0,4}(\w+)/.exec(done.text)?.[1] ?? '';
  return { citizen, number, code };
}

async function conversationOf(lastText: string): Promise<string> {
  const { items } = await operator.get('/api/staff/conversations?limit=100', Conversations);
  const found = items.find((item) => item.lastText === lastText);
  if (!found) throw new Error(`No conversation ends with ${lastText}`);
  return found.id;
}

/** What was said after something, when nothing more comes: asked for twice, some sweeps apart. */
async function everything(citizen: WebCitizen): Promise<string[]> {
  let before = -1;
  while (before !== citizen.seen.length) {
    before = citizen.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await citizen.look();
  }
  return citizen.heard();
}

describe('a complaint', () => {
  test('goes round: every notice once and in order, progress, rating', async () => {
    const { citizen, number } = await complain('我家楼下路灯坏了好几天了');
    const { items } = await operator.get(`/api/staff/tickets?text=${number}`, Tickets);
    const at = `/api/staff/tickets/${items.find((item) => item.number === number)?.id}`;
    const intake = citizen.heard().length;
    await operator.command(`${at}/dispatch`, { unit: UNIT });
    await clerk.command(`${at}/sign`);
    await clerk.command(`${at}/reply`, {
      text: '路灯已修好。',
      facts: '经现场核实，灯泡损坏。',
      basis: '城市照明管理规定',
      contact: '市政科',
      result: 'solved',
    });
    await citizen.hear(/已经接手/);
    const progress = await citizen.ask('查进度', /YC\d{17}/);
    expect(progress.text).toContain(number);
    await supervisor.command(`${at}/review`);
    // A good mark is the call-back, and closes it.
    await citizen.ask('5', /感谢|谢谢/);
    await citizen.hear(/已办结/);
    const said = (await everything(citizen)).slice(intake);
    const count = (what: RegExp) => said.filter((text) => what.test(text)).length;
    expect([/已转给/, /已经接手/, /现场核实/].map(count)).toEqual([1, 1, 1]);
    const order = [/已转给/, /已经接手/, /现场核实/].map((what) => said.findIndex((text) => what.test(text)));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(said).size).toBe(said.length);
    const closed = await operator.get(at, z.object({ state: z.string(), rating: z.number() }));
    expect(closed).toEqual({ state: 'closed', rating: 5 });
  }, 120_000);

  test('can be withdrawn by the citizen, and the ticket says so', async () => {
    const { citizen, number } = await complain('桥南头的路灯坏了');
    await citizen.ask('撤回', /撤/);
    await citizen.ask('确定', /撤/);
    await everything(citizen);
    const { items } = await operator.get('/api/staff/tickets?limit=100', Tickets);
    expect(items.find((item) => item.number === number)?.state).toBe('cancelled');
  }, 120_000);

  test('can be followed with number and code; a wrong code is like an unknown number', async () => {
    const { number, code } = await complain('桥北头的路灯坏了');
    const ask = async (no: string, secret: string) => {
      const answer = await fetch(`${hub.base}/api/public/tickets/${no}?code=${encodeURIComponent(secret)}`);
      return { status: answer.status, text: await answer.text() };
    };
    const found = await ask(number, code);
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toMatchObject({ number, state: 'accepted' });
    expect(found.text).not.toContain('13812345678');
    const Problem = z.object({ code: z.string(), message: z.string(), hint: z.string() });
    const wrong = await ask(number, '000000');
    const unknown = await ask(`${number.slice(0, -1)}${number.endsWith('1') ? 2 : 1}`, code);
    expect(wrong.status).toBe(404);
    expect(unknown.status).toBe(wrong.status);
    expect(Problem.parse(JSON.parse(unknown.text))).toEqual(Problem.parse(JSON.parse(wrong.text)));
  }, 120_000);
});

describe('a person takes over', () => {
  test('the bot is silent, the person is heard once, and release gives it back', async () => {
    const citizen = await WebCitizen.open(hub.base);
    await citizen.ask('我家楼下路灯坏了，想说清楚', /什么地方|哪里|位置/);
    const id = await conversationOf('我家楼下路灯坏了，想说清楚');
    const at = `/api/staff/conversations/${encodeURIComponent(id)}`;
    await operator.command(`${at}/take`);
    await everything(citizen);
    const before = citizen.heard().length;
    await citizen.say('有人吗');
    await citizen.say('盐都区世纪大道88号');
    expect((await everything(citizen)).slice(before)).toEqual([]);
    await operator.command(`${at}/reply`, { text: '您好，我是话务员，请讲。' });
    const said = await citizen.hear(/我是话务员/);
    expect(said.from).toBe('staff');
    await operator.command(`${at}/release`);
    await everything(citizen);
    expect(citizen.heard().filter((text) => text.includes('我是话务员'))).toHaveLength(1);
    await citizen.ask('你好', /./s);
  }, 120_000);

  test('a ticket that staff make by hand belongs to the conversation', async () => {
    const citizen = await WebCitizen.open(hub.base);
    await citizen.ask('你们几点上班，我想反映盲道被占', /./s);
    const id = await conversationOf('你们几点上班，我想反映盲道被占');
    await operator.command('/api/staff/tickets', {
      conversationId: id,
      request: { type: 'complaint', title: '盲道被占', matter: '盲道被占，无法通行', phone: '13812345678' },
    });
    await citizen.hear(/YC\d{17}/);
    const thread = await operator.get(`/api/staff/conversations/${encodeURIComponent(id)}`, Thread);
    expect(thread.tickets).toHaveLength(1);
  }, 120_000);
});
