import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HubError } from '../../core/errors.js';
import { CATALOGUE, STATUS_BY_FAULT } from './catalogue.js';
import { fieldMessage } from './field-message.js';
import type { Language } from './language.js';

/** What every refused request answers with (`application/problem+json`). */
export const ProblemDocument = z
  .object({
    code: z.string().meta({ description: 'Stable; listed in docs/errors.md' }),
    message: z.string(),
    hint: z.string().meta({ description: 'What to do next' }),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    state: z
      .string()
      .optional()
      .meta({ description: 'The present state, when that is what stands in the way' }),
    changes: z
      .array(z.object({ seq: z.number().int(), at: z.string(), move: z.string(), by: z.string() }))
      .optional()
      .meta({
        description: 'What others did since the caller looked: since the version in `If-Match`, or `seenSeq`',
      }),
    holder: z
      .object({ id: z.string(), name: z.string() })
      .optional()
      .meta({ description: 'Who has what the caller wants' }),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof ProblemDocument>;

export interface Problem {
  status: number;
  /** Seconds, for Retry-After. */
  retryAfter?: number;
  /** Nobody outside is to blame: to be logged with its cause. */
  isBug: boolean;
  document: ProblemDocument;
}

/** Turns whatever was thrown into a problem document; what we do not know says nothing of its inside. */
export function problemFor(error: unknown, language: Language, requestId: string): Problem {
  if (error instanceof HubError) return fromHubError(error, language, requestId);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: fieldMessage(issue, language),
    }));
    return fromCatalogue('validation-failed', language, requestId, { fields });
  }
  const channel = ChannelError.safeParse(error);
  if (channel.success) return fromChannelError(channel.data, language, requestId);
  const framework = FrameworkError.safeParse(error);
  const code = framework.success ? codeOfFramework(framework.data) : 'internal-error';
  return fromCatalogue(code, language, requestId);
}

/** Errors that a channel's own routes throw: already in words, with a status. */
const ChannelError = z.object({
  statusCode: z.number().int().min(400).max(599),
  code: z.string().regex(/^[a-z0-9-]+$/),
  message: z.string(),
  hint: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

const FrameworkError = z.object({ statusCode: z.number().int().optional(), code: z.string().optional() });

/** Fastify's and its plug-ins' codes that have a better word of ours. */
const FRAMEWORK_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'empty-body',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
  FST_REQ_FILE_TOO_LARGE: 'body-too-large',
  FST_PARTS_LIMIT: 'body-too-large',
  FST_FILES_LIMIT: 'body-too-large',
  FST_FIELDS_LIMIT: 'body-too-large',
  FST_ERR_BAD_URL: 'bad-url',
};

function codeOfFramework({ code, statusCode }: z.infer<typeof FrameworkError>): string {
  const known = code === undefined ? undefined : FRAMEWORK_CODES[code];
  if (known) return known;
  if (statusCode === 503) return 'not-ready';
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'internal-error';
}

function fromCatalogue(
  code: string,
  language: Language,
  requestId: string,
  more: Partial<ProblemDocument> = {},
): Problem {
  const entry = CATALOGUE[code];
  if (!entry) throw new Error(`error code "${code}" is not in the catalogue`);
  return {
    status: entry.status,
    isBug: entry.fault === 'bug',
    document: { code, ...entry[language], requestId, ...more },
  };
}

/** Core speaks Chinese and says the case ("当前为已办结"); other languages get the catalogue's words. */
function fromHubError(error: HubError, language: Language, requestId: string): Problem {
  const { fields, state, changes, holder, retryAfterMs } = error.details;
  const entry = CATALOGUE[error.code];
  const own = { message: error.message, hint: error.hint };
  const words = language === 'zh' || !entry ? own : entry.en;
  const isBug = error.fault === 'bug';
  if (isBug) return fromCatalogue('internal-error', language, requestId);
  return {
    status: entry?.status ?? STATUS_BY_FAULT[error.fault],
    isBug,
    ...(retryAfterMs === undefined ? {} : { retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)) }),
    document: {
      code: error.code,
      ...words,
      requestId,
      ...(fields ? { fields } : {}),
      ...(state === undefined ? {} : { state }),
      ...(holder ? { holder } : {}),
      ...(changes ? { changes: changes.map((one) => ({ ...one, at: one.at.toISOString() })) } : {}),
    },
  };
}

function fromChannelError(
  error: z.infer<typeof ChannelError>,
  language: Language,
  requestId: string,
): Problem {
  const { statusCode, code, message, hint, fields } = error;
  const words = CATALOGUE[code]?.[language] ?? { message, hint };
  return {
    status: statusCode,
    isBug: statusCode === 500,
    document: { code, ...words, requestId, ...(fields ? { fields } : {}) },
  };
}
