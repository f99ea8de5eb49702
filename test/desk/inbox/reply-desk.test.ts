import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ReplyDesk, type ReplyDeskDeps } from '../../../src/desk/inbox/reply-desk.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { conversation, NOW } from '../../store/samples.js';

let close: () => Promise<void>;
let stores: Stores;
beforeAll(async () => {
  const opened = await openStores();
  ({ close, stores } = opened);
});
afterAll(() => close());

const wang = { id: 'wang', name: '王', roles: [] };
let at = NOW.getTime();
const clock = { now: () => new Date(at) };

/** What reached the conversation: saying it again under the same id is the same message. */
function process(said: Map<string, number>, cut?: 'before' | 'after'): ReplyDesk {
  const say: ReplyDeskDeps['desk']['say'] = async (id, staff, commandId) => {
    if (cut === 'before') throw new Error('the process dies');
    const messageId = `m.s.${id}.${staff.id}.${commandId}:0`;
    said.set(messageId, (said.get(messageId) ?? 0) + 1);
    if (cut === 'after') throw new Error('the process dies');
    return { messageId };
  };
  return new ReplyDesk({
    desk: { checkReply: async () => undefined, say },
    conversations: stores.conversations,
    messages: stores.messages,
    later: stores.laterReplies,
    clock,
    visit: async () => undefined,
    onNews: () => undefined,
  });
}

async function sweep(desk: ReplyDesk): Promise<void> {
  for (const id of await desk.due(clock.now(), 100)) await desk.send(id).catch(() => undefined);
}
const reply = { text: '您好', attachmentIds: [], undoSeconds: 5 };
let serial = 0;
async function begin(): Promise<string> {
  const id = `rd${++serial}`;
  await stores.conversations.save(conversation(id, { heardSeq: 1 }), 0);
  return id;
}

describe('a reply that can be taken back is said exactly once', () => {
  test.each([['before'], ['after']] as const)('although the process dies %s saying it', async (cut) => {
    const id = await begin();
    const said = new Map<string, number>();
    const { messageId } = await process(said).reply(id, wang, 'k', reply);
    await sweep(process(said));
    expect(said.size).toBe(0);
    at += 5_000;
    await sweep(process(said, cut));
    await sweep(process(said));
    await sweep(process(said));
    expect([...said.keys()]).toEqual([messageId]);
    expect(await process(said).openIn(id)).toEqual([]);
  });

  test('taken back it is never said; said it cannot be taken back', async () => {
    const id = await begin();
    const said = new Map<string, number>();
    const desk = process(said);
    const [first, second] = [await desk.reply(id, wang, 'a', reply), await desk.reply(id, wang, 'b', reply)];
    const laterId = (accepted: typeof first) => accepted.later?.id ?? '';
    expect(await desk.withdraw(id, laterId(first))).toMatchObject({ text: '您好' });
    at += 5_000;
    await sweep(desk);
    expect([...said.keys()]).toEqual([second.messageId]);
    await expect(desk.withdraw(id, laterId(second))).rejects.toMatchObject({ code: 'reply-gone' });
    await expect(desk.withdraw('other', laterId(second))).rejects.toMatchObject({ code: 'reply-not-found' });
  });

  test('of undo and its time at the same moment one wins, and the answer tells which', async () => {
    const id = await begin();
    const said = new Map<string, number>();
    const desk = process(said);
    const { later } = await desk.reply(id, wang, 'k', reply);
    at += 5_000;
    const [undone] = await Promise.allSettled([desk.withdraw(id, later?.id ?? ''), sweep(desk)]);
    await sweep(desk);
    expect(said.size).toBe(undone.status === 'fulfilled' ? 0 : 1);
  });
});

describe('a reply of a chosen time', () => {
  const later = () => ({ ...reply, undoSeconds: undefined, sendAt: new Date(at + 3_600_000) });

  test('is held and flagged when the citizen wrote in between, and goes by a person’s decision', async () => {
    const id = await begin();
    const said = new Map<string, number>();
    const desk = process(said);
    await desk.reply(id, wang, 'k', later());
    await stores.conversations.save(conversation(id, { version: 2, heardSeq: 3 }), 1);
    at += 3_600_000;
    await sweep(desk);
    await sweep(desk);
    expect(said.size).toBe(0);
    const flags = (await stores.conversations.load(id))?.flags;
    expect(flags).toMatchObject([{ reason: 'reply-held' }]);
    const [held] = await desk.openIn(id);
    expect(held).toMatchObject({ state: 'held' });
    await desk.release(id, held?.id ?? '');
    expect(said.size).toBe(1);
  });

  test('goes by itself when nothing happened', async () => {
    const id = await begin();
    const said = new Map<string, number>();
    await process(said).reply(id, wang, 'k', later());
    at += 3_600_000;
    await sweep(process(said));
    expect([...said.values()]).toEqual([1]);
  });
});
