import { expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { InboundMessage } from '../../../src/core/model/message.js';
import { normalise } from '../../../src/channels/wechat-official/receive/normalise.js';
import { Push } from '../../../src/channels/wechat-official/receive/push.js';
import { readBody } from '../../../src/channels/wechat-official/webhook/body.js';
import { toXml } from '../../peers/wechat-official.js';

const TYPES = ['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link', 'event', 'new'];
const EVENTS = [
  'subscribe',
  'unsubscribe',
  'SCAN',
  'CLICK',
  'VIEW',
  'LOCATION',
  'TEMPLATESENDJOBFINISH',
  'new',
];
const any = fc.string({ unit: 'grapheme', maxLength: 40 });
const maybe = fc.option(any, { nil: undefined });

test('any push with a sender and a time is a message that core accepts, or says what else it is', () => {
  const push = fc.record({
    ToUserName: any,
    FromUserName: fc.stringMatching(/^[\w-]{1,64}$/),
    CreateTime: fc.integer({ min: 1_000_000_000, max: 1_900_000_000 }),
    MsgType: fc.constantFrom(...TYPES),
    MsgId: fc.option(fc.bigInt(1n, 2n ** 63n).map(String), { nil: undefined }),
    Content: maybe,
    MediaId: maybe,
    Recognition: maybe,
    Location_X: maybe,
    Location_Y: maybe,
    Label: maybe,
    Title: maybe,
    Event: fc.constantFrom(...EVENTS),
    EventKey: maybe,
    Status: maybe,
  });
  const receivedAt = new Date('2026-11-23T02:00:00Z');
  fc.assert(
    fc.property(push, (fields) => {
      const parsed = Push.parse(fields);
      const { message, receipt, unknown } = normalise(parsed, {
        account: 'gh_1',
        menu: undefined,
        receivedAt,
      });
      expect([message, receipt, unknown].filter((each) => each !== undefined)).toHaveLength(1);
      if (message) expect(InboundMessage.safeParse(message).success).toBe(true);
    }),
  );
});

test('any text is read or is no document, and what was written comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(() => readBody(text)).not.toThrow();
      expect(() => readBody(`<xml>${text}</xml>`)).not.toThrow();
      expect(() => readBody(`{${text}}`)).not.toThrow();
    }),
  );
  const content = any.filter(
    (text) => !text.includes(']]>') && !/[\0-\x08\x0b-\x1f]/.test(text) && text !== '',
  );
  fc.assert(
    fc.property(content, (Content) => {
      expect(readBody(toXml({ Content }))).toMatchObject({ Content });
      expect(readBody(JSON.stringify({ Content }))).toEqual({ Content });
    }),
  );
});
