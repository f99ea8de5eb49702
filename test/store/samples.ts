import type { Conversation } from '../../src/core/model/conversation.js';
import type { StoredInbound, StoredOutbound } from '../../src/core/model/message.js';
import type { Ticket } from '../../src/core/model/ticket.js';

export const NOW = new Date('2026-11-23T02:00:00Z');
export const after = (ms: number) => new Date(NOW.getTime() + ms);

export function inbound(
  id: string,
  fields: Partial<StoredInbound> = {},
  externalId: string = id,
): StoredInbound {
  return {
    id,
    direction: 'in',
    conversationId: 'c1',
    channel: 'web',
    account: 'web',
    at: NOW,
    status: 'new',
    bodyHash: 'h',
    message: {
      channel: 'web',
      account: 'web',
      externalId,
      kind: 'text',
      from: { id: 'wang' },
      thread: { key: 'wang' },
      text: '路灯坏了',
      attachments: [],
      notices: [],
      sentAt: NOW,
      receivedAt: NOW,
    },
    ...fields,
  };
}

export function outbound(id: string, fields: Partial<StoredOutbound> = {}): StoredOutbound {
  return {
    id,
    direction: 'out',
    conversationId: 'c1',
    channel: 'sms',
    account: 'hub',
    seq: 1,
    at: NOW,
    author: { type: 'bot' },
    automatic: true,
    content: { text: '已受理', buttons: [], attachments: [] },
    to: '13812345678',
    thread: { key: 'wang' },
    delivery: { status: 'ready', runAt: NOW, attempts: 0, fence: 0, updatedAt: NOW },
    ...fields,
  };
}

export function conversation(id: string, fields: Partial<Conversation> = {}): Conversation {
  return {
    id,
    channel: 'sms',
    account: 'hub',
    citizenId: `citizen-${id}`,
    address: '13812345678',
    version: 1,
    state: null,
    thread: { key: 'wang' },
    lastSeq: 0,
    effects: [],
    taken: { messages: [], inputs: [] },
    timerAt: null,
    pendingAt: null,
    mode: 'bot',
    flags: [],
    lastText: '',
    lastAt: NOW,
    createdAt: NOW,
    ...fields,
  };
}

export const flag = (id: string) => ({
  id,
  reason: 'send-failed',
  summary: '消息未能送达',
  at: NOW,
  urgent: false,
});

export function ticket(id: string, matter: string, fields: Partial<Ticket> = {}): Ticket {
  return {
    id,
    number: `YC${id}`,
    queryCode: '482913',
    version: 1,
    state: 'accepted',
    request: {
      type: 'complaint',
      title: matter.slice(0, 20),
      matter,
      anonymous: false,
      secrecy: 'open',
      urgency: 'normal',
      extra: {},
      attachments: [],
      source: { channel: 'web', account: 'web', conversationId: 'c1', messageIds: [] },
      formVersion: 1,
      cityVersion: '1',
      confidence: {},
    },
    type: 'complaint',
    urgency: 'normal',
    conversationId: 'c1',
    citizenId: 'wang',
    channel: 'web',
    assists: [],
    deadlines: [],
    events: [],
    dispatches: 0,
    returns: 0,
    noReturn: false,
    suspensions: 0,
    applications: [],
    supervision: [],
    cards: [],
    urges: 0,
    reworks: 0,
    attempts: 0,
    related: [],
    timerAt: null,
    createdAt: NOW,
    updatedAt: NOW,
    noticedSeq: 0,
    ...fields,
  };
}
