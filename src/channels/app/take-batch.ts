import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Accepted } from '../channel.js';
import type { App } from './app.js';
import type { Device } from './devices/registry.js';
import { toInbound } from './inbound.js';
import { AppProblem, inWords } from './problem.js';
import type { ProblemCode } from './problem-texts.js';
import { MAX_TEXT_CHARACTERS, type MessageResult, type NewMessage } from './schemas.js';

/**
 * Stores what the outbox of a device held, in its order, one after the other: what the citizen wrote first
 * goes in first. Each gets its own result. A store that fails fails the call, and the device sends all of it
 * again: what was stored is then a duplicate.
 */
export async function takeBatch(
  app: App,
  device: Device,
  items: NewMessage[],
  { request, asSent }: { request: FastifyRequest; asSent: unknown },
): Promise<MessageResult[]> {
  const raw = AsSent.parse(asSent).messages;
  const results: MessageResult[] = [];
  for (const [n, item] of items.entries()) {
    const before = results.at(-1);
    // What was written later must not overtake what has to come again.
    const waits = before?.type === 'refused' && before.retryAfterSeconds !== undefined;
    results.push(
      waits
        ? { ...before, clientMessageId: item.clientMessageId }
        : await takeOne(app, device, item, JSON.stringify(raw[n]), request),
    );
  }
  return results;
}

const AsSent = z.object({ messages: z.array(z.unknown()) });

async function takeOne(
  app: App,
  device: Device,
  item: NewMessage,
  asSent: string,
  request: FastifyRequest,
): Promise<MessageResult> {
  const { clientMessageId } = item;
  try {
    await app.limits.take('device.messages', device.id);
    const message = await toInbound(app, device, item);
    const raw = { bytes: Buffer.from(asSent), mime: 'application/json', receivedAt: message.receivedAt };
    const taken = await app.host.accept(message, raw);
    if (taken.type === 'refused') throw refusal(taken);
    const { messageId } = taken;
    if (taken.type !== 'conflict') return { type: taken.type, clientMessageId, messageId };
    const problem = inWords(new AppProblem('id-reused'), request);
    return { type: 'conflict', clientMessageId, messageId, problem };
  } catch (error) {
    if (!(error instanceof AppProblem)) throw error;
    const { retryAfterSeconds } = error.details;
    return { type: 'refused', clientMessageId, problem: inWords(error, request), retryAfterSeconds };
  }
}

type Refused = Extract<Accepted, { type: 'refused' }>;

function refusal({ code, retryAfterMs }: Refused): AppProblem {
  return new AppProblem(REFUSALS[code], {
    limit: MAX_TEXT_CHARACTERS,
    ...(code === 'rate-limited' && { retryAfterSeconds: Math.ceil((retryAfterMs ?? 60_000) / 1000) }),
  });
}

const REFUSALS = {
  'rate-limited': 'rate-limited',
  'too-large': 'too-large',
  'bad-input': 'message-refused',
} as const satisfies Record<Refused['code'], ProblemCode>;
