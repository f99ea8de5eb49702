import { z } from 'zod';

/** What the starting thread tells the worker. */
export const WorkerOptions = z.object({
  file: z.string(),
  listen: z.discriminatedUnion('type', [
    z.object({ type: z.literal('socket'), path: z.string() }),
    z.object({ type: z.literal('tcp'), secret: z.string() }),
  ]),
});

/** What the worker tells the starting thread. */
export const WorkerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number().optional() }),
  z.object({ type: z.literal('refused'), message: z.string() }),
  z.object({ type: z.literal('closed') }),
]);

export type WorkerOptions = z.infer<typeof WorkerOptions>;
export type WorkerMessage = z.infer<typeof WorkerMessage>;
