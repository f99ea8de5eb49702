import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from './problem-texts.js';

const Field = z.object({ path: z.string(), message: z.string() });

/** What is wrong with one item of a batch. */
export const ItemProblem = z
  .object({
    code: z.string().meta({ description: 'Stable; programs decide by it' }),
    message: z.string().meta({ description: 'For the citizen, in the language of Accept-Language' }),
    hint: z.string().meta({ description: 'How to mend it' }),
    fields: z.array(Field).optional(),
  })
  .meta({ id: 'AppItemProblem' });
export type ItemProblem = z.infer<typeof ItemProblem>;

/** What every refused call answers with. */
export const ProblemDocument = ItemProblem.extend({ requestId: z.string() }).meta({ id: 'AppProblem' });

interface Details {
  fields?: z.infer<typeof Field>[];
  /** Fills `{limit}` in the texts. */
  limit?: number | string;
  retryAfterSeconds?: number;
}

/** A refusal that the device's side can understand and mend. */
export class AppProblem extends Error {
  readonly statusCode: number;

  constructor(
    readonly code: ProblemCode,
    readonly details: Details = {},
  ) {
    super(PROBLEMS[code].en[0]);
    this.name = 'AppProblem';
    this.statusCode = PROBLEMS[code].status;
  }
}

/** The refusal in words for this caller. */
export function inWords({ code, details }: AppProblem, request: FastifyRequest): ItemProblem {
  const language = prefersEnglish(request.headers['accept-language']) ? 'en' : 'zh';
  const fill = (text: string): string => text.replaceAll('{limit}', String(details.limit ?? ''));
  const [message, hint] = PROBLEMS[code][language];
  return { code, message: fill(message), hint: fill(hint), fields: details.fields };
}

/**
 * Error handler of the channel's routes: its refusals become problem documents in the caller's language;
 * everything else (bodies that do not parse, faults of ours) goes on to the server's handler.
 */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof AppProblem)) throw error;
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
  const english = prefersEnglish(request.headers['accept-language']);
  return reply
    .code(error.statusCode)
    .header('content-language', english ? 'en' : 'zh-CN')
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...inWords(error, request), requestId: request.id });
}

/** True when English is wanted before Chinese; a city's citizens who say nothing read Chinese. */
export function prefersEnglish(acceptLanguage = ''): boolean {
  const qualityOf = (language: string): number => {
    const ranges = acceptLanguage.toLowerCase().split(',');
    const own = ranges.filter((range) => range.trim().split(/[-;]/)[0] === language);
    return Math.max(0, ...own.map((range) => Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)));
  };
  return qualityOf('en') > qualityOf('zh');
}
