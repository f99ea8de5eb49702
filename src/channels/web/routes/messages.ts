import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import type { InboundMessageInput } from '../../../core/model/message.js';
import type { Accepted } from '../../channel.js';
import { cleanText, countCharacters } from '../hygiene.js';
import { rawBody } from '../json-body.js';
import { ProblemDocument, WebProblem, type ProblemCode } from '../problem.js';
import { History, MAX_ATTACHMENTS, MAX_TEXT_CHARACTERS, MessageAccepted, NewMessage } from '../schemas.js';
import type { Session } from '../session.js';
import { citizenView, externalId } from '../view.js';
import type { Web } from '../web.js';

/** Posting, reading and acknowledging messages. */
export function messageRoutes(web: Web): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/messages', {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        tags: ['web'],
        summary: 'Send a message',
        description:
          'Answered when the message is stored. Send again under the same clientMessageId when no answer came: it is stored once.',
        body: NewMessage,
        response: {
          202: MessageAccepted,
          400: ProblemDocument,
          401: ProblemDocument,
          403: ProblemDocument,
          404: ProblemDocument,
          413: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        await web.limits.take('session.messages', session.id);
        const message = await inbound(web, session, request.body);
        return reply.code(202).send(await accept(web, request, message));
      },
    });

    app.get('/messages', {
      schema: {
        tags: ['web'],
        summary: 'Read the conversation, oldest first',
        querystring: z.object({
          after: z.coerce.number().int().nonnegative().default(0),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        response: { 200: History, 400: ProblemDocument, 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        const { after, limit } = request.query;
        const stored = await web.host.history(web.config.account, session.id, after, limit);
        void reply.header('cache-control', 'no-store');
        return {
          messages: stored.flatMap((message) => citizenView(message, session, web.files) ?? []),
          more: stored.length === limit,
        };
      },
    });

    app.post('/messages/:id/read', {
      schema: {
        tags: ['web'],
        summary: 'Say that an answer was seen',
        params: z.object({ id: z.string().max(200) }),
        response: { 204: z.undefined(), 401: ProblemDocument, 404: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        const message = await web.host.findOutbound(request.params.id);
        const own =
          message?.channel === 'web' && message.account === web.config.account && message.to === session.id;
        if (!own) throw new WebProblem('message-not-found');
        const at = web.host.clock.now();
        await web.host.receipt({ outboxId: message.id, account: message.account, status: 'read', at });
        return reply.code(204).send();
      },
    });
  };
}

/** 10 000 characters, each as two escaped surrogates, and the rest of the body. */
const MAX_BODY_BYTES = 160_000;

async function inbound(web: Web, session: Session, body: NewMessage): Promise<InboundMessageInput> {
  const clean = cleanText(body.text);
  if (!clean) throw new WebProblem('invalid-utf8', { fields: [{ path: 'text', message: 'lone surrogate' }] });
  if (countCharacters(clean.text) > MAX_TEXT_CHARACTERS)
    throw new WebProblem('too-large', { limit: MAX_TEXT_CHARACTERS });
  if (body.attachments.length > MAX_ATTACHMENTS)
    throw new WebProblem('too-many-attachments', { limit: MAX_ATTACHMENTS });
  if (clean.text === '' && body.button === undefined && body.attachments.length === 0)
    throw new WebProblem('empty-message');
  const attachments = await Promise.all(
    [...new Set(body.attachments)].map((handle) => ownUpload(web, session, handle)),
  );
  const now = web.host.clock.now();
  return {
    channel: 'web',
    account: web.config.account,
    externalId: externalId(session, body.clientMessageId),
    ...words(clean.text, body.button, attachments),
    from: { id: session.id },
    thread: { key: session.id },
    attachments,
    sentAt: now,
    receivedAt: now,
    notices: clean.notices,
  };
}

async function ownUpload(web: Web, session: Session, handle: string): Promise<Attachment> {
  const attachment = await web.files.uploaded(session, handle);
  if (!attachment)
    throw new WebProblem('attachment-not-found', { fields: [{ path: 'attachments', message: handle }] });
  return attachment;
}

const REFUSALS = {
  'rate-limited': 'rate-limited',
  'too-large': 'too-large',
  'bad-input': 'message-refused',
} as const satisfies Record<Extract<Accepted, { type: 'refused' }>['code'], ProblemCode>;

/** A pressed button is not something the citizen wrote: its label must not be read as a part of the matter. */
function words(
  text: string,
  button: string | undefined,
  attachments: Attachment[],
): Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'event'> {
  if (button !== undefined)
    return { kind: 'event', event: { type: 'button', key: button }, ...(text !== '' && { fullText: text }) };
  if (text !== '') return { kind: 'text', text };
  return { kind: attachments.every(({ mime }) => mime.startsWith('image/')) ? 'image' : 'file' };
}

/**
 * Stores the message. Another text under a known id is kept too and answered as accepted, with a word
 * about it: refusing would lose what the citizen wrote.
 */
async function accept(
  web: Web,
  request: FastifyRequest,
  message: InboundMessageInput,
): Promise<MessageAccepted> {
  const raw = { bytes: rawBody(request), mime: 'application/json', receivedAt: message.receivedAt };
  const accepted = await web.host.accept(message, raw);
  switch (accepted.type) {
    case 'accepted':
      return { messageId: accepted.messageId, duplicate: false };
    case 'duplicate':
      return { messageId: accepted.messageId, duplicate: true };
    case 'conflict':
      return { messageId: accepted.messageId, duplicate: false, conflict: true };
    case 'refused': {
      const { retryAfterMs } = accepted;
      throw new WebProblem(REFUSALS[accepted.code], {
        limit: MAX_TEXT_CHARACTERS,
        ...(retryAfterMs !== undefined && { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
      });
    }
  }
}
