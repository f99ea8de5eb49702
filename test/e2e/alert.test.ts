import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { EXIT } from '../../src/cli/io.js';
import { Terminal } from '../cli/run.js';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { PASSWORD } from '../support/server/test-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { WebCitizen } from '../support/web-citizen.js';

let hub: RunningHub;
let operator: StaffClient;
let clerk: StaffClient;
beforeAll(async () => {
  hub = await startHub();
  operator = await signedIn('wang', { roles: ['operator'] });
  clerk = await signedIn('clerk', { roles: ['clerk'], unit: 'urban-management' });
});
afterAll(() => hub.stop());

async function signedIn(login: string, over: { roles: ('operator' | 'clerk')[]; unit?: string }) {
  const { oneTimePassword } = await hub.hub.staff.create({ login, name: login, ...over });
  const client = new StaffClient(() => hub.base, login);
  await client.signIn(oneTimePassword, PASSWORD);
  return client;
}

const Alert = z.object({
  id: z.string(),
  state: z.string(),
  named: z.array(z.string()),
  place: z.object({ text: z.string() }).optional(),
  phone: z.string().optional(),
  persons: z.array(z.string()),
  ticketId: z.string().optional(),
  ringing: z.object({ everybody: z.boolean() }).optional(),
  rings: z.boolean(),
  words: z.array(z.object({ text: z.string() })),
  story: z.array(z.object({ text: z.string() })),
});
const Alerts = z.object({ items: z.array(Alert) });
const alerts = async () => (await operator.get('/api/staff/alerts', Alerts)).items;

test('three in the morning: a fire is told, the desk is rung, 119 is called, and the ticket for the rest is linked', async () => {
  const citizen = await WebCitizen.open(hub.base);
  await citizen.ask('我家着火了，屋里还有两个老人', /119/);
  const [first] = await alerts();
  expect(first).toMatchObject({
    state: 'ringing',
    named: ['119', '120'],
    persons: ['两个老人'],
    ringing: { everybody: true },
    rings: true,
  });
  await citizen.ask('盐都区世纪大道88号，13812345678', /YC\d{17}/);
  const [alert, ...others] = await alerts();
  expect(others).toEqual([]);
  expect(alert?.phone).toBe('13812345678');
  expect(alert?.place?.text).toContain('世纪大道88号');
  expect(alert?.words).toHaveLength(2);
  expect(alert?.ticketId).toBeDefined();

  const terminal = new Terminal({ HUB_URL: hub.base, HUB_PASSWORD: PASSWORD });
  expect((await terminal.run('login', 'wang')).exit).toBe(EXIT.ok);
  const id = alert?.id ?? '';
  const early = await terminal.run('alerts', 'close', id, '已处理');
  expect(early).toMatchObject({ exit: EXIT.refused });
  expect((await terminal.run('alerts', 'take', id)).out).toContain('已接警');
  await terminal.run('alerts', 'called', id, '119', '--text', '世纪大道88号，两位老人');
  await terminal.run('alerts', 'acknowledged', id, 'H2026112407');
  const closed = await terminal.run('alerts', 'close', id, '明火已灭');
  expect(closed.out).toContain('119 已受理，编号 H2026112407（wang登记）');
  expect(closed.out).toContain('wang办结：明火已灭');
  terminal.remove();
});

test('leak: a clerk of a unit reads no alerts', async () => {
  await expect(clerk.get('/api/staff/alerts', Alerts)).rejects.toThrow('403');
});

test('the desk hears of an alert while it happens, and of its end', async () => {
  const citizen = await WebCitizen.open(hub.base);
  const heard = operator.listen('/api/staff/alerts/stream', (text) => /"state":"false-alarm"/.test(text));
  await citizen.ask('楼下有人持刀打架', /110/);
  const alert = (await alerts()).find(({ state }) => state === 'ringing');
  await operator.command(`/api/staff/alerts/${alert?.id ?? ''}/false-alarm`, { text: '在拍戏' });
  const text = await heard;
  expect(text).toContain('event: alert');
  expect(text).toContain('"state":"ringing"');
});

test('leak: the stream of every screen hints at an alert to who may read it, and not to a unit', async () => {
  const hearing = operator.listen('/api/staff/stream', (text) => text.includes('event: alert'));
  let unitHeard = '';
  const unit = clerk.listen('/api/staff/stream', (text) => {
    unitHeard = text;
    return text.includes('event: ticket');
  });
  const citizen = await WebCitizen.open(hub.base);
  await citizen.ask('有人触电倒地了', /120|119/);
  expect(await hearing).not.toContain('触电');
  const lamp = await WebCitizen.open(hub.base);
  await lamp.ask('楼下路灯坏了，盐都区世纪大道88号，13812345678', /对不对|确认|YC\d{17}/);
  const { text } = await lamp.ask('1', /YC\d{17}/);
  const number = /YC\d{17}/.exec(text)?.[0] ?? '';
  await operator.command(`/api/staff/tickets/${number}/dispatch`, { unit: 'urban-management' });
  await unit;
  expect(unitHeard).not.toContain('event: alert');
});
