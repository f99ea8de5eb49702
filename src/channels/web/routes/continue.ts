import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemDocument } from '../problem.js';
import type { Web } from '../web.js';

const Token = z.string().regex(/^[\w-]{1,64}$/);

/** Coming from another channel by a link. Only this call uses the link up: whatever previews it does not. */
export function continueRoutes(web: Web): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/continue', {
      schema: {
        tags: ['web'],
        summary: 'Go on here with a conversation begun elsewhere',
        description: 'The token is the end of the link. It is good once; repeating the call changes nothing.',
        body: z.strictObject({ token: Token }),
        response: {
          200: z.object({
            result: z.enum(['continued', 'here', 'gone']).meta({
              description:
                '`here`: the link was given in this conversation; `gone`: used, too old or unknown',
            }),
          }),
          400: ProblemDocument,
          401: ProblemDocument,
          403: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        void reply.header('cache-control', 'no-store');
        const { token } = request.body;
        return { result: await web.host.continueHere(token, web.config.account, session.id) };
      },
    });
  };
}
