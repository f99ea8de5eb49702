import type { Clock, ConversationRepository, MessageRepository } from '../ports.js';
import { CODE_LIVES_MS } from '../identity/one-time.js';
import type { Delivery, StoredOutbound } from '../model/message.js';

/** What came of a send, by whose fault: the adapter's answer, in core's words. */
export type Outcome =
  | { ok: true; providerId: string; status?: 'sent' | 'delivered' }
  | {
      ok: false;
      kind: 'unreachable' | 'rejected' | 'window-closed' | 'opted-out' | 'auth' | 'unknown-outcome';
      code: string;
      message: string;
      retryAfterMs?: number;
    };

export interface DelivererDeps {
  messages: MessageRepository;
  conversations: ConversationRepository;
  clock: Clock;
  /** Sends on the account of the message; undefined when that account is not running here. */
  send(message: StoredOutbound): Promise<Outcome | undefined>;
  repeatSafe(message: StoredOutbound): boolean;
  /** Uniform in [0,1): spreads retries. */
  jitter(): number;
  onNews(conversationId: string): void;
  /** Tells a notice that failed for good on the person's next channel; false when there is none. */
  moveOn(message: StoredOutbound): Promise<boolean>;
  /** The code of this message will not arrive. */
  codeNotSent(codeId: string): Promise<void>;
}

const LEASE_MS = 120_000;
const MINUTE = 60_000;
/** 30 s · 2ⁿ, at most 12 h apart, given up after 48 h: a mail server may be down for a weekend night. */
const FIRST_RETRY_MS = 30_000;
const MAX_RETRY_MS = 12 * 60 * MINUTE;
const GIVE_UP_MS = 48 * 60 * MINUTE;
const BATCH = 200;
/** Then the others have their turn; the next pass goes on with it. */
const PER_CONVERSATION = 50;

/**
 * Sends what waits in the outbox: leased with a fence, in order per conversation, retried by kind of
 * failure. What failed for good is owed until it went another way or staff see it on the conversation; a
 * result nobody knows is retried only on channels where a repeat cannot be seen.
 */
export class Deliverer {
  /** Conversations being sent on now: a slow provider holds up its own messages and nobody else's. */
  private readonly busy = new Set<string>();

  constructor(private readonly deps: DelivererDeps) {}

  /**
   * One pass over everything due that no other pass is sending. Conversations go side by side, messages of
   * one in order. Resolves when its own sends are done; passes may overlap.
   */
  async pass(): Promise<void> {
    const { messages, clock } = this.deps;
    for (const expired of await messages.expiredSending(clock.now(), BATCH)) await this.outcomeLost(expired);
    const due = await messages.dueOutbound(clock.now(), BATCH);
    const waiting = [...new Set(due.map((item) => item.conversationId))].filter((id) => !this.busy.has(id));
    await Promise.all([this.settleOwed(), ...waiting.map((id) => this.deliverAlone(id))]);
  }

  private async deliverAlone(conversationId: string): Promise<void> {
    this.busy.add(conversationId);
    try {
      await this.deliver(conversationId);
    } finally {
      this.busy.delete(conversationId);
    }
  }

  /** Sends what is due of one conversation, its earliest message first, until one has to wait. */
  private async deliver(conversationId: string): Promise<void> {
    const { messages, clock } = this.deps;
    for (let sent = 0; sent < PER_CONVERSATION; sent++) {
      const first = await messages.firstWaiting(conversationId);
      if (!first || first.sending) return;
      const now = clock.now();
      // Those behind it are no longer due either; left in the queue they would crowd out everybody else.
      if (first.dueAt > now) return messages.postpone(conversationId, first.dueAt);
      const message = await messages.claimOutbound(first.id, now, LEASE_MS);
      if (!message) return;
      const outcome = isLate(message, now) ? LATE : await this.deps.send(message);
      await this.record(message, outcome ?? notRunning(message));
    }
  }

  private async record(message: StoredOutbound, outcome: Outcome): Promise<void> {
    const now = this.deps.clock.now();
    const { fence } = message.delivery;
    const result = this.after(message, outcome, now);
    // What follows a failure is owed in the same write, so that a crash after it leaves it to be done.
    const owed = result.status === 'failed' || result.status === 'unknown' || undefined;
    const delivery = { ...result, owed, updatedAt: now };
    const ours = await this.deps.messages.finishOutbound(message.id, fence, delivery);
    if (!ours) return;
    if (owed) await this.settle({ ...message, delivery: { ...message.delivery, ...delivery } });
    this.deps.onNews(message.conversationId);
  }

  /** The table of outcomes: what becomes of the message. */
  private after(message: StoredOutbound, outcome: Outcome, now: Date): Partial<Delivery> {
    if (outcome.ok) return { status: outcome.status ?? 'sent', providerId: outcome.providerId };
    const error = { code: outcome.code, message: outcome.message };
    switch (outcome.kind) {
      case 'unreachable':
        return this.retry(message, now, error, outcome.retryAfterMs);
      case 'auth':
        // The account is paused and has raised its own alarm; the message waits for it to be mended.
        return this.retry(message, now, error, outcome.retryAfterMs ?? 5 * MINUTE);
      case 'rejected':
      case 'window-closed':
      case 'opted-out':
        return { status: 'failed', error };
      case 'unknown-outcome':
        return this.deps.repeatSafe(message)
          ? this.retry(message, now, error, outcome.retryAfterMs)
          : { status: 'unknown', error };
    }
  }

  private retry(
    message: StoredOutbound,
    now: Date,
    error: { code: string; message: string },
    afterMs?: number,
  ): Partial<Delivery> {
    if (now.getTime() - message.at.getTime() > GIVE_UP_MS) return { status: 'failed', error };
    const backoff = Math.min(FIRST_RETRY_MS * 2 ** (message.delivery.attempts - 1), MAX_RETRY_MS);
    const spread = backoff * (0.8 + 0.4 * this.deps.jitter());
    return { status: 'ready', runAt: new Date(now.getTime() + (afterMs ?? spread)), error };
  }

  /** The lease ran out while sending: the process died between the provider's answer and our note of it. */
  private outcomeLost(message: StoredOutbound): Promise<void> {
    return this.record(message, {
      ok: false,
      kind: 'unknown-outcome',
      code: 'lease-expired',
      message: '发送过程中断，结果不明',
      retryAfterMs: 0,
    });
  }

  /** What a crash or a provider's late receipt has left. One that cannot be settled stops no other. */
  private async settleOwed(): Promise<void> {
    const owed = await this.deps.messages.owed(this.deps.clock.now(), BATCH);
    const ends = await Promise.allSettled(owed.map((message) => this.settle(message)));
    const failures = ends.filter((end) => end.status === 'rejected').map((end): unknown => end.reason);
    if (failures.length > 0) throw new AggregateError(failures, 'failed messages could not be settled');
  }

  /** Another way, or a person. Every part may be done again. */
  private async settle(message: StoredOutbound): Promise<void> {
    const { secret, delivery } = message;
    const failed = delivery.status === 'failed';
    const isCode = secret?.type === 'phone-code';
    if (failed && isCode) await this.deps.codeNotSent(secret.id);
    const toldOtherwise = failed && (isCode || (await this.deps.moveOn(message)));
    if (!toldOtherwise) await this.tellStaff(message);
    await this.deps.messages.settle(message.id, toldOtherwise ? 'told-otherwise' : 'staff-told');
  }

  private tellStaff(message: StoredOutbound): Promise<void> {
    const { error, status } = message.delivery;
    return this.deps.conversations.raiseFlag(message.conversationId, {
      id: failureFlagOf(message),
      reason: status === 'unknown' ? 'send-unknown' : 'send-failed',
      summary: `消息未能送达：${error?.message ?? ''}（${error?.code ?? '未说明原因'}）`,
      at: message.delivery.updatedAt,
      urgent: false,
    });
  }
}

/** The flag that says a message failed: one for each time it was tried, so that failing again is told again. */
export const failureFlagOf = ({ id, delivery }: StoredOutbound): string => `delivery.${id}.${delivery.fence}`;

/** A code that comes after its time only confuses. */
function isLate({ secret, at }: StoredOutbound, now: Date): boolean {
  return secret?.type === 'phone-code' && now.getTime() - at.getTime() > CODE_LIVES_MS;
}

const LATE: Outcome = {
  ok: false,
  kind: 'rejected',
  code: 'code-expired',
  message: '验证码已过期，不再发送',
};

function notRunning(message: StoredOutbound): Outcome {
  return {
    ok: false,
    kind: 'unreachable',
    code: 'account-not-running',
    message: `渠道账号 ${message.channel}/${message.account} 未启用`,
    retryAfterMs: MINUTE,
  };
}
