import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Role } from '../../src/core/model/codes.js';
import { PersonView } from '../../src/server/views/person-view.js';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { Refused, WebCitizen } from '../support/web-citizen.js';

/**
 * One person writes from two places. Staff may know that; the bot must behave as if it did not, because
 * whoever sits at one of the two places need not be the one at the other.
 */

const Inbox = z.object({ items: z.array(z.object({ id: z.string(), lastText: z.string() })) });
const Thread = z.object({ messages: z.array(z.object({ direction: z.string(), text: z.string() })) });

let running: RunningHub;
let operator: StaffClient;
let phone: WebCitizen;
let desktop: WebCitizen;
/** The conversations of the two, and the ticket each has. */
let talks = { phone: '', desktop: '' };
let numbers = { phone: '', desktop: '' };

beforeAll(async () => {
  running = await startHub();
  operator = await signedIn('operator');
  phone = await WebCitizen.open(running.base, 'phone');
  desktop = await WebCitizen.open(running.base, 'desktop');
  numbers = { phone: await complain(phone, '路灯不亮'), desktop: await complain(desktop, '窨井盖坏了') };
  talks = { phone: await talkAbout(numbers.phone), desktop: await talkAbout(numbers.desktop) };
}, 120_000);
afterAll(() => running.stop());

describe('two channels of one person', () => {
  test('are strangers at first, each seen when it wrote', async () => {
    for (const talk of Object.values(talks)) {
      const { citizen, conversations, joins } = await personOf(talk);
      expect({ conversations, joins }).toEqual({ conversations: [], joins: [] });
      expect(citizen).toMatchObject({ firstSeenAt: expect.any(String), lastSeenAt: expect.any(String) });
    }
  });

  test('joined by staff, each shows the other to staff', async () => {
    const said = { conversationId: talks.desktop, note: '来电核实为同一人' };
    const joined = PersonView.parse(await operator.command(`${pathOf(talks.phone)}/join`, said));
    expect(joined.conversations.map((c) => c.id)).toEqual([talks.desktop]);
    expect((await personOf(talks.desktop)).conversations.map((c) => c.id)).toEqual([talks.phone]);
  });

  test('joined, the bot tells each of its own tickets alone, and nothing of the join', async () => {
    const told = { phone: await phone.ask('查进度', /YC\d/), desktop: await desktop.ask('查进度', /YC\d/) };
    expect(told.phone.text).toContain(numbers.phone);
    expect(told.desktop.text).toContain(numbers.desktop);
    expect(phone.heard().join('\n')).not.toContain(numbers.desktop);
    expect(desktop.heard().join('\n')).not.toContain(numbers.phone);
  });

  test('joined, the number of the other’s ticket opens nothing without its query code', async () => {
    const told = await phone.ask(`查进度 ${numbers.desktop}`);
    expect(told.text).not.toMatch(new RegExp(`窨井盖|${numbers.desktop}`));
  });

  test('an auditor may look but not separate', async () => {
    const auditor = await signedIn('auditor');
    const [join] = (await personOf(talks.phone)).joins;
    const command = auditor.command(`${pathOf(talks.phone)}/separate`, { joinId: join?.id, note: '不' });
    await expect(command).rejects.toThrow(Refused);
  });

  test('separated, they are strangers again, and what was said to each stays with it', async () => {
    const before = await operator.get(`/api/staff/conversations/${talks.desktop}`, Thread);
    const [join] = (await personOf(talks.phone)).joins;
    const undo = { joinId: join?.id, note: '其实是母子' };
    await operator.command(`${pathOf(talks.desktop)}/separate`, undo);
    for (const talk of Object.values(talks)) {
      const { conversations, joins } = await personOf(talk);
      expect(conversations).toEqual([]);
      expect(joins[0]?.separated).toMatchObject({ note: '其实是母子' });
    }
    expect(await operator.get(`/api/staff/conversations/${talks.desktop}`, Thread)).toEqual(before);
  });
});

/** Complains until there is a ticket; returns its number. */
async function complain(citizen: WebCitizen, matter: string): Promise<string> {
  await citizen.ask(`盐都区新都路100号门口${matter}，电话13812345678`);
  const made = await citizen.ask('确认', /YC\d{17}/);
  return /YC\d{17}/.exec(made.text)?.[0] ?? '';
}

/** The conversation a ticket belongs to, as staff find it. */
async function talkAbout(number: string): Promise<string> {
  const { items } = await operator.get('/api/staff/conversations', Inbox);
  for (const { id } of items) {
    const { messages } = await operator.get(`/api/staff/conversations/${id}`, Thread);
    if (messages.some(({ text }) => text.includes(number))) return id;
  }
  throw new Error(`no conversation tells of ${number}`);
}

async function signedIn(role: Role): Promise<StaffClient> {
  const wanted = { login: role, name: '话务员', roles: [role], unit: undefined };
  const { oneTimePassword } = await running.hub.staff.create(wanted);
  const client = new StaffClient(() => running.base, role);
  await client.signIn(oneTimePassword, 'Right-Horse-9-battery');
  return client;
}

function personOf(conversationId: string): Promise<PersonView> {
  return operator.get(pathOf(conversationId), PersonView);
}

function pathOf(conversationId: string): string {
  return `/api/staff/conversations/${conversationId}/person`;
}
