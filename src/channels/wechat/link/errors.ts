import { z } from 'zod';
import type { SendFailure } from '../../channel.js';

/** What came of a call to the puppet instead of a result, by whose fault. */
export class LinkError extends Error {
  constructor(
    readonly kind: SendFailure,
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/**
 * Puppets throw what they like. A service speaks gRPC, whose codes are known (grpc.io, status codes); of the
 * rest only the words can be read. What is not understood is tried again, as it may pass.
 */
export function toLinkError(error: unknown): LinkError {
  if (error instanceof LinkError) return error;
  const { code, message } = Thrown.parse(error);
  const known = GRPC[code] ?? WORDS.find(({ pattern }) => pattern.test(message));
  if (known) return new LinkError(known.kind, String(code), known.says);
  return new LinkError('unreachable', String(code), '微信没有发出这条消息，稍后自动重试');
}

const Thrown = z
  .object({ code: z.union([z.number(), z.string()]).default('puppet'), message: z.string().default('') })
  .catch({ code: 'puppet', message: '' });

interface Meaning {
  kind: SendFailure;
  says: string;
}
const AUTH: Meaning = { kind: 'auth', says: '接入服务不接受这个 token，请向服务商核对' };
const REJECTED: Meaning = { kind: 'rejected', says: '微信拒绝了这条消息' };
const UNKNOWN: Meaning = { kind: 'unknown-outcome', says: '已交给接入服务，但没有得到确认' };
const GRPC: Readonly<Record<string, Meaning>> = {
  3: REJECTED,
  4: UNKNOWN,
  5: { kind: 'rejected', says: '微信中找不到这个诉求人' },
  7: AUTH,
  11: REJECTED,
  12: { kind: 'rejected', says: '接入服务不支持这种消息' },
  16: AUTH,
};
const WORDS: readonly (Meaning & { pattern: RegExp })[] = [
  {
    pattern: /not (?:a |your )?friend|stranger|不是.{0,6}好友|非好友|删除.{0,4}好友|拉黑|拒收/i,
    kind: 'opted-out',
    says: '诉求人已不是好友，微信不允许发送',
  },
  { pattern: /too (?:long|large)|内容过长|文件过大/i, ...REJECTED },
  { pattern: /token.{0,20}(?:invalid|expired)|unauthor/i, ...AUTH },
];
