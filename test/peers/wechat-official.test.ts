import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Client from 'co-wechat-api';
import WeChatCrypto from 'wechat-crypto';
import { ACCOUNT, WeChatPeer } from './wechat-official.js';

/** The peer is believed because software that nobody here wrote works with it. */
let peer: WeChatPeer;
let client: Client;
beforeEach(async () => {
  peer = await WeChatPeer.open();
  client = new Client(ACCOUNT.appId, ACCOUNT.appSecret);
  client.prefix = `${peer.url}/cgi-bin/`;
});
afterEach(() => peer.goAway());

describe('co-wechat-api, an independent client, works with our WeChat', () => {
  test('a text is sent', async () => {
    expect(await client.sendText('oUser', '您的诉求已受理')).toMatchObject({ errcode: 0 });
    expect(peer.shown).toMatchObject([{ type: 'text', to: 'oUser', text: '您的诉求已受理' }]);
  });

  test('a closed window is 45015', async () => {
    peer.late.add('oLate');
    await expect(client.sendText('oLate', 'x')).rejects.toMatchObject({
      name: 'WeChatAPIError',
      code: 45015,
    });
  });

  test('the sixth message is 45047, and another citizen is not touched', async () => {
    for (let n = 0; n < 5; n++) await client.sendText('oUser', String(n));
    await expect(client.sendText('oUser', '5')).rejects.toMatchObject({ code: 45047 });
    expect(await client.sendText('oOther', '0')).toMatchObject({ errcode: 0 });
    peer.reopen('oUser');
    expect(await client.sendText('oUser', '6')).toMatchObject({ errcode: 0 });
  });

  test('a token that rotates is fetched again', async () => {
    await client.sendText('oUser', '1');
    peer.rotateToken();
    await client.sendText('oUser', '2');
    expect(peer.tokensGiven).toBe(2);
  });

  test('too much text is 45002', async () => {
    await expect(client.sendText('oUser', '字'.repeat(683))).rejects.toMatchObject({ code: 45002 });
  });

  test('media, templates and menus', async () => {
    peer.media.set('M', { contentType: 'image/jpeg', bytes: Buffer.from('ffd8ffe0', 'hex') });
    expect((await client.getMedia('M')).toString('hex')).toBe('ffd8ffe0');
    await expect(client.getMedia('gone')).rejects.toMatchObject({ code: 40007 });
    expect(await client.uploadMedia(Buffer.from('png'), 'image', 'a.png', 'image/png')).toMatchObject({
      media_id: 'MEDIA-1',
    });
    expect(
      await client.sendTemplate('oUser', 'T', 'https://x.cn', '', { thing1: { value: '好' } }),
    ).toMatchObject({
      msgid: 200228332,
    });
    expect(await client.createMenu({ button: [] })).toMatchObject({ errcode: 0 });
  });
});

test('wechat-crypto, an independent server library, opens what our WeChat pushes', () => {
  const crypto = new WeChatCrypto(ACCOUNT.token, ACCOUNT.encodingAesKey, ACCOUNT.appId);
  const { query, body } = peer.pushOf(peer.message({ MsgType: 'text', Content: '路灯不亮😀 <&> ]]' }));
  const given = new URLSearchParams(query);
  const ciphertext = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '';
  const signature = crypto.getSignature(given.get('timestamp') ?? '', given.get('nonce') ?? '', ciphertext);
  expect(signature).toBe(given.get('msg_signature'));
  expect(crypto.decrypt(ciphertext)).toMatchObject({
    id: ACCOUNT.appId,
    message: expect.stringContaining('<Content><![CDATA[路灯不亮😀 <&> ]]]]></Content>'),
  });
});
