import { Assigner, type AssignmentPolicy, type AtWork } from '../../../src/core/assignment/assigner.js';
import {
  newProfile,
  type Availability,
  type DeskProfile,
} from '../../../src/core/assignment/desk-profile.js';
import type { ConversationInput } from '../../../src/core/conversation/input.js';
import { type ConversationState, initialState } from '../../../src/core/conversation/state.js';
import { step } from '../../../src/core/conversation/step.js';
import { newConversation } from '../../../src/core/identity/open-conversation.js';
import type { Conversation } from '../../../src/core/model/conversation.js';
import { memoryAssignments } from '../../support/server/memory-assignments.js';
import { city, understand } from '../conversation/real.js';

export const POLICY: AssignmentPolicy = {
  enabled: true,
  mostOpen: 3,
  takeBackMinutes: 5,
  takeBackMinutesMail: 120,
  queues: {},
};
const MINUTE = 60_000;
const START = new Date('2026-11-23T02:00:00Z');
type Talk = Conversation & { state: ConversationState };

/**
 * A desk with the real engine under every conversation and the real assigner over them, in memory. `onHeld` hears of
 * every change of holder; `failing` may throw at any write.
 */
export function desk(
  people: readonly (Omit<AtWork, 'sessionsSince'> & Partial<DeskProfile>)[],
  on: { onHeld?: (staffId: string, by: string) => void; failing?: () => void } = {},
  policy: Partial<AssignmentPolicy> = {},
) {
  let now = START;
  const talks = new Map<string, Talk>();
  const inputs = new Map<string, { conversationId: string; input: ConversationInput; done: boolean }>();
  const told: string[] = [];
  const typing = new Set<string>();
  const signedIn = new Set(people.map(({ id }) => id));
  const all = () => [...talks.values()];
  const isCalled = ({ mode, flags }: Talk) =>
    mode === 'bot' && flags.some(({ reason, doneAt }) => reason === 'hand-over' && !doneAt);
  const assignments = memoryAssignments({
    waiting: async () =>
      all()
        .filter(isCalled)
        .map(({ id }) => id),
    silent: async (before) =>
      all()
        .filter(
          ({ state: { held } }) => held?.given && held.unansweredSince && held.unansweredSince <= before,
        )
        .map(({ id }) => id),
    openOf: async (staffId) =>
      all().filter((talk) => talk.mode === 'staff' && talk.staffId === staffId).length,
  });

  /** As the worker does: one step, one write; the same input once. */
  function carryOut(id: string, input: ConversationInput): void {
    const before = talk(id);
    const { state, effects } = step(before.state, input, {
      now,
      city,
      understand,
      dialogue: 'chat',
      ownTickets: [],
      namedTickets: [],
      refusedNumbers: [],
      staffOnDuty: signedIn.size > 0,
      publicBaseUrl: 'https://example.cn',
    });
    const taken = input.type === 'staff' && ['take', 'give'].includes(input.action.type);
    const called = effects.flatMap((effect) =>
      effect.type === 'notifyStaff'
        ? [{ id: effect.id, reason: effect.reason, summary: '', at: now, urgent: false }]
        : [],
    );
    const flags = [...before.flags.map((flag) => (taken ? { doneAt: now, ...flag } : flag)), ...called];
    const after = { ...before, state, flags, mode: state.mode, staffId: state.staff?.id };
    talks.set(id, { ...after, version: before.version + 1 });
    if (after.staffId !== undefined && after.staffId !== before.staffId)
      on.onHeld?.(after.staffId, input.type === 'staff' ? input.action.type : input.type);
  }
  function talk(id: string): Talk {
    const found = talks.get(id);
    if (!found) throw new Error(`no conversation ${id}`);
    return found;
  }
  async function visit(): Promise<void> {
    for (const waiting of inputs.values()) {
      if (waiting.done) continue;
      waiting.done = true;
      carryOut(waiting.conversationId, waiting.input);
    }
  }
  let serial = 0;
  function byHand(
    id: string,
    staffId: string,
    action: Extract<ConversationInput, { type: 'staff' }>['action'],
  ) {
    carryOut(id, { type: 'staff', id: `s${++serial}`, staff: { id: staffId, name: staffId }, action });
  }

  const assigner = new Assigner({
    policy: { ...POLICY, ...policy },
    assignments: {
      ...assignments,
      record: async (record) => {
        on.failing?.();
        await assignments.record(record);
      },
    },
    conversations: { load: async (id) => talks.get(id) },
    tickets: { ofConversation: async () => [] },
    inputs: {
      insert: async ({ id, conversationId, input }) => {
        on.failing?.();
        if (!inputs.has(id)) inputs.set(id, { conversationId, input, done: false });
        return true;
      },
    },
    clock: { now: () => now },
    atWork: async () =>
      people.filter(({ id }) => signedIn.has(id)).map((one) => ({ ...one, sessionsSince: [START] })),
    isTyping: (conversationId, staffId) => typing.has(`${conversationId} ${staffId}`),
    dialogueOf: (channel) => (channel === 'email' ? 'mail' : 'chat'),
    visit: async () => {
      on.failing?.();
      await visit();
    },
    tell: async ({ staffId, event, conversationId }) =>
      void told.push(`${staffId} ${event} ${conversationId}`),
  });

  return {
    told,
    typing,
    signedIn,
    assigner,
    assignments,
    talk,
    /** A citizen asks for a person, or asks again. */
    call(id: string, over: { channel?: string; state?: Partial<ConversationState>; reason?: string } = {}) {
      const address = { channel: over.channel ?? 'web', account: 'main', address: id };
      const known = talks.get(id) ?? { ...newConversation(address, now, id), id, version: 1 };
      if (known.mode === 'staff') return;
      const state = {
        ...initialState(now),
        ...over.state,
        dialogue: { type: 'waiting' as const, since: now, noted: false },
      };
      const flag = { id: `f${++serial}`, reason: 'hand-over', summary: '', at: now, urgent: false };
      const more = over.reason === undefined ? [] : [{ ...flag, id: `g${serial}`, reason: over.reason }];
      talks.set(id, { ...known, state, flags: [...known.flags, flag, ...more] });
    },
    /** The citizen writes to whoever has it; the engine notes since when they wait. */
    says(id: string) {
      const { state, ...rest } = talk(id);
      const { held } = state;
      if (held) talks.set(id, { ...rest, state: { ...state, held: { unansweredSince: now, ...held } } });
    },
    take: (id: string, staffId: string) => byHand(id, staffId, { type: 'take' }),
    answer: (id: string, staffId: string) =>
      byHand(id, staffId, { type: 'reply', text: '好的', attachmentIds: [] }),
    release: (id: string, staffId: string) => byHand(id, staffId, { type: 'release' }),
    async is(staffId: string, state: Availability) {
      const skills = people.find(({ id }) => id === staffId);
      const profile = (await assignments.profile(staffId)) ?? { ...newProfile(staffId), ...skills };
      await assignments.saveProfile({ ...profile, id: staffId, state, since: now });
    },
    holderOf: (id: string) => (talk(id).mode === 'staff' ? talk(id).staffId : undefined),
    waiting: () => assignments.waiting(now, 1_000),
    ids: () => [...talks.keys()],
    pass: () => assigner.pass(),
    /** What the worker finds again after a crash. */
    visit,
    later: (minutes: number) => void (now = new Date(now.getTime() + minutes * MINUTE)),
  };
}
