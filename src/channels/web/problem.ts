import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** A problem document: what every refused call answers with. */
export const ProblemDocument = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ description: 'What is wrong, whose turn it is, and how to mend it' });

interface Field {
  path: string;
  message: string;
}
interface Details {
  fields?: Field[];
  /** Fills `{limit}` in the texts. */
  limit?: number | string;
  retryAfterSeconds?: number;
}

/** A refusal that the citizen's side can understand and mend. */
export class WebProblem extends Error {
  readonly statusCode: number;

  constructor(
    readonly code: ProblemCode,
    readonly details: Details = {},
  ) {
    super(PROBLEMS[code].en[0]);
    this.name = 'WebProblem';
    this.statusCode = PROBLEMS[code].status;
  }
}

/**
 * Error handler of the channel's routes: its refusals become problem documents in the caller's language;
 * everything else (bodies that do not parse, faults of ours) goes on to the server's handler.
 */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof WebProblem)) throw error;
  const { code, statusCode, details } = error;
  const english = prefersEnglish(request.headers['accept-language']);
  const [message, hint] = PROBLEMS[code][english ? 'en' : 'zh'].map((text) =>
    text.replaceAll('{limit}', String(details.limit ?? '')),
  );
  if (details.retryAfterSeconds !== undefined) void reply.header('retry-after', details.retryAfterSeconds);
  return reply
    .code(statusCode)
    .header('content-language', english ? 'en' : 'zh-CN')
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ code, message, hint, requestId: request.id, fields: details.fields });
}

/** True when English is wanted before Chinese; a city's citizens who say nothing read Chinese. */
export function prefersEnglish(acceptLanguage: string | undefined): boolean {
  const ranges = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0);
  const best = (prefix: string) =>
    Math.max(0, ...ranges.filter(({ tag }) => tag.split('-')[0] === prefix).map(({ quality }) => quality));
  return best('en') > best('zh');
}

interface ProblemText {
  status: number;
  zh: [message: string, hint: string];
  en: [message: string, hint: string];
}

export const PROBLEMS = {
  'invalid-utf8': {
    status: 400,
    zh: ['文字编码不完整，无法读取。', '请用 UTF-8 发送；如果是粘贴来的文字，请删去乱码后再发。'],
    en: ['The text is not valid Unicode.', 'Send UTF-8 without lone surrogates.'],
  },
  'empty-message': {
    status: 400,
    zh: ['消息是空的。', '请写几个字，或者附上图片、文件再发。'],
    en: ['The message is empty.', 'Write something or attach a file.'],
  },
  'message-refused': {
    status: 400,
    zh: ['这条消息无法接收。', '请检查内容后重新发送；仍然不行请拨打 12345。'],
    en: ['The message cannot be taken.', 'Check what it holds and send it again, or call 12345.'],
  },
  'no-session': {
    status: 401,
    zh: ['会话不存在或已过期。', '请重新打开页面开始新的会话；接口调用方请先 POST /api/web/sessions。'],
    en: ['There is no valid session.', 'Start one with POST /api/web/sessions and send its token.'],
  },
  'proof-required': {
    status: 403,
    zh: ['需要先完成安全验证。', '请刷新页面重试；接口调用方请先 GET /api/web/challenge。'],
    en: [
      'A proof of work is needed.',
      'Solve the challenge of GET /api/web/challenge and send it as "proof".',
    ],
  },
  'proof-invalid': {
    status: 403,
    zh: ['安全验证没有通过，可能已过期或已用过。', '请刷新页面再试一次。'],
    en: [
      'The proof of work is wrong, expired or used.',
      'Get a new challenge and solve it; each is good once.',
    ],
  },
  'cross-site': {
    status: 403,
    zh: ['请求来自别的网站，已拒绝。', '请在本页面内操作；嵌入使用时请用令牌，不要用 Cookie。'],
    en: ['The request comes from another site.', 'Use the bearer token instead of the cookie.'],
  },
  'attachment-not-found': {
    status: 404,
    zh: ['找不到这个文件。', '请重新上传；上传后请尽快随消息发出。'],
    en: ['There is no such file in this session.', 'Upload it again and send it with a message soon.'],
  },
  'message-not-found': {
    status: 404,
    zh: ['找不到这条消息。', '请刷新页面后再试。'],
    en: ['There is no such message in this session.', 'Reload the history.'],
  },
  'too-large': {
    status: 413,
    zh: ['内容太长，一条最多 {limit}。', '请分几条发送，或者把长文作为文件上传。'],
    en: ['The message is too large: at most {limit}.', 'Send it in parts, or upload it as a file.'],
  },
  'too-many-attachments': {
    status: 413,
    zh: ['附件太多，一条消息最多 {limit} 个。', '请分几条消息发送。'],
    en: ['Too many attachments: at most {limit} in a message.', 'Send them in several messages.'],
  },
  'file-too-large': {
    status: 413,
    zh: ['文件太大，最多 {limit}。', '请压缩图片，或者截取最要紧的部分再上传。'],
    en: ['The file is too large: at most {limit}.', 'Compress it, or upload the part that matters.'],
  },
  'file-empty': {
    status: 400,
    zh: ['没有收到文件内容。', '请重新选择文件，用 multipart/form-data 的 file 字段上传。'],
    en: ['No file was received.', 'Send one file as field "file" of multipart/form-data.'],
  },
  'type-not-allowed': {
    status: 415,
    zh: ['不支持这种文件。', '请改用图片、PDF、Word、Excel、音频或视频文件。'],
    en: [
      'This type is not taken.',
      'Messages are JSON; files are pictures, PDF, office documents, audio, video.',
    ],
  },
  'unreadable-image': {
    status: 422,
    zh: ['图片打不开，可能已损坏。', '请重新拍照或截图后再上传。'],
    en: ['The picture cannot be read.', 'Take it again or make a screenshot of it.'],
  },
  'rate-limited': {
    status: 429,
    zh: ['操作太频繁了。', '请稍等片刻再试；情况紧急请直接拨打 12345，危及生命请拨 110、119、120。'],
    en: ['Too many requests.', 'Wait as long as Retry-After says. In danger call 110, 119 or 120.'],
  },
  'too-many-streams': {
    status: 429,
    zh: ['打开的页面太多了。', '请关掉几个同样的页面，消息不会丢。'],
    en: ['Too many open streams.', 'Close some, or read GET /api/web/messages instead.'],
  },
} as const satisfies Record<string, ProblemText>;
export type ProblemCode = keyof typeof PROBLEMS;
