import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { segmentsOf } from '../../../src/core/model/sms-segments.js';
import { Role } from '../../../src/core/model/codes.js';
import type { ChannelTraits } from '../../../src/core/ports.js';
import { TemplateDesk } from '../../../src/desk/template-desk.js';
import { SWITCHED_OFF } from '../../../src/host/traits.js';
import { createRenderer } from '../../../src/templates/render.js';
import { memoryChannels, sampleAccount } from '../../support/server/memory-channels.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

const URL = '/api/admin/templates';
/** What one account of each way of talking carries. */
const TRAITS: Record<string, ChannelTraits> = {
  sms: { ...SWITCHED_OFF, maxText: 1, textUnit: 'segments', maxParts: 3, dialogue: 'chat', buttons: 0 },
  email: { ...SWITCHED_OFF, maxText: 100_000, textUnit: 'chars', maxParts: 1, dialogue: 'mail', buttons: 0 },
  web: { ...SWITCHED_OFF, maxText: 2000, textUnit: 'chars', maxParts: 5, dialogue: 'chat', buttons: 10 },
};
const accounts = Object.keys(TRAITS).map((channel) => ({ ...sampleAccount, channel, account: 'hub' }));
const sent: { channel: string; to: string; text?: string }[] = [];
let outcomeOk = true;
let hub: TestHub;
let admin: Client;

beforeAll(async () => {
  const channels = memoryChannels(...accounts);
  const renderer = createRenderer({
    service: { 'zh-CN': '盐城12345', en: 'Yancheng 12345' },
    timezone: 'Asia/Shanghai',
    publicBaseUrl: 'https://12345.example.cn',
  });
  const templates = new TemplateDesk({
    renderer,
    traitsOf: (channel) => TRAITS[channel] ?? SWITCHED_OFF,
    channels: {
      list: () => channels.list(),
      test: async (channel, _account, to, text) => {
        sent.push({ channel, to, text });
        return outcomeOk
          ? { ok: true, providerId: 'p' }
          : { ok: false, kind: 'rejected', code: 'blocked', message: '号码被拒' };
      },
    },
  });
  hub = await testHub({ templates, channels });
  admin = await hub.signIn(['system-admin']);
});
afterAll(() => hub.app.close());

const preview = (over: object) =>
  admin.call('POST', `${URL}/preview`, { id: 'ticket.review', channel: 'sms', account: 'hub', ...over });
interface Listed {
  id: string;
  texts: { language: string; variant: string; text: string }[];
  variables: { name: string; sample: unknown }[];
}
const listed = async () => (await admin.call('GET', URL)).body['items'] as Listed[];

describe('the citizen’s texts are the system administrator’s to try', () => {
  test.each(Role.options.filter((role) => role !== 'system-admin'))('not %s', async (role) => {
    const unit = role === 'clerk' || role === 'unit-leader' ? 'city-lights' : undefined;
    const person = await hub.signIn([role], { unit });
    expect((await person.call('GET', URL)).status).toBe(403);
    const test = { id: 'greeting', channel: 'sms', account: 'hub', to: '13812345678' };
    expect((await person.call('POST', `${URL}/test`, test)).status).toBe(403);
  });

  test('every one is there in both languages, and every variable has a sample', async () => {
    const items = await listed();
    expect(items.length).toBeGreaterThan(200);
    for (const { id, texts, variables } of items) {
      expect([id, new Set(texts.map(({ language }) => language)).size]).toEqual([id, 2]);
      for (const { name, sample } of variables) expect([id, name, sample]).not.toContain(null);
    }
    const review = items.find(({ id }) => id === 'ticket.how');
    expect(review?.texts.map(({ variant }) => variant)).toContain('mail');
  });

  test('every one can be shown as each channel would send it, with nothing left open', async () => {
    for (const { id } of await listed())
      for (const channel of Object.keys(TRAITS))
        for (const language of ['zh-CN', 'en']) {
          const { status, body } = await preview({ id, channel, language });
          expect([id, channel, status]).toEqual([id, channel, 200]);
          expect(JSON.stringify(body['parts'])).not.toMatch(/[{}]{2}|undefined|null/);
        }
  }, 120_000);
});

describe('a preview is what the channel would make of it', () => {
  test('by SMS: split into messages, each with what it is charged', async () => {
    const { body } = await preview({ values: { answer: '线路已修复。'.repeat(60) } });
    const parts = body['parts'] as { text: string; length: number }[];
    expect(body).toMatchObject({ unit: 'segments', most: 1, cut: true });
    expect(parts).toHaveLength(3);
    for (const { text, length } of parts) expect(length).toBe(segmentsOf(text).segments);
  });

  test('by mail: with a subject; with values in place of the samples; in English', async () => {
    const mail = await preview({ channel: 'email', values: { number: 'YC1' }, id: 'ticket.accept.mail' });
    expect(mail.body).toMatchObject({ subject: expect.stringContaining('YC1'), cut: false });
    const due = await preview({
      id: 'ticket.due',
      channel: 'web',
      language: 'en',
      values: { dueAt: '2026-12-31T16:30:00Z' },
    });
    // In the city's own time it is New Year's Day.
    expect(JSON.stringify(due.body['parts'])).toContain('January 1');
  });

  test.each([
    ['a variable of another text', { values: { code: '1' } }, 400, 'template-value-wrong'],
    ['a time that is none', { id: 'ticket.due', values: { dueAt: 'soon' } }, 400, 'template-value-wrong'],
    ['a number that is none', { id: 'human.queue', values: { count: 'many' } }, 400, 'template-value-wrong'],
    ['a text that is not there', { id: 'ticket.nothing' }, 404, 'template-not-found'],
    ['an account that is not there', { account: 'other' }, 404, 'account-not-found'],
  ])('refused: %s', async (_, over, status, code) => {
    const answer = await preview(over);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });
});

describe('a test goes to an address by the channel’s own way', () => {
  const send = (over: object = {}) =>
    admin.call('POST', `${URL}/test`, {
      id: 'ticket.review',
      channel: 'sms',
      account: 'hub',
      to: '13812345678',
      ...over,
    });

  test('marked as a test, all its messages, and it is on record without the address', async () => {
    sent.splice(0);
    hub.audit.events.splice(0);
    expect((await send()).body).toMatchObject({ ok: true });
    expect(sent[0]).toMatchObject({ channel: 'sms', to: '13812345678' });
    expect(sent[0]?.text).toMatch(/^【测试】/);
    expect(sent.slice(1).every(({ text }) => text && !text.includes('测试'))).toBe(true);
    expect(hub.audit.events).toMatchObject([
      { action: 'channel.test', object: { id: 'sms/hub' }, detail: { template: 'ticket.review' } },
    ]);
    expect(JSON.stringify(hub.audit.events)).not.toContain('138');
  });

  test('forged: nobody’s own words can be sent this way', async () => {
    sent.splice(0);
    const { status } = await send({ values: { answer: '请把钱汇到……' } });
    expect([status, sent]).toEqual([400, []]);
  });

  test('what the channel says is told, and no second message follows a failure', async () => {
    sent.splice(0);
    outcomeOk = false;
    expect((await send()).body).toMatchObject({ ok: false, code: 'blocked', message: '号码被拒' });
    outcomeOk = true;
    expect(sent).toHaveLength(1);
  });
});
