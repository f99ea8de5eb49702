import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Role } from '../../../src/core/model/codes.js';
import { WebhookDesk } from '../../../src/desk/webhook-desk.js';
import { AddressGuard } from '../../../src/webhooks/address-guard.js';
import { WebhookSender } from '../../../src/webhooks/webhook-sender.js';
import { Webhooks } from '../../../src/webhooks/webhooks.js';
import { WebhookReceiver } from '../../peers/webhook-receiver.js';
import { openStores } from '../../store/open-stores.js';
import { ticket } from '../../store/samples.js';
import { sampleCity } from '../../support/server/sample-city.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

const URL = '/api/admin/webhooks';
const now = new Date('2026-11-23T02:00:00Z');
const clock = { now: () => now };
let opened: Awaited<ReturnType<typeof openStores>>;
let receiver: WebhookReceiver;
let hub: TestHub;
let admin: Client;
let webhooks: Webhooks;
let sender: WebhookSender;

beforeAll(async () => {
  opened = await openStores();
  receiver = await WebhookReceiver.start();
  const store = opened.stores.webhooks;
  const guard = new AddressGuard(['127.0.0.1'], async () => [{ address: '10.0.0.1', family: 4 }]);
  webhooks = new Webhooks({ store, city: sampleCity, clock });
  const deps = { store, webhooks, guard, clock };
  sender = new WebhookSender({ ...deps, jitter: () => 0.5, failingAfter: 5, onError: () => undefined });
  hub = await testHub({ webhooks: new WebhookDesk({ ...deps, city: sampleCity }) });
  admin = await hub.signIn(['system-admin']);
});
afterAll(async () => {
  await hub.app.close();
  await receiver.stop();
  await opened.close();
});
beforeEach(() => void hub.audit.events.splice(0));

const wanted = (over: object = {}) => ({ name: '数据局', url: receiver.url, events: 'all', ...over });
async function made(over: object = {}): Promise<{ id: string; secret: string }> {
  const { status, body, text } = await admin.call('POST', URL, wanted(over));
  expect({ status, text: status === 201 ? '' : text }).toEqual({ status: 201, text: '' });
  const { id } = body['webhook'] as { id: string };
  return { id, secret: String(body['secret']) };
}

describe('subscriptions are the system administrator’s alone', () => {
  test.each(Role.options.filter((role) => role !== 'system-admin'))('%s may not', async (role) => {
    const unit = role === 'clerk' || role === 'unit-leader' ? 'city-lights' : undefined;
    const person = await hub.signIn([role], { unit });
    expect((await person.call('GET', URL)).status).toBe(403);
    expect((await person.call('POST', URL, wanted())).status).toBe(403);
  });
});

describe('the secret', () => {
  test('leak: is told when it is made and never again', async () => {
    const { id, secret } = await made();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const answers = [
      await admin.call('GET', URL),
      await admin.call('GET', `${URL}/${id}`),
      await admin.call('POST', `${URL}/${id}`, { name: '大数据局' }),
      await admin.call('POST', `${URL}/${id}/pause`, {}),
      await admin.call('POST', `${URL}/${id}/resume`, {}),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toContain('whsec_');
    }
    expect(JSON.stringify(hub.audit.events) + hub.logged.join('')).not.toContain(secret);
  });

  test('replay: the same request again makes no second subscription', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await admin.call('POST', URL, wanted(), headers);
    expect(first.status).toBe(201);
    const again = await admin.call('POST', URL, wanted(), headers);
    expect(again).toMatchObject({ status: 409, body: { code: 'webhook-made-already' } });
  });

  test('is rotated with an overlap that is shown', async () => {
    const { id, secret } = await made();
    const { body } = await admin.call('POST', `${URL}/${id}/rotate-secret`, { overlapHours: 2 });
    expect(body['secret']).not.toBe(secret);
    expect(body['webhook']).toMatchObject({ secretsEnd: ['2026-11-23T04:00:00.000Z'] });
  });
});

describe('what is not to be called is refused before anything is kept', () => {
  test.each([
    ['http to the world', { url: 'http://example.com/' }],
    ['the metadata service', { url: 'https://169.254.169.254/latest/meta-data' }],
    ['a name that leads inside', { url: 'https://inside.example.cn/' }],
    ['no address', { url: 'javascript:alert(1)' }],
    ['a unit that is not there', { filter: { units: ['nowhere'] } }],
    ['a move that is not there', { events: ['explode'] }],
    ['no move at all', { events: [] }],
    ['a field of nobody', { secret: 'mine' }],
  ])('%s', async (_, over) => {
    const before = (await opened.stores.webhooks.list()).length;
    const { status, body } = await admin.call('POST', URL, wanted(over));
    expect(status).toBe(400);
    expect(String(body['code'])).toMatch(/^(webhook-url-refused|validation-failed|unit-unknown)$/);
    expect(await opened.stores.webhooks.list()).toHaveLength(before);
    expect(hub.audit.events).toEqual([]);
  });

  test('nor may an address be changed to one', async () => {
    const { id } = await made();
    const answer = await admin.call('POST', `${URL}/${id}`, { url: 'https://10.0.0.1/' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'webhook-url-refused' } });
  });
});

describe('every change is recorded, and none goes unrecorded', () => {
  test('who did what to which', async () => {
    const { id } = await made();
    const steps = ['pause', 'resume', 'rotate-secret', 'test'];
    for (const step of steps) await admin.call('POST', `${URL}/${id}/${step}`, {});
    await admin.call('POST', `${URL}/${id}`, { events: ['close'] });
    await admin.call('POST', `${URL}/${id}/replay`, { since: now.toISOString() });
    await admin.call('DELETE', `${URL}/${id}`);
    expect(hub.audit.events.map(({ action, object, actor }) => [action, object.id, actor.id])).toEqual(
      ['created', 'paused', 'resumed', 'secret-rotated', 'tested', 'changed', 'replayed', 'removed'].map(
        (act) => [`webhook.${act}`, id, admin.id],
      ),
    );
    expect((await admin.call('GET', `${URL}/${id}`)).body['code']).toBe('webhook-not-found');
  });

  test('no record, no change', async () => {
    const { id } = await made();
    hub.audit.fail(true);
    expect((await admin.call('DELETE', `${URL}/${id}`)).status).toBe(503);
    expect((await admin.call('POST', `${URL}/${id}/pause`, {})).status).toBe(503);
    hub.audit.fail(false);
    expect((await admin.call('GET', `${URL}/${id}`)).body).toMatchObject({ state: 'active' });
  });
});

describe('the log of a subscription', () => {
  test('shows each try with its answer, page by page, and what was sent', async () => {
    const { id } = await made();
    const ids = ['a1', 'a2', 'a3'];
    receiver.behaviourOf.set('a2.1', 500);
    for (const one of ids) {
      const event = { seq: 1, commandId: one, at: now, move: 'accept', to: 'accepted' } as const;
      const actor = { type: 'citizen' } as const;
      await webhooks.owe(ticket(one, '路灯', { events: [{ ...event, actor, details: {}, clocks: [] }] }), 0);
    }
    await sender.pass();
    const first = await admin.call('GET', `${URL}/${id}/deliveries?limit=2`);
    const page = first.body as { items: { eventId: string }[]; nextCursor: string };
    const rest = await admin.call('GET', `${URL}/${id}/deliveries?limit=2&cursor=${page.nextCursor}`);
    const all = [...page.items, ...(rest.body as typeof page).items];
    expect(all.map(({ eventId }) => eventId)).toEqual(['a3.1', 'a2.1', 'a1.1']);
    expect(all[1]).toMatchObject({
      status: 'waiting',
      attempts: 1,
      nextTryAt: '2026-11-23T02:00:01.000Z',
      tries: [{ status: 500, problem: 'HTTP 500', answer: 'it is 500' }],
    });
    const stuck = await admin.call('GET', `${URL}/${id}/deliveries?status=waiting`);
    expect(stuck.body).toMatchObject({ items: [{ eventId: 'a2.1' }] });
    const detail = await admin.call('GET', `${URL}/${id}/deliveries/a1.1`);
    expect(JSON.parse(String(detail.body['body']))).toMatchObject({ id: 'a1.1' });
    expect((await admin.call('GET', `${URL}/${id}`)).body).toMatchObject({ waiting: 1, failures: 1 });
    const again = await admin.call('POST', `${URL}/${id}/replay`, { eventId: 'a1.1' });
    expect(again.body).toEqual({ replayed: 1 });
    const none = await admin.call('POST', `${URL}/${id}/replay`, { eventId: 'zz.1' });
    expect(none.body['code']).toBe('webhook-delivery-not-found');
  });

  test('a test says at once what the receiver answered', async () => {
    const { id, secret } = await made();
    receiver.secrets.push(secret);
    const { body } = await admin.call('POST', `${URL}/${id}/test`, {});
    expect(body).toMatchObject({ ok: true, status: 200, answer: 'it is 200' });
    expect(receiver.received.at(-1)).toMatchObject({ type: 'test', signedWith: [secret] });
    receiver.behaviour = 404;
    expect((await admin.call('POST', `${URL}/${id}/test`, {})).body).toMatchObject({
      ok: false,
      status: 404,
    });
    receiver.behaviour = 200;
  });
});
