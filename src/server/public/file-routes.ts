import { z } from 'zod';
import type { AttachmentRepository } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { TypedApp } from '../http.js';
import { sendFile } from '../send-file.js';

export interface LinkedFiles {
  /** The id of the file that a token stands for; undefined when it stands for none any more. */
  readonly find: (token: string) => Promise<string | undefined>;
  attachments: Pick<AttachmentRepository, 'get'>;
}

/** Files that a citizen's channel could not carry, each under an address that was sent to them and that ends. */
export function fileRoutes(app: TypedApp, { find, attachments }: LinkedFiles): void {
  app.get(
    '/files/:token',
    {
      schema: {
        summary: 'Read a file by the link that came with a message',
        tags: ['public'],
        params: z.object({ token: z.string().max(250) }),
      },
    },
    async (request, reply) => {
      const id = await find(request.params.token);
      const file = id === undefined ? undefined : await attachments.get(id);
      if (!file) throw failure('attachment-not-found');
      return sendFile(reply.header('x-robots-tag', 'noindex').header('referrer-policy', 'no-referrer'), file);
    },
  );
}
