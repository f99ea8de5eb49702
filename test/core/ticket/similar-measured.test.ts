import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { pairsIn, similarity, SUGGESTED_FROM } from '../../../src/core/ticket/similar.js';

/** Real messages to mayors; they stay outside the repository, so elsewhere this is skipped. */
const MESSAGES = '../shared/data/complaints/hot_messages.jsonl';
const Message = z.object({ user: z.string(), title: z.string(), time: z.string(), text: z.string() });

/** One matter: a place that is named, and a subject in the title. */
const EVENTS: readonly [RegExp, RegExp][] = [
  [/丽发新城/, /搅拌/],
  [/魅力之城/, /油烟|夜宵|烧烤/],
  [/诺亚山林/, /医院/],
  [/辉煌国际/, /饭店|餐|烟道/],
  [/伊景园|滨河苑/, /捆绑|车位/],
  [/人才/, /购房补贴|住房补贴/],
];

(existsSync(MESSAGES) ? describe : describe.skip)('measured on real messages', () => {
  test('most pairs about one event are found, and hardly one about two', () => {
    const labelled = readFileSync(MESSAGES, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Message.parse(JSON.parse(line)))
      .flatMap((message) => {
        const event = EVENTS.findIndex(
          ([place, subject]) => place.test(message.title + message.text) && subject.test(message.title),
        );
        return event < 0 ? [] : [{ event, ...compared(message) }];
      });
    let [same, found, wrong] = [0, 0, 0];
    for (const [i, a] of labelled.entries()) {
      for (const b of labelled.slice(i + 1)) {
        const { score } = similarity(a.ticket, b.ticket, new Set([a.ticket.citizenId]), [a.pairs, b.pairs]);
        if (a.event === b.event) same++;
        if (score < SUGGESTED_FROM) continue;
        if (a.event === b.event) found++;
        else wrong++;
      }
    }
    expect(same).toBeGreaterThan(1500);
    expect(found / same).toBeGreaterThan(0.75);
    expect(found / (found + wrong)).toBeGreaterThan(0.97);
  });
});

function compared({ user, title, time, text }: z.infer<typeof Message>) {
  const ticket = {
    citizenId: user,
    createdAt: new Date(time),
    request: { title, matter: text.trim(), secrecy: 'open' as const, anonymous: false },
  };
  return { ticket, pairs: pairsIn(ticket) };
}
