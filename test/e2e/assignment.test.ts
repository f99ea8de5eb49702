import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { WebCitizen } from '../support/web-citizen.js';

/** Conversations dealt out on the whole hub: given, kept while answered, taken back from who is silent. */

const PASSWORD = 'Pengcheng-7788-Lan';
const Own = z.object({
  open: z.number(),
  state: z.string(),
  recent: z.array(z.object({ event: z.string(), conversationId: z.string() })),
});
const Talk = z.object({ conversation: z.object({ mode: z.string(), staffId: z.string().optional() }) });

let hub: RunningHub;
let zhang: StaffClient;
let sun: StaffClient;
let ahead = 0;

beforeAll(async () => {
  hub = await startHub(undefined, { now: () => new Date(Date.now() + ahead) });
  const first = await hub.hub.staff.ensureFirstAdmin();
  const admin = new StaffClient(() => hub.base, first?.login ?? '');
  await admin.signIn(first?.oneTimePassword ?? '', PASSWORD);
  const hire = async (login: string) => {
    const made = await admin.command('/api/admin/staff', { login, name: login, roles: ['operator'] });
    const client = new StaffClient(() => hub.base, login);
    await client.signIn(z.object({ oneTimePassword: z.string() }).parse(made).oneTimePassword, PASSWORD);
    return client;
  };
  zhang = await hire('zhang');
  sun = await hire('sun');
}, 180_000);
afterAll(() => hub.stop());

const own = (who: StaffClient) => who.get('/api/staff/availability', Own);
async function until<T>(look: () => Promise<T>, fits: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look();
    if (fits(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to that');
}

test('a citizen who asks for a person gets who is there, and the next one when they stay silent', async () => {
  const citizen = await WebCitizen.open(hub.base);
  await citizen.say('转人工');
  await citizen.hear(/工作人员/);
  await zhang.command('/api/staff/availability', { state: 'available' });
  const given = await until(
    () => own(zhang),
    ({ recent }) => recent.length === 1,
  );
  expect(given).toMatchObject({ open: 1, recent: [{ event: 'given' }] });
  const url = `/api/staff/conversations/${given.recent[0]?.conversationId ?? ''}`;
  expect(await zhang.get(url, Talk)).toMatchObject({ conversation: { mode: 'staff' } });

  await zhang.command(`${url}/reply`, { text: '您好，请讲' });
  await citizen.hear(/请讲/);
  ahead += 6 * 60_000;
  await sun.command('/api/staff/availability', { state: 'available' });
  await citizen.say('我家停水了');
  // Answered, so it is still theirs; the time runs from the citizen’s word.
  expect(await own(zhang)).toMatchObject({ open: 1, state: 'available' });
  await until(
    () => zhang.get(url, z.object({ messages: z.array(z.object({ direction: z.string() })) })),
    ({ messages }) => messages.filter(({ direction }) => direction === 'in').length === 2,
  );

  ahead += 6 * 60_000;
  await citizen.hear(/暂时没能回复/);
  const next = await until(
    () => own(sun),
    ({ recent }) => recent.length === 1,
  );
  expect(next).toMatchObject({ open: 1, recent: [{ event: 'given' }] });
  expect(await own(zhang)).toMatchObject({ open: 0, state: 'away', recent: [{ event: 'taken-back' }, {}] });
}, 60_000);
