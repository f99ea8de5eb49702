import { describe, expect, test } from '@jest/globals';
import { fixture, read, receivedAt, tokens } from '../fixtures.js';
import { MailTokens } from '../../../../src/channels/email/tokens.js';

const messageId = tokens.messageId('out-42', 'hotline.test');

describe('delivery reports', () => {
  test('a standard report marks the mail that failed, with the reason', async () => {
    expect(await read(withId('dsn', messageId))).toEqual({
      type: 'receipt',
      receipt: {
        outboxId: 'out-42',
        providerId: messageId,
        account: 'hub@hotline.test',
        status: 'failed',
        at: receivedAt,
        error: { code: '5.1.1', message: '550 5.1.1 <wang@example.cn>: User unknown' },
      },
    });
  });

  test('a letter in the words of QQ does as well', async () => {
    const result = await read(withId('qq-bounce', messageId));
    expect(result).toMatchObject({
      type: 'receipt',
      receipt: { outboxId: 'out-42', error: { code: '550' } },
    });
  });

  test('an outbox id of any characters comes back', async () => {
    const id = 'conversation:7/步骤 3';
    const result = await read(withId('dsn', tokens.messageId(id, 'hotline.test')));
    expect(result).toMatchObject({ type: 'receipt', receipt: { outboxId: id } });
  });

  test('a delay is no failure', async () => {
    const raw = withId('dsn', messageId).toString().replace('Action: failed', 'Action: delayed');
    expect(await read(Buffer.from(raw))).toMatchObject({ type: 'message', message: { auto: 'bounce' } });
  });

  test('a forged report cannot mark a mail as failed', async () => {
    const forged = new MailTokens(Buffer.from('another key')).messageId('out-42', 'hotline.test');
    expect(await read(withId('dsn', forged))).toMatchObject({ type: 'message', message: { auto: 'bounce' } });
  });
});

function withId(name: string, id: string): Buffer {
  const bare = id.replace(/^<|>$/g, '');
  const source = fixture(name).toString('latin1').replace('OWN-MESSAGE-ID\r\n', `${id}\r\n`);
  // The QQ letter is base64: its placeholder is inside.
  const replaced = source.replace(/\r\n\r\n([A-Za-z0-9+/=\r\n]+)$/, (whole, base64: string) => {
    const text = Buffer.from(base64, 'base64').toString();
    if (!text.includes('OWN-MESSAGE-ID-BARE')) return whole;
    return `\r\n\r\n${Buffer.from(text.replace('OWN-MESSAGE-ID-BARE', bare)).toString('base64')}\r\n`;
  });
  return Buffer.from(replaced, 'latin1');
}
