import { describe, expect, test } from '@jest/globals';
import type { StoredOutbound } from '../../../../src/core/model/message.js';
import { MailTokens } from '../../../../src/channels/email/tokens.js';
import { letter, outboundMessage } from '../../../support/mail/letters.js';
import { readMessage, tokens } from '../fixtures.js';

const TICKET = '01JDBWMS8K0000000000000042';
const citizen = 'wang@qq.com';
const stranger = 'evil@example.cn';
const token = tokens.ticket(TICKET, citizen) ?? '';
const forged = new MailTokens(Buffer.from('guessed')).ticket(TICKET, citizen) ?? '';
const ours = tokens.messageId('out-1', 'hotline.test');
const sent: StoredOutbound = outboundMessage({ id: 'out-1', ticketId: TICKET, to: citizen });
const findOutbound = (id: string) => Promise.resolve(id === sent.id ? sent : undefined);

type Parts = Parameters<typeof letter>[0];

describe('the ticket of an answer is found', () => {
  test.each<[string, Parts]>([
    ['by the plus address', { to: `市民热线 <hub+${token}@hotline.test>` }],
    ['by the plus address in any case', { to: `HUB+${token.toUpperCase()}@hotline.test` }],
    ['by where it was delivered', { headers: [`Delivered-To: hub+${token}@hotline.test`] }],
    ['by In-Reply-To', { headers: [`In-Reply-To: ${ours}`] }],
    ['by References', { headers: [`References: <a@b> ${ours} <c@d>`] }],
    ['by the subject', { subject: `Re: 路灯 [#${token}]` }],
  ])('%s', async (_how, parts) => {
    const { thread } = await readMessage(letter({ from: citizen, ...parts }), { findOutbound });
    expect(thread.ticketId).toBe(TICKET);
    expect(thread.unverified).toBeUndefined();
  });

  test.each<[string, Parts]>([
    ['plus address', { to: `hub+${token}@hotline.test` }],
    ['References', { headers: [`References: ${ours}`] }],
    ['subject', { subject: `Re: 路灯 [#${token}]` }],
  ])('but a stranger who got hold of the %s is marked as unverified', async (_how, parts) => {
    const { thread } = await readMessage(letter({ from: stranger, ...parts }), { findOutbound });
    expect(thread).toMatchObject({ ticketId: TICKET, unverified: true });
  });
});

describe('nobody writes into a ticket by guessing', () => {
  test.each<[string, Parts]>([
    ['a plus address', { to: `hub+${forged}@hotline.test` }],
    ['a plus address of someone else', { to: `other+${token}@hotline.test` }],
    ['a subject', { subject: `Re: 路灯 [#${forged}]` }],
    ['a bare ticket id', { subject: `Re: 路灯 [#${TICKET}]` }],
    ['a Message-ID', { headers: ['In-Reply-To: <out-1.aaaaaaaaaaaa@hotline.test>'] }],
  ])('%s', async (_how, parts) => {
    const { thread } = await readMessage(letter({ from: citizen, ...parts }), { findOutbound });
    expect(thread.ticketId).toBeUndefined();
  });
});

test('a reply goes back to the mail that it answers', async () => {
  const { thread } = await readMessage(
    letter({ id: 'x@qq.com', headers: ['In-Reply-To: <y@hotline.test>'] }),
  );
  expect(thread).toMatchObject({ key: '<x@qq.com>', inReplyTo: '<y@hotline.test>', subject: '路灯不亮' });
});

test('a store that is away is not a broken mail', async () => {
  const away = () => Promise.reject(new Error('the store is away'));
  const answer = letter({ headers: [`In-Reply-To: ${ours}`] });
  await expect(readMessage(answer, { findOutbound: away })).rejects.toThrow('the store is away');
});
