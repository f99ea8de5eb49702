import phone from '../../src/channels/phone/index.js';
import { openAsterisk, recorded, textTo } from '../channels/phone/bench.js';
import { channel } from '../peers/asterisk-ari.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

/** What a caller says reaches the hub by the operator's hand; what rings is told by Asterisk. */
describeConformance('phone', {
  definition: phone,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openAsterisk();
    const { peer, host, adapter, line, app } = bench;
    if (providerDown) await peer.goAway();

    const write = async (id: string, text: string) => {
      const { type } = await line.write(recorded(id, text)).catch(() => ({ type: 'refused' as const }));
      return type === 'refused' ? 'refused' : 'taken';
    };
    return {
      host,
      adapter,
      async deliver({ kind, id, text }: Sample) {
        switch (kind) {
          case 'text':
            return write(id, text);
          case 'oversize':
            return write(id, text.repeat(10_000));
          case 'forged': {
            // Nobody outside has a door here: Asterisk is called by us, operators are signed in.
            const url = '/webhooks/phone/12345/voice';
            const { statusCode } = await app.inject({ method: 'POST', url, payload: { text } });
            return statusCode < 300 ? 'taken' : 'refused';
          }
          case 'unknown':
            await peer.until('the connection', () => peer.isConnected);
            peer.emitRaw(JSON.stringify({ type: 'StasisStart', channel: { ...channel('1'), caller: text } }));
            return 'taken';
        }
      },
      externalId: ({ id }) => `record:${id}`,
      outbound: (id) => host.putOutbound(textTo('+8613812345678', id)),
      provider: {
        failNext: () => undefined,
        hold: () => ({ arrived: Promise.resolve(), release: () => undefined }),
        taken: () => [],
        restore: () => peer.comeBack(),
      },
      async close() {
        await bench.close();
        await peer.goAway();
      },
    };
  },
});
