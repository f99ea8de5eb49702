import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { loadCity } from '../../../src/config/load-city.js';
import { loadSettings } from '../../../src/config/load-settings.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { createAccept } from '../../../src/core/intake/accept.js';
import { Contacts } from '../../../src/core/identity/contacts.js';
import { ContinueLinks } from '../../../src/core/identity/continue-links.js';
import { OneTime } from '../../../src/core/identity/one-time.js';
import { PhoneBinding } from '../../../src/core/identity/phone-binding.js';
import { citizenIdOf, conversationIdOf } from '../../../src/core/intake/identity.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { ChannelTraits, Waker } from '../../../src/core/ports.js';
import { Tickets } from '../../../src/core/ticket/tickets.js';
import { ConversationWorker } from '../../../src/core/work/conversation-worker.js';
import { createStepContext } from '../../../src/core/work/step-context.js';
import { type EmbeddedStore, startEmbedded } from '../../../src/embedded/start.js';
import { connectStore } from '../../../src/store/connect.js';
import { createStores } from '../../../src/store/stores.js';
import { testVault } from '../../support/vault.js';
import { createRenderer } from '../../../src/templates/render.js';
import { crashing, CrashError } from '../../support/crashing.js';

/**
 * The process may die between any two writes. Here it does: for every k, the k-th write of the story never
 * happens and nothing after it either; then fresh workers find what is left. Whatever k, the citizen has
 * heard the same things once, and there is one ticket.
 */

const settings = loadSettings({ env: { HUB_DATA_DIR: tmpdir() } });
const city = loadCity(settings.cityDir);
const understand = createUnderstand(city);
const STORY = ['我家楼下路灯坏了好几天了', '盐都区世纪大道88号', '13812345678', '对'];
const NOW = new Date('2026-11-23T02:00:00Z');
const traits: ChannelTraits = {
  source: '08',
  dialogue: 'chat',
  debounceMs: 0,
  delivery: 'push',
  maxText: 10_000,
  textUnit: 'chars',
  maxParts: 1,
  buttons: 6,
  images: true,
  files: true,
  maxAttachmentBytes: 1_000_000,
  rich: false,
  repeatSafe: false,
};
const silent: Waker = { conversation: () => undefined, outbox: () => undefined };

let dir: string;
let store: EmbeddedStore;
let connection: Connection;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hub-crash-'));
  store = await startEmbedded(dir);
  connection = await connectStore(store.uri);
});
afterAll(async () => {
  await connection.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('crash between any two writes', () => {
  test('the story has the same end wherever it was cut', async () => {
    const stores = await createStores(connection, testVault());
    const whole = await tell(stores, 'whole', Infinity);
    expect(whole.tickets).toBe(1);
    expect(whole.heard).toHaveLength(STORY.length);
    expect(whole.writes).toBeGreaterThan(20);
    const cuts = Array.from({ length: whole.writes }, (_, k) => k);
    const ends = await Promise.all(cuts.map((k) => tell(stores, `cut-${k}`, k)));
    for (const [k, { heard, tickets, seenAt }] of ends.entries()) {
      expect({ k, heard, tickets, seenAt }).toEqual({ k, heard: whole.heard, tickets: 1, seenAt: NOW });
    }
  }, 120_000);
});

type Stores = Awaited<ReturnType<typeof createStores>>;

/** Plays the story for one citizen; the process dies at the k-th write and is started again. */
async function tell(stores: Stores, citizen: string, k: number) {
  const fuse = { left: k, writes: 0 };
  const fragile = crashing(stores, fuse);
  const conversationId = conversationIdOf('web', 'web', citizen);
  let ids = 0;
  const acceptOn = (on: Stores) =>
    createAccept({
      messages: on.messages,
      raw: on.raw,
      clock: { now: () => NOW },
      ids: { next: () => `${citizen}-${String(++ids).padStart(4, '0')}` },
      waker: silent,
      debounceOf: () => 0,
    });
  for (const [i, text] of STORY.entries()) {
    // A provider that gets no answer sends again: the same id, after the restart.
    const say = (on: Stores) =>
      acceptOn(on)(
        {
          channel: 'web',
          account: 'web',
          externalId: `${citizen}:${i}`,
          kind: 'text',
          from: { id: citizen },
          thread: { key: citizen },
          text,
          sentAt: NOW,
          receivedAt: NOW,
        },
        { bytes: Buffer.from(text), mime: 'text/plain', receivedAt: NOW },
      );
    await survive(
      () => say(fragile),
      () => say(stores),
    );
    await survive(
      () => workerOn(fragile).visit(conversationId),
      () => workerOn(stores).visit(conversationId),
    );
    await restart(stores, conversationId);
  }
  const messages = await stores.messages.history(conversationId, 0, 100);
  const tickets = await stores.tickets.ofConversation(conversationId, 10);
  const number = tickets[0]?.number ?? '';
  const code = tickets[0]?.queryCode ?? '';
  return {
    writes: fuse.writes,
    tickets: tickets.length,
    seenAt: (await stores.citizens.load(citizenIdOf('web', 'web', citizen)))?.firstSeenAt,
    heard: messages
      .filter((message) => message.direction === 'out')
      .map((message) => (message.direction === 'out' ? message.content.text : ''))
      .map((text) => text.replace(number, 'NUMBER').replace(code, 'CODE')),
  };
}

/** Runs on the fragile process; when it dies, the fresh one does it again. */
async function survive(fragile: () => Promise<unknown>, fresh: () => Promise<unknown>): Promise<void> {
  try {
    await fragile();
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
    await fresh();
  }
}

/** What the sweeper does after a restart. */
async function restart(stores: Stores, conversationId: string): Promise<void> {
  const tickets = ticketsOn(stores);
  for (const id of await stores.tickets.withNotices(100)) await tickets.handOnNotices(id);
  await workerOn(stores).visit(conversationId);
}

function ticketsOn(stores: Stores): Tickets {
  return new Tickets({
    tickets: stores.tickets,
    inputs: stores.inputs,
    clock: { now: () => NOW },
    random: { int: () => 482_913 },
    waker: silent,
    city,
    staffNotices: stores.staffNotices,
    calendar: workingCalendar(city.deadlines, city.holidays),
    rulesOf: () => city,
    sourceOf: () => '08',
  });
}

function workerOn(stores: Stores): ConversationWorker {
  const tickets = ticketsOn(stores);
  const oneTime = new OneTime(Buffer.from('key'));
  const around = { ...stores, clock: { now: () => NOW }, waker: silent, oneTime };
  const contacts = new Contacts(around);
  const continueLinks = new ContinueLinks(around);
  const binding = new PhoneBinding({
    ...around,
    contacts,
    phoneAccount: () => undefined,
    isPhone: () => false,
  });
  return new ConversationWorker({
    alarms: { raise: async () => undefined },
    ...stores,
    tickets,
    binding,
    continueLinks,
    waker: silent,
    clock: { now: () => NOW },
    renderer: createRenderer({
      service: { 'zh-CN': city.profile.serviceName, en: city.profile.serviceNameEn },
      timezone: city.profile.timezone,
      publicBaseUrl: 'http://127.0.0.1',
    }),
    traitsOf: () => traits,
    fileLink: () => undefined,
    contextFor: createStepContext({
      clock: { now: () => NOW },
      city,
      understand,
      tickets,
      calendar: workingCalendar(city.deadlines, city.holidays),
      staffOnDuty: async () => true,
      countWaiting: (before, exceptId) => stores.conversations.countWaiting(before, exceptId),
      publicBaseUrl: 'http://127.0.0.1',
      mayLookUp: async () => true,
      wrongCode: async () => undefined,
      contacts,
      binding,
    }),
    onNews: () => undefined,
    // A crash is no poison: it must come out as a crash.
    onPoison: ({ error }) => {
      throw error;
    },
  });
}
