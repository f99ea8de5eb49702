import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Role } from '../../src/core/model/codes.js';
import { type Ticket, TicketState } from '../../src/core/model/ticket.js';
import { LIFECYCLE } from '../../src/core/ticket/lifecycle.js';
import { TICKET_RULES } from '../../src/server/errors/ticket-rules.js';
import { PERMISSIONS, STAFF_MOVES, type StaffMove } from '../../src/server/permissions.js';
import { ticket } from '../store/samples.js';
import { sampleConversation } from '../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
let serial = 0;

beforeAll(async () => {
  hub = await testHub();
  await hub.ticketStore.insert(inState('signed', { id: 'main', number: 'YC-main' }));
});
afterAll(() => hub.app.close());

/** What a move needs to be one; what else the city's rules ask of it is tested with them. */
const BODIES: Record<StaffMove, object> = {
  answer: { text: '已答复', result: 'solved' },
  refuse: { refusal: 'N01' },
  dispatch: { unit: 'city-lights' },
  sign: {},
  return: { reason: '不属本单位', basis: '三定方案' },
  'accept-return': {},
  'reject-return': { reason: '属本单位' },
  dispute: { reason: '不属本单位', basis: '三定方案' },
  arbitrate: { unit: 'city-lights', reason: '裁定' },
  progress: { text: '正在办' },
  'assist-reply': { text: '已协办' },
  apply: { application: 'appeal', reason: '不可抗力' },
  decide: { applicationId: 'a1', granted: true, reason: '同意' },
  suspend: { cause: 'legal', reason: '诉讼中' },
  resume: { reason: '已结案' },
  reply: { text: '已修好', facts: '灯泡坏', basis: '规程', contact: '路灯处', result: 'solved' },
  review: {},
  rework: { reason: '未解决' },
  attempt: {},
  'call-back': { callBack: { reached: true, satisfied: true } },
  rate: { rating: 5 },
  close: {},
  archive: {},
  cancel: { reason: '撤销' },
  'hand-over': { to: '12388', reason: '违纪' },
  receipt: { receipt: '12388-1' },
  join: { ticketIds: ['main'] },
  unjoin: { reason: '不是一件事' },
  relate: { ticketIds: ['main'] },
  split: { parts: [{ title: '路灯', matter: '路灯不亮' }] },
  transfer: { platform: 'north-county', reason: '属地' },
  reclassify: { category: 'CJ01', reason: '更正' },
  recount: { reason: '日历更正' },
  supplement: { text: '还有一盏' },
  urge: {},
  supervise: { level: 'reminder', reason: '快到期' },
  acknowledge: { text: '收到' },
  comment: { text: '请看' },
  note: { text: '备注' },
};

/** A ticket with city-lights, water-works assisting, as far in its life as asked. */
function inState(state: TicketState, over: Partial<Ticket> = {}): Ticket {
  const id = `t${++serial}`;
  const at = hub.clock.now();
  return ticket(id, '路灯坏了', {
    number: `YC-${id}`,
    state,
    unit: 'city-lights',
    assists: [{ unit: 'water-works', askedAt: at, text: '已协办', at }],
    applications: [
      { id: 'a1', kind: 'extension', at, by: 'city-lights', reason: '', days: 2, state: 'pending' },
    ],
    ...(state === 'joined' && { before: 'signed', joinedTo: 'main' }),
    ...(state === 'suspended' && { suspension: { cause: 'legal', since: at, until: at } }),
    ...(state === 'handed-over' && { handedOver: { to: '12388', at } }),
    createdAt: at,
    updatedAt: at,
    ...over,
  });
}

async function tryMove(who: Client, move: StaffMove, one: Ticket): Promise<string> {
  await hub.ticketStore.insert(one);
  const { status, body } = await who.call('POST', `/api/staff/tickets/${one.id}/${move}`, BODIES[move]);
  const code = typeof body['code'] === 'string' ? body['code'] : '';
  // The city's own rules come after the rights: whoever meets one of them was let in.
  return status === 200 || code in TICKET_RULES ? 'allowed' : code;
}

type Hat = 'lead' | 'assist';
/** What the tables say of a cell. */
function expected(role: Role, move: StaffMove, state: TicketState, hat: Hat): string {
  if (!PERMISSIONS[role][`ticket.${move}`]) return 'forbidden';
  const rule = LIFECYCLE[state][move];
  if (!rule) return 'ticket-illegal-move';
  if (!rule.by.includes(role)) return 'ticket-move-not-allowed';
  const ofUnit = role === 'clerk' || role === 'unit-leader';
  const assisting = ['assist-reply', 'comment', 'note'].includes(move);
  const fits = !ofUnit || (hat === 'assist' ? assisting : move !== 'assist-reply');
  return fits ? 'allowed' : 'ticket-move-not-allowed';
}

const unitOf = (role: Role, unit: string) => (role === 'clerk' || role === 'unit-leader' ? unit : undefined);
const cells = STAFF_MOVES.flatMap((move) => TicketState.options.map((state) => ({ move, state })));
const UNIT_ROLES: Role[] = ['clerk', 'unit-leader'];

describe('every cell of role × move × state, through the API', () => {
  test.each([
    ...Role.options.map((role) => ({ role, hat: 'lead' as const, unit: unitOf(role, 'city-lights') })),
    ...UNIT_ROLES.map((role) => ({ role, hat: 'assist' as const, unit: 'water-works' })),
  ])('$role ($hat)', async ({ role, hat, unit }) => {
    const who = await hub.signIn([role], { unit });
    for (const { move, state } of cells) {
      const got = await tryMove(who, move, inState(state));
      expect([role, move, state, got]).toEqual([role, move, state, expected(role, move, state, hat)]);
    }
  });
});

describe('leak: what lies outside somebody’s bounds is as if it were not there', () => {
  const outside: {
    title: string;
    roles: Role[];
    who: { unit?: string; platform?: string };
    of: () => Ticket;
  }[] = [
    ...Role.options
      .filter((role) => role !== 'sealed-desk' && PERMISSIONS[role]['ticket.read'])
      .map((role) => ({
        title: `${role}, a sealed ticket`,
        roles: [role],
        who: { unit: unitOf(role, 'city-lights') },
        of: () => sealed(inState('signed')),
      })),
    ...UNIT_ROLES.map((role) => ({
      title: `${role} of another unit`,
      roles: [role],
      who: { unit: 'hotline-center' },
      of: () => inState('signed'),
    })),
    ...Role.options
      .filter((role) => unitOf(role, 'x') === undefined && PERMISSIONS[role]['ticket.read'])
      .map((role) => ({
        title: `${role} of a county, the city’s ticket`,
        roles: [role],
        who: { platform: 'north-county' },
        of: () => inState('signed'),
      })),
    {
      title: 'the sealed desk of a county, the city’s sealed ticket',
      roles: ['sealed-desk'],
      who: { platform: 'north-county' },
      of: () => sealed(inState('signed')),
    },
  ];

  test.each(outside)('$title: read, moved, listed, searched, counted', async ({ roles, who: where, of }) => {
    const who = await hub.signIn(roles, where);
    const one = of();
    const number = `YC${String(20_261_123_050_000_000 + ++serial)}`;
    await hub.ticketStore.insert({ ...one, number, conversationId: `c-${one.id}` });
    const url = `/api/staff/tickets/${one.id}`;
    expect((await who.call('GET', url)).body).toMatchObject({ code: 'ticket-not-found' });
    for (const move of STAFF_MOVES) {
      const [role] = roles;
      if (!role || !PERMISSIONS[role][`ticket.${move}`]) continue;
      expect((await who.call('POST', `${url}/${move}`, BODIES[move])).body).toMatchObject({
        code: 'ticket-not-found',
      });
    }
    for (const asked of [`conversationId=c-${one.id}`, `text=${number}`]) {
      expect((await who.call('GET', `/api/staff/tickets?${asked}`)).body).toEqual({ items: [] });
      expect((await who.call('GET', `/api/staff/tickets/count?${asked}`)).body).toMatchObject({
        count: 0,
        more: false,
      });
    }
  });

  const sealed = (one: Ticket): Ticket => ({ ...one, request: { ...one.request, secrecy: 'sealed' } });

  test('within them it is there: a unit that assists, a county of its own', async () => {
    const assisting = await hub.signIn(['clerk'], { unit: 'water-works' });
    const county = await hub.signIn(['operator'], { platform: 'north-county' });
    const one = inState('signed', { platform: 'north-county' });
    await hub.ticketStore.insert(one);
    for (const who of [assisting, county]) {
      expect((await who.call('GET', `/api/staff/tickets/${one.id}`)).status).toBe(200);
      const { body } = await who.call('GET', `/api/staff/tickets?text=${one.number}`);
      expect(body['items']).toMatchObject([{ id: one.id }]);
    }
  });

  test('what a county writes down is the county’s', async () => {
    const county = await hub.signIn(['operator'], { platform: 'north-county' });
    const held = sampleConversation('held', hub.clock.now(), { mode: 'staff', staffId: county.id });
    hub.conversations.add(held, []);
    const made = await county.call('POST', '/api/staff/tickets', {
      conversationId: 'held',
      request: { type: 'complaint', title: '路灯', matter: '路灯坏了' },
    });
    expect(made.status).toBe(201);
    expect((await county.call('GET', `/api/staff/tickets/${String(made.body['id'])}`)).status).toBe(200);
  });
});
