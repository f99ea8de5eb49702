import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleConversation, sampleInbound } from '../../support/server/memory-conversations.js';
import { type Answer, type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let wang: Client;
let li: Client;
let county: Client;
let sealedDesk: Client;
const URL = '/api/staff/conversations';

beforeAll(async () => {
  hub = await testHub();
  wang = await hub.signIn(['operator'], { login: 'wang' });
  li = await hub.signIn(['operator'], { login: 'li' });
  county = await hub.signIn(['operator'], { login: 'county', platform: 'north-county' });
  sealedDesk = await hub.signIn(['sealed-desk'], { login: 'sealed' });
});
afterAll(() => hub.app.close());

let serial = 0;
function conversation(over: object = {}): string {
  const id = `i${++serial}`;
  const at = new Date(hub.clock.now().getTime() + serial);
  hub.conversations.add(sampleConversation(id, at, { heardSeq: 1, ...over }), [
    sampleInbound(`m-${id}`, id, at, '路灯坏了'),
  ]);
  return id;
}
const idsOf = ({ body }: Answer) => {
  const items: unknown[] = Array.isArray(body['items']) ? body['items'] : [];
  return items.map((one) => (typeof one === 'object' && one && 'id' in one ? one.id : undefined));
};
function citizenWrites(id: string): void {
  const messages = hub.conversations.messagesOf(id);
  const seq = messages.length + 1;
  messages.push({ ...sampleInbound(`m-${id}-${seq}`, id, hub.clock.now(), '还有一件事'), seq });
}

describe('leak: a county sees its own conversations', () => {
  test('in lists, counts and by name; another’s is as if it were not there', async () => {
    const own = conversation({ platform: 'north-county' });
    const held = conversation({ mode: 'staff', staffId: county.id });
    const citys = conversation();
    const others = conversation({ platform: 'south-county' });
    const all = idsOf(await county.call('GET', URL));
    expect(all).toContain(own);
    expect(all).not.toContain(citys);
    expect(all).not.toContain(others);
    expect(idsOf(await county.call('GET', `${URL}?view=mine`))).toContain(held);
    for (const id of [own, held]) expect((await county.call('GET', `${URL}/${id}`)).status).toBe(200);
    for (const id of [citys, others])
      for (const [method, path, body] of [
        ['GET', '', undefined],
        ['GET', '/person', undefined],
        ['GET', '/draft', undefined],
        ['GET', '/reply-ways', undefined],
        ['GET', '/messages?before=5', undefined],
        ['POST', '/take', {}],
        ['POST', '/assign', { staffId: county.id }],
        ['POST', '/reply', { text: '您好' }],
        ['POST', '/preview', { text: '您好' }],
        ['POST', '/note', { text: '您好' }],
        ['POST', '/presence', { state: 'viewing' }],
        ['PUT', '/draft', { text: '您好', seenSeq: 1 }],
        ['DELETE', '/replies/r1', {}],
      ] as const) {
        const { body: answer } = await county.call(method, `${URL}/${id}${path}`, body);
        expect([path, answer['code']]).toEqual([path, 'conversation-not-found']);
      }
    expect((await wang.call('GET', `${URL}/${others}`)).status).toBe(200);
  });

  test('a sealed one is in the sealed desk’s lists and counts alone', async () => {
    const before = (await wang.call('GET', `${URL}/counts`)).body;
    const sealed = conversation({ sealed: true, flags: [openFlag('sealed')] });
    expect(idsOf(await wang.call('GET', URL))).not.toContain(sealed);
    expect((await wang.call('GET', `${URL}/counts`)).body).toEqual(before);
    expect(idsOf(await sealedDesk.call('GET', URL))).toContain(sealed);
    const { body } = await wang.call('PUT', `${URL}/${sealed}/draft`, { text: 'x', seenSeq: 1 });
    expect(body).toMatchObject({ code: 'sealed-matter' });
  });
});

const openFlag = (reason: string) => ({
  id: `f-${reason}`,
  reason,
  summary: '',
  at: hub.clock.now(),
  urgent: false,
});

describe('conflict: nothing is said over what its writer has not seen', () => {
  test('a citizen who wrote meanwhile is named; force sends all the same', async () => {
    const id = conversation();
    citizenWrites(id);
    const refused = await wang.call('POST', `${URL}/${id}/reply`, { text: '好的', seenSeq: 1 });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'conversation-moved', changes: [{ seq: 2, move: 'message' }] },
    });
    expect(hub.conversations.messagesOf(id)).toHaveLength(2);
    const forced = { text: '好的', seenSeq: 1, force: true };
    expect((await wang.call('POST', `${URL}/${id}/reply`, forced)).status).toBe(202);
  });

  test('of two colleagues who answer at the same moment the second is told of the first', async () => {
    const id = conversation();
    const answers = await Promise.all(
      [wang, li].map((who) =>
        who.call('POST', `${URL}/${id}/reply`, { text: '好的', seenSeq: 1, undoSeconds: 5 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body['changes']).toMatchObject([{ move: 'reply', by: '测试员' }]);
  });

  test('replay: the same command is one reply, although its own message has come since', async () => {
    const id = conversation();
    const key = { 'idempotency-key': `once-${id}` };
    const say = () => wang.call('POST', `${URL}/${id}/reply`, { text: '好的', seenSeq: 1 }, key);
    expect((await say()).body).toEqual((await say()).body);
    expect(hub.conversations.messagesOf(id)).toHaveLength(2);
  });

  test('what a colleague has is taken only by who names them', async () => {
    const id = conversation({ mode: 'staff', staffId: wang.id });
    expect((await li.call('POST', `${URL}/${id}/take`, {})).body).toMatchObject({
      code: 'conversation-taken',
    });
    expect((await li.call('POST', `${URL}/${id}/take`, { from: county.id })).status).toBe(409);
    expect((await li.call('POST', `${URL}/${id}/take`, { from: wang.id })).body).toMatchObject({
      staffId: li.id,
    });
  });
});

describe('drafts', () => {
  test('are each person’s own, and say when the citizen wrote since', async () => {
    const id = conversation();
    await wang.call('PUT', `${URL}/${id}/draft`, { text: '正在核实', seenSeq: 0 });
    expect((await wang.call('GET', `${URL}/${id}/draft`)).body).toMatchObject({
      draft: { text: '正在核实', newer: true },
    });
    expect((await li.call('GET', `${URL}/${id}/draft`)).body).toEqual({});
    const beat = await li.call('POST', `${URL}/${id}/presence`, { state: 'viewing' });
    expect(beat.body['present']).toEqual([{ staffId: wang.id, name: '测试员', state: 'typing' }]);
    expect(beat.text).not.toContain('正在核实');
    await wang.call('POST', `${URL}/${id}/reply`, { text: '正在核实' });
    expect((await wang.call('GET', `${URL}/${id}/draft`)).body).toEqual({});
  });
});

describe('canned answers', () => {
  const BODY = { title: '转单提示', text: '{{姓名}}您好，工单{{工单号}}已转{{单位}}办理。', tags: ['转派'] };

  test('are found by sound, filled in, and say what stayed open', async () => {
    const made = await wang.call('POST', '/api/staff/canned-answers', BODY);
    const id = String(made.body['id']);
    for (const q of ['zdts', '转单', 'zhuandan', 'ZD', '办理'])
      expect(idsOf(await wang.call('GET', `/api/staff/canned-answers?q=${encodeURIComponent(q)}`))).toEqual([
        id,
      ]);
    expect(idsOf(await wang.call('GET', '/api/staff/canned-answers?q=xyz'))).toEqual([]);
    const filled = await wang.call('POST', `/api/staff/canned-answers/${id}/fill`, { conversationId: 'c1' });
    expect(filled.body).toEqual({
      text: '张三您好，工单{{工单号}}已转{{单位}}办理。',
      unfilled: ['工单号', '单位'],
    });
  });

  test('leak: one’s own are nobody else’s; shared ones are changed by who may', async () => {
    const mine = await wang.call('POST', '/api/staff/canned-answers', { ...BODY, title: '我的' });
    const url = `/api/staff/canned-answers/${String(mine.body['id'])}`;
    expect((await li.call('POST', `${url}/fill`, {})).body).toMatchObject({
      code: 'canned-answer-not-found',
    });
    expect((await li.call('DELETE', url)).status).toBe(404);
    expect(
      (await wang.call('POST', '/api/staff/canned-answers', { ...BODY, shared: 'platform' })).status,
    ).toBe(403);
    const chief = await hub.signIn(['supervisor']);
    const shared = await chief.call('POST', '/api/staff/canned-answers', {
      ...BODY,
      title: '共用',
      shared: 'platform',
    });
    const sharedUrl = `/api/staff/canned-answers/${String(shared.body['id'])}`;
    expect(idsOf(await li.call('GET', '/api/staff/canned-answers?q=共用'))).toHaveLength(1);
    expect(idsOf(await county.call('GET', '/api/staff/canned-answers?q=共用'))).toHaveLength(0);
    expect((await li.call('DELETE', sharedUrl)).status).toBe(403);
    const change = { ...BODY, title: '共用二', version: 1 };
    expect((await chief.call('POST', sharedUrl, change)).body).toMatchObject({ version: 2 });
    expect((await chief.call('POST', sharedUrl, change)).body).toMatchObject({
      code: 'canned-answer-changed',
    });
  });
});

describe('colleagues', () => {
  test('leak: a county’s people see their own; whoever may not open a conversation cannot be named in it', async () => {
    const near = await hub.signIn(['operator'], { platform: 'north-county' });
    expect(idsOf(await county.call('GET', '/api/staff/colleagues'))).toEqual([near.id]);
    expect(idsOf(await wang.call('GET', '/api/staff/colleagues?q=csy'))).toContain(near.id);
    const id = conversation();
    const note = { text: '请看', mentions: [near.id] };
    expect((await wang.call('POST', `${URL}/${id}/note`, note)).body).toMatchObject({
      code: 'colleague-not-found',
    });
    expect((await wang.call('POST', `${URL}/${id}/assign`, { staffId: near.id })).status).toBe(404);
    expect((await wang.call('POST', `${URL}/${id}/note`, { text: '请看', mentions: [li.id] })).status).toBe(
      201,
    );
    expect((await wang.call('POST', `${URL}/${id}/assign`, { staffId: li.id })).body).toMatchObject({
      staffId: li.id,
    });
  });
});

test('a cursor over conversations of one moment leaves none out and shows none twice', async () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const made = Array.from({ length: 7 }, () =>
    conversation({ channel: 'cursor', lastAt: at, createdAt: at }),
  );
  const seen: unknown[] = [];
  let cursor = '';
  for (let page = 0; page < 5; page++) {
    const { body, ...rest } = await wang.call('GET', `${URL}?channel=cursor&limit=2${cursor}`);
    seen.push(...idsOf({ body, ...rest }));
    if (typeof body['nextCursor'] !== 'string') break;
    cursor = `&cursor=${body['nextCursor']}`;
  }
  expect([...seen].sort()).toEqual([...made].sort());
});
