import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
let supervisor: Client;
let county: Client;

beforeAll(async () => {
  hub = await testHub();
  operator = await hub.signIn(['operator']);
  supervisor = await hub.signIn(['supervisor']);
  county = await hub.signIn(['supervisor'], { platform: 'north-county' });
});
afterAll(() => hub.app.close());

const peopleSeenBy = async (who: Client) =>
  JSON.stringify((await who.call('GET', '/api/staff/assignment/people')).body['items']);

test('nobody is there before they say so, and everybody speaks for themselves', async () => {
  const before = await operator.call('GET', '/api/staff/availability');
  expect(before.body).toMatchObject({ state: 'away', most: 5, open: 0, enabled: true, recent: [] });
  const { body } = await operator.call('POST', '/api/staff/availability', { state: 'available' });
  expect(body).toMatchObject({
    staffId: operator.id,
    state: 'available',
    since: hub.clock.now().toISOString(),
  });
  expect((await supervisor.call('GET', '/api/staff/availability')).body).toMatchObject({ state: 'away' });
});

test('a supervisor says what somebody can take, within the installation’s bound', async () => {
  const url = `/api/staff/assignment/people/${operator.id}`;
  const skills = { languages: ['zh-CN', 'en'], hotlines: ['12345'], categories: ['CJ'], most: 9 };
  const { body } = await supervisor.call('POST', url, skills);
  expect(body).toMatchObject({ ...skills, most: 5, state: 'available' });
  const wrong = { ...skills, hotlines: ['12345', '99999'], categories: ['ZZ'] };
  expect((await supervisor.call('POST', url, wrong)).body).toMatchObject({
    code: 'validation-failed',
    fields: [{ path: 'hotlines.1' }, { path: 'categories.0' }],
  });
  expect((await operator.call('POST', url, skills)).body).toMatchObject({ code: 'forbidden' });
  const everything = { languages: ['zh-CN'], hotlines: [], categories: [] };
  expect((await supervisor.call('POST', url, everything)).body).toMatchObject({ ...everything, most: 5 });
});

test('leak: a county’s supervisor sees to the people of that county', async () => {
  expect(await peopleSeenBy(supervisor)).toContain(operator.id);
  expect(await peopleSeenBy(county)).not.toContain(operator.id);
  const skills = { languages: ['zh-CN'], hotlines: [], categories: [] };
  const refused = await county.call('POST', `/api/staff/assignment/people/${operator.id}`, skills);
  expect(refused.body).toMatchObject({ code: 'staff-not-found' });
});
