import { expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { ReplyQuota } from '../../../src/channels/wechat-official/send/quota.js';
import { FakeHost } from '../../conformance/fake-host.js';

type Step =
  | { type: 'grant'; kind: 'message' | 'action' }
  | { type: 'take'; keep: boolean }
  | { type: 'exhaust' }
  | { type: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('grant'), kind: fc.constantFrom('message', 'action') }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('take'), keep: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('exhaust') }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('wait'), ms: fc.constantFrom(1, 20_000, 60_000, 172_800_000) }),
  },
);

test('the count is that of a plain model of the rule, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const host = new FakeHost();
      let now = Date.UTC(2026, 10, 23);
      const model = new Map<'message' | 'action', { until: number; left: number }>();
      const quota = new ReplyQuota(host, 'gh_1');
      const open = () => [...model.values()].filter(({ until }) => until > now);
      for (const each of steps) {
        host.now = new Date(now);
        switch (each.type) {
          case 'grant': {
            const rule = each.kind === 'message' ? { ms: 172_800_000, left: 5 } : { ms: 60_000, left: 3 };
            model.set(each.kind, { until: now + rule.ms, left: rule.left });
            await quota.grant('o', each.kind, host.now);
            break;
          }
          case 'take': {
            const slot = await quota.take('o');
            const grant = (['action', 'message'] as const)
              .map((kind) => model.get(kind))
              .find((g) => g !== undefined && g.until > now && g.left > 0);
            expect(slot !== undefined).toBe(grant !== undefined || model.size === 0);
            if (!each.keep) await slot?.release();
            else if (grant) grant.left--;
            break;
          }
          case 'exhaust':
            await quota.exhaust('o');
            for (const grant of open()) grant.left = 0;
            break;
          case 'wait':
            now += each.ms;
        }
        host.now = new Date(now);
        const left = open().reduce((sum, grant) => sum + grant.left, 0);
        expect(await quota.left('o')).toBe(model.size === 0 ? undefined : left);
        expect(await quota.left('another')).toBeUndefined();
        // Two things within one millisecond would be one window.
        now += 1;
      }
    }),
    { numRuns: 300 },
  );
});
