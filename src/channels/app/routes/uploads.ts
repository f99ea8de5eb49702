import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import type { SavedAttachment } from '../../channel.js';
import type { App } from '../app.js';
import type { Device } from '../devices/registry.js';
import type { Uploaded } from '../files.js';
import { deviceOf } from '../gate.js';
import { answerProblem, AppProblem, ProblemDocument } from '../problem.js';
import type { ProblemCode } from '../problem-texts.js';
import { Upload, UploadId } from '../schemas.js';
import { cleanFileName } from '../words.js';

/** Files: sent in before the message that carries them, and fetched again. */
export function uploadRoutes(app: App): FastifyPluginAsyncZod {
  const { maxBytes } = app.config.uploads;
  const tooLarge = new AppProblem('file-too-large', { limit: megabytes(maxBytes) });
  const senders = new WeakMap<FastifyRequest, Device>();
  return async (scope) => {
    scope.setErrorHandler((error, request, reply) =>
      answerProblem(isBodyTooLarge(error) ? tooLarge : error, request, reply),
    );
    // Any type: what the device calls it is not believed, the bytes are sniffed.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes + 1 }, (_request, body, done) =>
      done(null, body),
    );

    scope.put('/uploads/:uploadId', {
      bodyLimit: maxBytes + 1,
      schema: {
        operationId: 'putUpload',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Upload a file under an id of the device’s own',
        description:
          'The bytes of the file are the body. When no answer came, send it again under the same id: it is kept once. The type is sniffed, pictures are encoded anew without the place in them.',
        consumes: ['application/octet-stream'],
        params: z.object({ uploadId: UploadId }),
        querystring: z.object({ name: z.string().max(255).default('file') }),
        body: Bytes,
        response: {
          200: Upload,
          201: Upload,
          400: ProblemDocument,
          401: ProblemDocument,
          409: ProblemDocument,
          413: ProblemDocument,
          415: ProblemDocument,
          422: ProblemDocument,
          429: ProblemDocument,
        },
      },
      // Before the body is read: whoever may not upload is not listened to for 20 MB.
      preParsing: async (request, _reply, payload) => {
        const device = await deviceOf(app, request);
        await app.limits.take('device.uploads', device.id);
        senders.set(request, device);
        return payload;
      },
      handler: async (request, reply) => {
        const device = senders.get(request);
        if (!device) throw new AppProblem('no-device');
        const { uploadId } = request.params;
        const bytes = request.body;
        const digest = createHash('sha256').update(bytes).digest('hex');
        const before = await app.files.uploaded(device, uploadId);
        const kept = before ?? (await save(app, device, uploadId, request.query.name, bytes, digest));
        if (kept.digest !== digest) throw new AppProblem('upload-conflict');
        return reply.code(before ? 200 : 201).send(view(uploadId, kept));
      },
    });

    scope.get('/uploads/:uploadId', {
      schema: {
        operationId: 'findUpload',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Whether an upload arrived, for a device that got no answer',
        params: z.object({ uploadId: UploadId }),
        response: { 200: Upload, 401: ProblemDocument, 404: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request) => {
        const device = await deviceOf(app, request);
        const { uploadId } = request.params;
        const found = await app.files.uploaded(device, uploadId);
        if (!found) throw new AppProblem('attachment-not-found');
        return view(uploadId, found);
      },
    });

    scope.get('/files/:id', {
      schema: {
        operationId: 'getFile',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Fetch a file of the own conversation',
        params: z.object({ id: z.string().max(200) }),
        response: {
          200: { description: 'The bytes', content: { 'application/octet-stream': { schema: Bytes } } },
          401: ProblemDocument,
          404: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        const device = await deviceOf(app, request);
        const id = app.files.open(device, request.params.id);
        const found = id === undefined ? undefined : await app.host.readAttachment(id);
        if (!found) throw new AppProblem('attachment-not-found');
        return fileHeaders(reply, found.attachment).send(found.bytes);
      },
    });
  };
}

const Bytes = z
  .custom<Buffer>((value) => Buffer.isBuffer(value), 'the bytes of the file are the body')
  .meta({ type: 'string', format: 'binary' });

async function save(
  app: App,
  device: Device,
  uploadId: string,
  name: string,
  bytes: Buffer,
  digest: string,
): Promise<Uploaded> {
  const { maxBytes } = app.config.uploads;
  const saved = await app.host.saveAttachment({ name: cleanFileName(name), bytes, maxBytes });
  if (saved.type === 'refused') throw new AppProblem(REFUSALS[saved.code], { limit: megabytes(maxBytes) });
  return app.files.remember(device, uploadId, { attachment: saved.attachment, digest });
}

function view(uploadId: string, { attachment: { name, mime, size } }: Uploaded): Upload {
  return { uploadId, name, mime, size };
}

/** A file of a citizen is never run, should a browser fetch it. */
function fileHeaders(reply: FastifyReply, { name, mime }: Attachment): FastifyReply {
  const utf8Name = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(/['()*]/g, percent);
  return reply
    .header('content-type', mime)
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${utf8Name}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, max-age=86400, immutable');
}

const REFUSALS = {
  'too-large': 'file-too-large',
  'type-not-allowed': 'type-not-allowed',
  'unreadable-image': 'unreadable-image',
  empty: 'file-empty',
} as const satisfies Record<Extract<SavedAttachment, { type: 'refused' }>['code'], ProblemCode>;

function isBodyTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1_000_000)} MB`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
