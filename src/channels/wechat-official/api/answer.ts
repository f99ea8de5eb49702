import { z } from 'zod';
import { errorOf, WeChatError } from './errors.js';
import type { HttpAnswer } from './http.js';

/** A JSON answer as what it should be. WeChat answers 200 to everything; errors are in `errcode`. */
export function readAnswer<T>({ bytes }: HttpAnswer, schema: z.ZodType<T>, now: Date): T {
  const json = parseJson(bytes);
  const { errcode, errmsg } = Failure.parse(json);
  if (errcode !== 0) throw errorOf(errcode, errmsg, now);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new WeChatError('rejected', 'bad-answer', '微信接口的回答无法理解');
}

const Failure = z
  .object({ errcode: z.number().default(0), errmsg: z.string().default('') })
  .catch({ errcode: 0, errmsg: '' });

function parseJson(bytes: Buffer): unknown {
  try {
    // msgid of a template is a 64-bit number.
    return JSON.parse(bytes.toString().replace(/("msgid"\s*:\s*)(\d+)/, '$1"$2"'));
  } catch {
    return undefined;
  }
}
