import { createHash } from 'node:crypto';
import type { Accepted, CallLine } from '../channels/channel.js';
import { HubError } from '../core/errors.js';
import type { Call, CallBackResult, CallNews, CallRecord } from '../core/model/call.js';
import type { Ticket } from '../core/model/ticket.js';
import type { Clock, InputRepository, MessageRepository } from '../core/ports.js';
import type { StaffActor } from '../core/services.js';
import type { CallQuery, CallRepository } from '../store/call-store.js';
import { takenBack, withTry } from './call-back.js';
import { withEvent } from './call-state.js';
import { isOwnCall } from './own-calls.js';

export interface CallDeskDeps {
  calls: CallRepository;
  messages: Pick<MessageRepository, 'find'>;
  inputs: Pick<InputRepository, 'insert'>;
  clock: Clock;
  /** The telephone lines that run here. */
  lines(): readonly CallLine[];
  /** Works on a conversation now and resolves when nothing is left to do. */
  visit(conversationId: string): Promise<void>;
}

export type Notes = Pick<CallRecord, 'summary' | 'recording' | 'fields'>;

/** The telephone at the desk: calls as they come, what operators write down of them, and calling back. */
export class CallDesk {
  constructor(private readonly deps: CallDeskDeps) {}

  list(query: CallQuery): Promise<Call[]> {
    return this.deps.calls.list(query);
  }

  async get(id: string): Promise<Call> {
    const call = await this.deps.calls.load(id);
    if (call) return call;
    throw new HubError('not-found', 'call-not-found', '没有这个来电', '请刷新来电列表后重试');
  }

  /** Tickets still open in which the caller's number is given; nothing for a caller without a number. */
  async openTicketsOf({ caller }: Call): Promise<Ticket[]> {
    return caller.type === 'number' ? this.deps.calls.openTicketsOf(caller.phone.e164, MOST_TICKETS) : [];
  }

  newsAfter(staffId: string, seq: number): Promise<CallNews[]> {
    return this.deps.calls.newsAfter(staffId, seq);
  }

  /** Calls at this extension come up on this person's screen from now on; without one, nowhere. */
  async sit(staff: StaffActor, extension: string | undefined): Promise<void> {
    const { calls, clock } = this.deps;
    if (extension === undefined) await calls.leave(staff.id);
    else await calls.sit(extension, staff.id, clock.now());
  }

  seatOf(staffId: string): Promise<string | undefined> {
    return this.deps.calls.seatOf(staffId);
  }

  /** What somebody has to deal with at the telephone now, what began last first. */
  async own(staffId: string): Promise<{ extension?: string; calls: Call[] }> {
    const { calls } = this.deps;
    const [extension, news, live] = await Promise.all([
      calls.seatOf(staffId),
      calls.newsAfter(staffId, 0),
      calls.list({ states: ['ringing', 'talking'], limit: MOST_LIVE }),
    ]);
    const known = new Map(live.map((call) => [call.id, call]));
    const recent = [...new Set(news.map(({ callId }) => callId))].slice(-MOST_RECENT);
    for (const id of recent) if (!known.has(id)) known.set(id, await this.get(id));
    const own = [...known.values()].filter((call) => isOwnCall(call, { staffId, extension }));
    return { extension, calls: own.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime()) };
  }

  /** A call that no exchange told us of, begun by the operator who has it. The same commandId is one call. */
  async begin(
    staff: StaffActor,
    commandId: string,
    said: { account?: string; caller?: string; startedAt?: Date },
  ): Promise<Call> {
    const { calls, clock } = this.deps;
    const line = this.lineFor(said.account);
    const now = clock.now();
    const id = `k${createHash('sha256').update(`${staff.id}:${commandId}`).digest('hex').slice(0, 24)}`;
    // The operator's clock may be ahead of ours: a call that begins after its end would be none.
    const at = said.startedAt && said.startedAt < now ? said.startedAt : now;
    const begun: Call = {
      id,
      channel: line.channel,
      account: line.account,
      callId: id,
      source: 'operator',
      caller: line.callerOf(said.caller),
      state: 'talking',
      startedAt: at,
      answeredAt: at,
      events: [{ key: `${id}:answered`, type: 'answered', at }],
      shownTo: [staff.id],
      version: 1,
      updatedAt: now,
    };
    await calls.save(begun, 0);
    return this.get(id);
  }

  /** Keeps what is written so far; the words go nowhere until the record is finished. */
  async note(id: string, staff: StaffActor, notes: Notes): Promise<Call> {
    return this.change(id, (call) => {
      const { record } = call;
      mustBeOwn(record, staff);
      if (record?.finishedAt) throw recorded();
      return { ...call, record: { ...notes, by: whoIs(staff), updatedAt: this.deps.clock.now() } };
    });
  }

  /**
   * The record is complete: its words become the caller's message. The conversation is the operator's first,
   * so that the bot does not put questions to somebody who has hung up. May be repeated at any point.
   */
  async finish(id: string, staff: StaffActor): Promise<Call & { record: CallRecord }> {
    const frozen = await this.change(id, (call) => this.frozen(call, staff));
    const line = this.lineOf(frozen);
    const conversationId = await this.conversationOf(await line.open(frozen));
    await this.deps.visit(conversationId);
    await this.take(conversationId, frozen, staff);
    const written = await line.write(frozen);
    const messageId = messageIdOf(written);
    await this.deps.visit(conversationId);
    const done = await this.change(id, (call) =>
      call.record ? { ...call, record: { ...call.record, conversationId, messageId } } : call,
    );
    if (!done.record) throw noWords();
    return { ...done, record: done.record };
  }

  async takeBack(id: string, staff: StaffActor): Promise<Call> {
    return this.change(id, (call) => ({ ...call, callBack: takenBack(call.callBack, whoIs(staff)) }));
  }

  /** What came of calling back. The same commandId is one try. */
  async triedBack(
    id: string,
    staff: StaffActor,
    commandId: string,
    said: { result: CallBackResult; note?: string },
  ): Promise<Call> {
    const at = this.deps.clock.now();
    const tried = { ...said, commandId, at, by: whoIs(staff) };
    return this.change(id, (call) => ({ ...call, callBack: withTry(call.callBack, tried) }));
  }

  private frozen(call: Call, staff: StaffActor): Call {
    const { record } = call;
    mustBeOwn(record, staff);
    if (!record || record.summary.trim() === '') throw noWords();
    if (record.finishedAt) return call;
    const finishedAt = this.deps.clock.now();
    const complete = { ...call, record: { ...record, finishedAt } };
    if (call.source === 'exchange') return complete;
    // Without an exchange the operator is the only witness of the end.
    const { account, callId } = call;
    return withEvent(complete, { account, callId, type: 'ended', at: finishedAt });
  }

  private async take(conversationId: string, call: Call, staff: StaffActor): Promise<void> {
    const id = `s.${conversationId}.${staff.id}.${call.id}`;
    const input = { type: 'staff', id, staff: whoIs(staff), action: { type: 'take' } } as const;
    await this.deps.inputs.insert({ id, conversationId, at: this.deps.clock.now(), input, status: 'new' });
    await this.deps.visit(conversationId);
  }

  private async conversationOf(accepted: Accepted): Promise<string> {
    const message = await this.deps.messages.find(messageIdOf(accepted));
    if (message) return message.conversationId;
    throw new HubError('bug', 'call-message-lost', 'An accepted message cannot be found.', 'Report it.');
  }

  /** Writes a change on the latest version, as often as others write between. */
  private async change(id: string, to: (call: Call) => Call): Promise<Call> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await this.get(id);
      const changed = to(before);
      if (changed === before) return before;
      const next = { ...changed, version: before.version + 1, updatedAt: this.deps.clock.now() };
      if (await this.deps.calls.save(next, before.version)) return next;
    }
    throw new HubError('conflict', 'call-busy', '这个来电正被他人修改', '请刷新后重试');
  }

  private lineOf({ channel, account }: Call): CallLine {
    const line = this.deps.lines().find((l) => l.channel === channel && l.account === account);
    if (line) return line;
    throw noLine();
  }

  private lineFor(account: string | undefined): CallLine {
    const lines = this.deps.lines();
    const line =
      account === undefined
        ? lines.length === 1
          ? lines[0]
          : undefined
        : lines.find((l) => l.account === account);
    if (line) return line;
    throw noLine();
  }
}

const TRIES = 20;
const MOST_TICKETS = 20;
/** More than a city's lines carry at once. */
const MOST_LIVE = 200;
/** Calls of one person of which some may not be written down yet. */
const MOST_RECENT = 10;

function whoIs({ id, name }: StaffActor): { id: string; name: string } {
  return { id, name };
}

function mustBeOwn(record: CallRecord | undefined, staff: StaffActor): void {
  if (!record || record.by.id === staff.id) return;
  throw new HubError(
    'conflict',
    'call-recorded-by-other',
    `${record.by.name}正在记录这个来电`,
    '请由记录人完成，或与其沟通',
    { state: record.finishedAt ? 'finished' : 'recording' },
  );
}

function messageIdOf(accepted: Accepted): string {
  if (accepted.type !== 'refused') return accepted.messageId;
  throw new HubError(
    'bad-input',
    'call-words-refused',
    `来电内容未能保存：${accepted.message}`,
    '请缩短内容后重试',
  );
}

function noWords(): HubError {
  return new HubError('bad-input', 'call-words-missing', '还没有记录来电内容', '请先填写诉求内容，再提交', {
    fields: [{ path: 'summary', message: '必填' }],
  });
}

function recorded(): HubError {
  return new HubError(
    'conflict',
    'call-recorded',
    '这个来电已提交，不能再改',
    '需要补充时，请在会话或工单中添加',
    {
      state: 'finished',
    },
  );
}

function noLine(): HubError {
  return new HubError('not-found', 'call-line-not-found', '没有这条电话线路', '请选择一条已启用的电话线路');
}
