import { z } from 'zod';
import { SmsError } from './provider.js';

/**
 * What a call without an answer means. Only where no connection came about is it sure that nothing was sent.
 * The messages of HTTP libraries may carry numbers and keys, so they are not repeated.
 */
export function transportError(error: unknown, visible: boolean): SmsError {
  const { code } = Coded.parse(error);
  if (visible && !NEVER_SENT.has(code)) {
    return new SmsError('unknown-outcome', code, `短信已交给服务商，但没有得到确认（${code}）`);
  }
  return new SmsError('unreachable', code, `连不上短信服务商（${code}），稍后自动重试`);
}

const Coded = z.object({ code: z.string().default('network') }).catch({ code: 'network' });
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
