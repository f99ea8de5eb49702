import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Attachment } from '../../core/model/attachment.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { createRateLimit } from '../rate-limit.js';
import { AttachmentView, attachmentView } from '../views/attachment-view.js';

/** Where staff's files go. Throws HubError for one that is not kept. */
export interface UploadDesk {
  take(staffId: string, file: { name: string; bytes: Uint8Array }): Promise<Attachment>;
}

/** Files of staff, sent in before the reply or note that carries them. */
export async function uploadRoutes(
  app: TypedApp,
  { files, maxBytes }: { files: UploadDesk; maxBytes: number },
): Promise<void> {
  await app.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 5, parts: 6 } });
  const limit = createRateLimit({ points: 60, perSeconds: 60 });

  app.post(
    '/uploads',
    {
      schema: {
        summary: 'Upload a file to attach to a reply or note',
        description:
          'multipart/form-data with one file in the field "file". The type is sniffed, not believed.',
        tags: ['attachments'],
        consumes: ['multipart/form-data'],
        response: { 201: AttachmentView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'file.upload');
      await limit.take(actor.id);
      const attachment = await files.take(actor.id, await receive(request));
      request.log.info(
        { staff: actor.id, attachment: attachment.id, size: attachment.size },
        'file uploaded',
      );
      return reply.code(201).send(attachmentView(attachment));
    },
  );
}

async function receive(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart()) throw failure('file-empty');
  const part = await request.file().catch(broken);
  if (!part) throw failure('file-empty');
  const bytes = await part.toBuffer().catch((error: unknown) => {
    if (part.file.truncated) throw failure('file-too-large');
    return broken(error);
  });
  return { name: part.filename, bytes };
}

/** The parser's own errors for a body that is no multipart, or ends in the middle: not a fault of ours. */
function broken(error: unknown): never {
  throw Object.assign(failure('bad-request'), { cause: error });
}
