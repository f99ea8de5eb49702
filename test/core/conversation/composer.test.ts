import { describe, expect, test } from '@jest/globals';
import { Composer } from '../../../src/core/conversation/composer.js';

type Dialogue = { type: 'idle' } | { type: 'rating'; ticketId: string };
class Context {
  readonly log: string[] = [];
  constructor(
    readonly heard: string,
    readonly dialogue: Dialogue = { type: 'idle' },
    readonly wishes: string[] = [],
  ) {}
  wants(intent: string): boolean {
    return this.wishes.includes(intent);
  }
}

const handled = (router: Composer<Context>, context: Context): string[] => {
  router.handle(context, () => context.log.push('nobody'));
  return context.log;
};

describe('composer: who answers', () => {
  test('the first handler that does not pass on ends the routing', () => {
    const router = new Composer<Context>()
      .use((c, next) => {
        c.log.push('first');
        next();
      })
      .use((c) => void c.log.push('second'))
      .use((c) => void c.log.push('third'));
    expect(handled(router, new Context('x'))).toEqual(['first', 'second']);
  });

  test('what everybody passes on reaches the end', () => {
    expect(handled(new Composer<Context>(), new Context('x'))).toEqual(['nobody']);
  });

  test('on() runs for its kind of dialogue alone and knows its data', () => {
    const router = new Composer<Context>().on('rating', (c) => void c.log.push(c.dialogue.ticketId));
    expect(handled(router, new Context('5', { type: 'rating', ticketId: 't1' }))).toEqual(['t1']);
    expect(handled(router, new Context('5'))).toEqual(['nobody']);
  });

  test('hears() and wants() filter by words and by wish', () => {
    const router = new Composer<Context>()
      .hears(/^继续/, (c) => void c.log.push('continue'))
      .wants('human', (c) => void c.log.push('human'));
    expect(handled(router, new Context('继续吧'))).toEqual(['continue']);
    expect(handled(router, new Context('转人工', { type: 'idle' }, ['human']))).toEqual(['human']);
    expect(handled(router, new Context('路灯坏了'))).toEqual(['nobody']);
  });

  test('a chain behind a filter may pass on to what stands behind the filter', () => {
    const router = new Composer<Context>()
      .when(
        () => true,
        (c, next) => {
          c.log.push('in');
          next();
        },
        (_, next) => next(),
      )
      .use((c) => void c.log.push('behind'));
    expect(handled(router, new Context('x'))).toEqual(['in', 'behind']);
  });
});
