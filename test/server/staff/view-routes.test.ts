import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStores } from '../../store/open-stores.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let close: () => Promise<void>;
let wang: Client;
let li: Client;

beforeAll(async () => {
  const opened = await openStores();
  ({ close } = opened);
  hub = await testHub({ views: opened.stores.views });
  wang = await hub.signIn(['operator']);
  li = await hub.signIn(['operator']);
});
afterAll(async () => {
  await hub.app.close();
  await close();
});

const URGENT = {
  name: '今日到期',
  filter: { state: ['signed'], dueWithinHours: 24, pending: true },
  sort: 'dueAt',
};

test('a view is kept, changed and given up by who made it', async () => {
  const made = await wang.call('POST', '/api/staff/views', URGENT);
  expect(made.body).toMatchObject({ ...URGENT, order: 'descending' });
  const url = `/api/staff/views/${String(made.body['id'])}`;
  const changed = { ...URGENT, name: '快到期', order: 'ascending' };
  expect((await wang.call('POST', url, changed)).body).toMatchObject(changed);
  expect((await wang.call('GET', '/api/staff/views')).body['items']).toMatchObject([changed]);
  expect((await wang.call('DELETE', url)).status).toBe(204);
  expect((await wang.call('GET', '/api/staff/views')).body).toEqual({ items: [] });
});

test('leak: nobody sees, changes or removes the views of another', async () => {
  const made = await wang.call('POST', '/api/staff/views', { name: '我的' });
  const url = `/api/staff/views/${String(made.body['id'])}`;
  expect((await li.call('GET', '/api/staff/views')).body).toEqual({ items: [] });
  expect((await li.call('POST', url, { name: '他的' })).body).toMatchObject({ code: 'view-not-found' });
  expect((await li.call('DELETE', url)).body).toMatchObject({ code: 'view-not-found' });
  expect((await wang.call('GET', '/api/staff/views')).body['items']).toMatchObject([{ name: '我的' }]);
});

test('replay: the same command is one view; another of the same name is refused', async () => {
  const key = { 'idempotency-key': 'view-once' };
  const first = await li.call('POST', '/api/staff/views', { name: '同名' }, key);
  expect((await li.call('POST', '/api/staff/views', { name: '同名' }, key)).body).toEqual(first.body);
  expect((await li.call('POST', '/api/staff/views', { name: '同名' })).body).toMatchObject({
    code: 'view-name-taken',
  });
  const other = await li.call('POST', '/api/staff/views', { name: '另一个' });
  const renamed = await li.call('POST', `/api/staff/views/${String(other.body['id'])}`, { name: '同名' });
  expect(renamed.body).toMatchObject({ code: 'view-name-taken' });
});

test('overload: fifty are enough', async () => {
  const zhao = await hub.signIn(['operator']);
  for (let n = 0; n < 50; n++) await zhao.call('POST', '/api/staff/views', { name: `视图${n}` });
  expect((await zhao.call('POST', '/api/staff/views', { name: '又一个' })).body).toMatchObject({
    code: 'too-many-views',
  });
});

test.each([
  ['no name', { name: ' ' }],
  ['a state there is not', { name: 'x', filter: { state: 'lost' } }],
  ['an order there is not', { name: 'x', order: 'sideways' }],
])('poison: %s', async (_, body) => {
  expect((await wang.call('POST', '/api/staff/views', body)).body).toMatchObject({
    code: 'validation-failed',
  });
});
