import { describe, expect, test } from '@jest/globals';
import { openPastedLinks } from '../../../src/core/intake/pasted-link.js';
import type { InboundMessageInput } from '../../../src/core/model/message.js';

const LINK = 'https://12345.example.cn/continue/AAAAAAAAAAAAAAAAAAAAAA';
const AT = new Date('2026-11-24T02:00:00Z');
const RAW = { bytes: new Uint8Array(), mime: 'text/plain', receivedAt: AT };

/** What reaches the hub and what was opened when somebody writes this. */
async function written(text: string, opened: 'continued' | 'here' | 'gone', account = 'private') {
  const accepted: InboundMessageInput[] = [];
  const asked: string[] = [];
  const accept = openPastedLinks(
    async (message) => {
      accepted.push(message);
      return { type: 'accepted', messageId: '1' };
    },
    {
      continueLinks: {
        open: async (token, { channel, address }) => {
          asked.push(`${token} ${channel} ${address}`);
          return opened;
        },
      },
      isPublic: (_channel, name) => name === 'public',
      publicBaseUrl: 'https://12345.example.cn',
    },
  );
  await accept(
    {
      channel: 'chat',
      account,
      externalId: '1',
      from: { id: 'wang' },
      thread: { key: 'wang' },
      kind: 'text',
      text,
      sentAt: AT,
      receivedAt: AT,
    },
    RAW,
  );
  return { accepted, asked };
}

describe('a continue link that is sent to us', () => {
  test.each([LINK, `我从这来 ${LINK}`, `${LINK}\n`])('is opened where it was sent: %j', async (text) => {
    const { accepted, asked } = await written(text, 'continued');
    expect(asked).toEqual(['AAAAAAAAAAAAAAAAAAAAAA chat wang']);
    expect(accepted).toMatchObject([{ kind: 'event', auto: 'auto-reply', text: undefined }]);
    expect(JSON.stringify(accepted)).not.toContain('AAAA');
  });

  test('that is used up or unknown is a message like any other, so that somebody answers', async () => {
    const { accepted } = await written(LINK, 'gone');
    expect(accepted).toMatchObject([{ kind: 'text', text: LINK }]);
  });

  test.each([
    ['leak: in public, where everybody could take it', LINK, 'public'],
    ['in a message that tells more', `路灯坏了三天没人修，我之前在这里说过 ${LINK}`, 'private'],
    ['to somewhere else', 'https://example.org/continue/AAAAAAAAAAAAAAAAAAAAAA', 'private'],
    ['without its end', 'https://12345.example.cn/continue/', 'private'],
  ])('%s: stays closed', async (_name, text, account) => {
    const { accepted, asked } = await written(text, 'continued', account);
    expect(asked).toEqual([]);
    expect(accepted).toMatchObject([{ kind: 'text', text }]);
  });
});
