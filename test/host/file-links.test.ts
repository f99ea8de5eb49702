import { describe, expect, test } from '@jest/globals';
import type { Conversation } from '../../src/core/model/conversation.js';
import { FileLinks } from '../../src/host/file-links.js';
import { sampleConversation } from '../support/server/memory-conversations.js';

const BASE = 'https://12345.example.cn';
const FILE = {
  id: 'a0123456789abcdef01234567',
  name: '照片.png',
  mime: 'image/png',
  size: 1,
  sha256: 'f'.repeat(64),
};
const DAY = 86_400_000;
let now = new Date('2026-11-23T02:00:00Z');

function linksOn(conversation: Conversation | undefined, key = Buffer.alloc(32, 1)): FileLinks {
  return new FileLinks(key, {
    conversations: { load: async () => conversation },
    tickets: { ofConversation: async () => [] },
    clock: { now: () => now },
    publicBaseUrl: BASE,
  });
}
const conversation = sampleConversation('c1', now);
const sealed = sampleConversation('c1', now, {
  flags: [{ id: 'f', reason: 'sealed', summary: '密件', at: now, urgent: false }],
});
const tokenOf = (link: string | undefined) => link?.replace(`${BASE}/files/`, '') ?? '';

describe('a link to a file', () => {
  const token = tokenOf(linksOn(conversation).to(FILE, conversation));

  test('opens that file, for a week', async () => {
    expect(await linksOn(conversation).find(token)).toBe(FILE.id);
    now = new Date(now.getTime() + 7 * DAY - 1000);
    expect(await linksOn(conversation).find(token)).toBe(FILE.id);
    now = new Date(now.getTime() + 2000);
    expect(await linksOn(conversation).find(token)).toBeUndefined();
    now = new Date('2026-11-23T02:00:00Z');
  });

  test.each([
    ['nothing', ''],
    ['another file', token.replace('a0', 'a1')],
    ['a later end', token.replace(/\.([0-9a-z]{6})\./, '.zzzzzz.')],
    ['no signature', token.slice(0, -22)],
    ['a foreign signature', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['words', '../../etc/passwd'],
  ])('does not open with %s', async (_, forged) => {
    expect(forged).not.toBe(token);
    expect(await linksOn(conversation).find(forged)).toBeUndefined();
  });

  test('does not open on a hub with another secret, nor when the conversation is gone', async () => {
    expect(await linksOn(conversation, Buffer.alloc(32, 2)).find(token)).toBeUndefined();
    expect(await linksOn(undefined).find(token)).toBeUndefined();
  });

  test('is never made for a sealed matter, and one made before does not open any more', async () => {
    expect(linksOn(sealed).to(FILE, sealed)).toBeUndefined();
    expect(await linksOn(sealed).find(token)).toBeUndefined();
  });
});
