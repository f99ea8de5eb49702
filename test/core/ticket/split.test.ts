import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStores, type Stores } from '../../store/open-stores.js';
import { crashing, CrashError } from '../../support/crashing.js';
import { NOW, opened, operator, ticketsOn } from './stored-tickets.js';

let stores: Stores;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

const PARTS = [
  { title: '路灯不亮', matter: '小区门口路灯不亮', type: 'help' as const },
  { title: '垃圾成堆', matter: '垃圾三天没有清运' },
];

async function numbersTold(id: string): Promise<string[]> {
  const inputs = await stores.inputs.newInputs(`talk-${id}`);
  return inputs.flatMap(({ input }) =>
    input.type === 'ticketEvent' && input.move === 'accept' ? [input.ticket.number] : [],
  );
}

test('each part is a ticket of the same citizen, conversation and secrecy; all know each other', async () => {
  const tickets = ticketsOn(stores);
  await opened(tickets, 's', { secrecy: 'confidential' });
  for (let i = 0; i < 2; i++) await tickets.move('s', operator, 'cut', 'split', { parts: PARTS });
  const whole = await tickets.get('s');
  const parts = await Promise.all(whole.related.map((id) => tickets.get(id)));
  expect(parts).toMatchObject([
    { request: { title: '路灯不亮', secrecy: 'confidential' }, type: 'help', state: 'accepted' },
    { request: { title: '垃圾成堆', secrecy: 'confidential' }, type: whole.type, state: 'accepted' },
  ]);
  for (const part of parts) {
    expect(part).toMatchObject({ conversationId: 'talk-s', citizenId: 'citizen-s', createdAt: NOW });
    expect([...part.related, part.id].sort()).toEqual([whole.id, ...whole.related].sort());
  }
  expect((await numbersTold('s')).sort()).toEqual([whole, ...parts].map(({ number }) => number).sort());
});

test('related tickets know each other, also by number; a sealed one is one that is not there', async () => {
  const tickets = ticketsOn(stores);
  await opened(tickets, 'r1');
  const { number } = await opened(tickets, 'r2');
  await opened(tickets, 'r3', { secrecy: 'sealed' });
  for (let i = 0; i < 2; i++) await tickets.move('r1', operator, 'rel', 'relate', { ticketIds: [number] });
  expect((await tickets.get('r1')).related).toEqual(['r2']);
  expect((await tickets.get('r2')).related).toEqual(['r1']);
  await expect(tickets.move('r1', operator, 'no', 'relate', { ticketIds: ['r3'] })).rejects.toMatchObject({
    code: 'ticket-not-found',
  });
});

test('an unknown category is refused before anything is made', async () => {
  const tickets = ticketsOn(stores);
  await opened(tickets, 'c');
  const parts = [{ title: '一', matter: '一', category: 'nothing' }];
  await expect(tickets.move('c', operator, 'cut', 'split', { parts })).rejects.toMatchObject({
    code: 'ticket-class',
  });
  expect(await stores.tickets.ofConversation('talk-c', 10)).toHaveLength(1);
});

test('replay: the process dies at any write of a split, and in the end each part is there once', async () => {
  const tickets = ticketsOn(stores);
  let writes = 0;
  for (let k = 0; ; k++) {
    const id = `k${k}`;
    await opened(tickets, id);
    const dying = ticketsOn(crashing(stores, { left: k, writes: 0 }));
    const died = await dying.move(id, operator, 'cut', 'split', { parts: PARTS }).then(
      () => false,
      (error: unknown) => error instanceof CrashError,
    );
    // Dead before the split itself was written, it has not happened: only then it must be asked for again.
    if (k === 0) await tickets.move(id, operator, 'cut', 'split', { parts: PARTS });
    for (const left of await stores.tickets.withNotices(100)) await tickets.handOnNotices(left);
    expect(await stores.tickets.ofConversation(`talk-${id}`, 10)).toHaveLength(3);
    expect(new Set(await numbersTold(id)).size).toBe(3);
    expect(await stores.tickets.withNotices(100)).toEqual([]);
    writes++;
    if (!died) break;
  }
  expect(writes).toBeGreaterThan(5);
}, 60_000);
