import type { Connection } from 'mongoose';

/** Fills the store with closed tickets of other people, as a hub has after months: so many, all indexed. */
export async function seed(connection: Connection, count: number): Promise<void> {
  const at = new Date('2026-10-01T02:00:00Z');
  for (let from = 0; from < count; from += 1000) {
    const numbers = Array.from({ length: Math.min(1000, count - from) }, (_, i) => from + i);
    const when = (n: number) => new Date(at.getTime() + n * 1000);
    await insert(
      connection,
      'tickets',
      numbers.map((n) => ticket(n, when(n))),
    );
    await insert(
      connection,
      'conversations',
      numbers.map((n) => conversation(n, when(n))),
    );
    await insert(
      connection,
      'messages',
      numbers.flatMap((n) => [1, 2, 3, 4].map((seq) => message(n, seq, when(n)))),
    );
  }
}

type Row = { _id: string } & Record<string, unknown>;

async function insert(connection: Connection, collection: string, rows: Row[]): Promise<void> {
  await connection.collection<Row>(collection).insertMany(rows);
}

const id = (kind: string, n: number) => `${kind}seed${String(n).padStart(8, '0')}`;
const MATTER = '解放南路112号门口路灯不亮，晚上出行不便，请尽快维修';

function ticket(n: number, at: Date): Row {
  return {
    _id: id('t', n),
    number: `YC20261001${String(n).padStart(9, '0')}`,
    queryCode: '482913',
    version: 6,
    state: 'closed',
    request: {
      type: 'help',
      title: MATTER,
      matter: MATTER.repeat(3),
      anonymous: false,
      secrecy: 'open',
      urgency: 'normal',
      extra: {},
      attachments: [],
      source: { channel: 'web', account: 'web', conversationId: id('c', n), messageIds: [] },
      formVersion: 1,
      cityVersion: 'bench',
      confidence: {},
    },
    conversationId: id('c', n),
    citizenId: id('z', n),
    channel: 'web',
    unit: 'urban-management',
    deadlines: [],
    events: [1, 2, 3, 4, 5].map((seq) => ({
      seq,
      commandId: `${n}.${seq}`,
      at,
      actor: { type: 'citizen' },
      move: 'note',
      to: 'closed',
      details: {},
    })),
    createdAt: at,
    updatedAt: at,
    noticedSeq: 5,
    lastEventSeq: 5,
    stateKey: 'closed',
    platformKey: 'city',
    searchTokens: [
      '解放',
      '放南',
      '南路',
      '门口',
      '路灯',
      '不亮',
      '晚上',
      '出行',
      '不便',
      '尽快',
      '维修',
      `n${n}`,
    ],
  };
}

function conversation(n: number, at: Date): Row {
  return {
    _id: id('c', n),
    channel: 'web',
    account: 'web',
    citizenId: id('z', n),
    address: id('s', n),
    version: 9,
    state: { mode: 'bot', filler: MATTER.repeat(4) },
    thread: { key: id('s', n) },
    lastSeq: 4,
    effects: [],
    taken: { messages: [], inputs: [] },
    timerAt: null,
    pendingAt: null,
    mode: 'bot',
    flags: [],
    lastText: MATTER,
    lastAt: at,
    createdAt: at,
  };
}

function message(n: number, seq: number, at: Date): Row {
  const both = {
    _id: `${id('m', n)}.${seq}`,
    conversationId: id('c', n),
    channel: 'web',
    account: 'web',
    seq,
    at,
  };
  return seq % 2 === 1
    ? {
        ...both,
        direction: 'in',
        status: 'done',
        externalKey: `seed.${n}.${seq}`,
        message: { text: MATTER },
        bodyHash: 'x',
      }
    : { ...both, direction: 'out', content: { text: MATTER }, delivery: { status: 'sent' } };
}
