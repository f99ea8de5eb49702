import web from '../../src/channels/web/index.js';
import type { StoredOutbound } from '../../src/core/model/message.js';
import { answerTo, newClient, openWeb, post, upload } from '../channels/web/bench.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

describeConformance('web', {
  definition: web,
  open: async (): Promise<Bench> => {
    const bench = await openWeb();
    const client = await newClient(bench);
    const stored = new Map<string, StoredOutbound>();
    const deliver = async ({ kind, id: clientMessageId, text }: Sample) => {
      switch (kind) {
        case 'text':
          return post(bench, client, { clientMessageId, text });
        case 'oversize':
          return post(bench, client, { clientMessageId, text: text.repeat(10_000) });
        case 'forged':
          return post(
            bench,
            { ...client, headers: { authorization: 'Bearer id.zzzzzz.forged' } },
            { clientMessageId, text },
          );
        case 'unknown': {
          const file = await upload(
            bench,
            client,
            'strange.xyz',
            Buffer.from([0xff, 0xfe, 0x00, 0x9d, 0x80]),
          );
          return post(bench, client, { clientMessageId, attachments: [file.json<{ id: string }>().id] });
        }
      }
    };

    return {
      host: bench.host,
      adapter: bench.adapter,
      deliver: async (sample) => ((await deliver(sample)).statusCode === 202 ? 'taken' : 'refused'),
      externalId: ({ id }) => `${client.conversation}:${id}`,
      outbound: (id) => {
        const message = stored.get(id) ?? bench.host.putOutbound(answerTo(client.conversation, id, '已受理'));
        stored.set(id, message);
        return message;
      },
      provider: {
        failNext: () => {},
        hold: () => ({ arrived: Promise.resolve(), release: () => {} }),
        taken: () => [...stored.keys()],
        restore: async () => {},
      },
      close: () => bench.close(),
    };
  },
});
