import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import type { SavedAttachment } from '../../channel.js';
import { addressOf } from '../gate.js';
import { cleanFileName } from '../hygiene.js';
import { ProblemDocument, WebProblem, type ProblemCode } from '../problem.js';
import { CitizenFile } from '../schemas.js';
import type { Web } from '../web.js';

/** Files of a session: sent in before the message that carries them, and fetched again. */
export function uploadRoutes(web: Web): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/uploads', {
      schema: {
        tags: ['web'],
        summary: 'Upload a file to attach to the next message',
        description:
          'multipart/form-data with one file in the field "file". The type is sniffed, not believed.',
        consumes: ['multipart/form-data'],
        response: {
          201: CitizenFile,
          400: ProblemDocument,
          401: ProblemDocument,
          403: ProblemDocument,
          413: ProblemDocument,
          415: ProblemDocument,
          422: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        await web.limits.take('session.uploads', session.id);
        await web.limits.take('address.uploads', addressOf(request));
        const { maxBytes } = web.config.uploads;
        const saved = await web.host.saveAttachment(await receive(request, maxBytes));
        if (saved.type === 'refused')
          throw new WebProblem(REFUSALS[saved.code], { limit: megabytes(maxBytes) });
        await web.files.remember(session, saved.attachment);
        return reply.code(201).send(web.files.show(session, saved.attachment));
      },
    });

    app.get('/uploads/:id', {
      schema: {
        tags: ['web'],
        summary: 'Fetch a file of the own conversation',
        params: z.object({ id: z.string().max(200) }),
        response: { 401: ProblemDocument, 404: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        const id = web.files.open(session, request.params.id);
        const found = id === undefined ? undefined : await web.host.readAttachment(id);
        if (!found) throw new WebProblem('attachment-not-found');
        return fileHeaders(reply, found.attachment).send(found.bytes);
      },
    });
  };
}

async function receive(request: FastifyRequest, maxBytes: number) {
  const limits = { fileSize: maxBytes, files: 1, fields: 5, parts: 6 };
  const part = await request.file({ limits });
  if (!part) throw new WebProblem('file-empty');
  try {
    return { name: cleanFileName(part.filename), bytes: await part.toBuffer(), maxBytes };
  } catch (error) {
    if (part.file.truncated) throw new WebProblem('file-too-large', { limit: megabytes(maxBytes) });
    throw error;
  }
}

/** A file of a citizen is never run: no sniffing, no scripts, and only pictures are shown in place. */
function fileHeaders(reply: FastifyReply, { name, mime }: Attachment): FastifyReply {
  const disposition = INLINE.has(mime) ? 'inline' : 'attachment';
  const utf8Name = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(/['()*]/g, percent);
  return reply
    .header('content-type', mime)
    .header('content-disposition', `${disposition}; filename="file"; filename*=UTF-8''${utf8Name}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, max-age=86400, immutable');
}

const INLINE: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

const REFUSALS = {
  'too-large': 'file-too-large',
  'type-not-allowed': 'type-not-allowed',
  'unreadable-image': 'unreadable-image',
  empty: 'file-empty',
} as const satisfies Record<Extract<SavedAttachment, { type: 'refused' }>['code'], ProblemCode>;

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1_000_000)} MB`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
