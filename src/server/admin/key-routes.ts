import { z } from 'zod';
import type { KeyDesk } from '../../store/pii/key-desk.js';
import { authorise } from '../auth/session-gate.js';
import { Instant, iso, isoIf, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';

const tags = ['admin'];
const Empty = z.strictObject({}).nullish();

const KeyView = z
  .object({
    id: z.string(),
    createdAt: Instant,
    current: z.boolean(),
    retiredAt: Instant.optional().meta({ description: 'No row carries it any more' }),
  })
  .meta({ id: 'DataKey' });
export const KeyList = z.object({ items: z.array(KeyView) });
export const ReencryptView = z
  .object({
    running: z.boolean(),
    key: z.string().optional(),
    collection: z.string().optional(),
    looked: z.number().int(),
    changed: z.number().int(),
    finishedAt: Instant.optional(),
  })
  .meta({ id: 'Reencryption' });

/** Keys under which personal data is sealed. No key leaves the hub here, only its name. */
export function adminKeyRoutes(app: TypedApp, keys: KeyDesk, record: Recorder): void {
  const list = () => ({
    items: keys.list().map(({ createdAt, retiredAt, ...key }) => ({
      ...key,
      createdAt: iso(createdAt),
      retiredAt: isoIf(retiredAt),
    })),
  });
  const progress = async (): Promise<z.infer<typeof ReencryptView>> => {
    const state = await keys.state();
    if (!state) return { running: false, looked: 0, changed: 0 };
    const { key, collection, looked, changed, finishedAt } = state;
    return {
      running: finishedAt === undefined,
      key,
      collection,
      looked,
      changed,
      finishedAt: isoIf(finishedAt),
    };
  };

  app.get(
    '/keys',
    { schema: { summary: 'List the keys of personal data', tags, response: { 200: KeyList, ...PROBLEMS } } },
    async (request) => {
      authorise(request, 'keys.manage');
      return list();
    },
  );

  app.post(
    '/keys/rotate',
    {
      schema: {
        summary: 'Make a new key, under which all is sealed from now on',
        tags,
        body: Empty,
        response: { 200: KeyList, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'keys.manage');
      const before = keys.list().find(({ current }) => current)?.id ?? '';
      await record(request, 'keys.rotated', { type: 'key', id: before });
      await keys.rotate();
      return list();
    },
  );

  app.post(
    '/keys/reencrypt',
    {
      schema: {
        summary: 'Seal everything anew under the current key; goes on by itself, and retires the other keys',
        tags,
        body: Empty,
        response: { 202: ReencryptView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      authorise(request, 'keys.manage');
      await keys.reencrypt();
      return reply.code(202).send(await progress());
    },
  );

  app.get(
    '/keys/reencrypt',
    {
      schema: { summary: 'How far the sealing anew is', tags, response: { 200: ReencryptView, ...PROBLEMS } },
    },
    async (request) => {
      authorise(request, 'keys.manage');
      return progress();
    },
  );
}
