import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { sampleConversation, sampleInbound } from '../../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';
import { city as yancheng } from '../../core/deadline/city.js';

const city = {
  ...yancheng,
  hotlines: yancheng.hotlines.map((line) => (line.id === '12329' ? { ...line, seats: ['gjj'] } : line)),
  retiredLines: [{ number: '0515-88881234', name: '路灯报修', to: '12319', since: '2017-01-01' }],
};
let hub: TestHub;
let operator: Client;
let seat: Client;
beforeAll(async () => {
  hub = await testHub({ city });
  operator = await hub.signIn(['operator']);
  seat = await hub.signIn(['operator'], { login: 'gjj' });
});
afterAll(() => hub.app.close());

const Units = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      today: z.object({ id: z.string() }).optional(),
      hotlines: z.array(z.object({ id: z.string() })),
    }),
  ),
});

test.each([
  ['2017-06-01', 'industry-commerce'],
  ['2026-11-23', 'market-regulation'],
])('whoever had 12315 in the plan: on %s it is the work of %s', async (day, id) => {
  const { body } = await operator.call('GET', `/api/staff/units?day=${day}`);
  const unit = Units.parse(body).items.find(({ hotlines }) => hotlines.some((line) => line.id === '12315'));
  expect(unit).toMatchObject({ id: 'industry-commerce', today: { id } });
});

test('the public directory names today’s unit and the former one, and where retired numbers lead', async () => {
  const Directory = z.object({
    items: z.array(z.looseObject({ id: z.string() })),
    retired: z.array(z.unknown()),
  });
  const then = Directory.parse((await hub.app.inject('/api/public/hotlines?day=2017-06-01')).json());
  const now = Directory.parse((await hub.app.inject('/api/public/hotlines')).json());
  const line = (of: typeof now) => of.items.find(({ id }) => id === '12315');
  expect(line(then)).not.toHaveProperty('formerUnit');
  expect(line(now)).toMatchObject({ unitName: '市市场监管局', formerUnit: { name: '盐城市工商行政管理局' } });
  expect(now.retired).toEqual(city.retiredLines);
});

test('a day that is none is refused', async () => {
  expect((await operator.call('GET', '/api/staff/units?day=yesterday')).status).toBe(400);
});

test('a zone’s tickets come to its seats first; everybody sees who waits longest first', async () => {
  const made: string[] = [];
  for (const [i, hotline] of ['12329', '12319', '12329'].entries()) {
    hub.clock.advance(60_000);
    const id = `zone-${i}`;
    hub.conversations.add(sampleConversation(id, hub.clock.now()), [
      sampleInbound(`m-${id}`, id, hub.clock.now(), '公积金提取'),
    ]);
    const request = { type: 'consultation', title: '公积金', matter: '怎么提取', hotline };
    const { body } = await operator.call('POST', '/api/staff/tickets', { conversationId: id, request });
    made.push(String(body['number']));
  }
  const queue = async (who: Client) => {
    const { body } = await who.call('GET', '/api/staff/zone/tickets');
    return z
      .object({ items: z.array(z.object({ number: z.string() })) })
      .parse(body)
      .items.map((t) => t.number);
  };
  const [first, other, last] = made;
  expect(await queue(seat)).toEqual([first, last, other]);
  expect(await queue(operator)).toEqual([first, other, last]);
});
