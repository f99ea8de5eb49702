import { z } from 'zod';
import { StoreError } from '../errors.js';
import { planQuery, type Plan } from '../planner.js';
import { compileSort } from '../sort.js';
import { Anything, AnyDocument, command, fields } from './command.js';
import type { Document } from '../document.js';

const Explain = fields({ explain: AnyDocument, verbosity: z.string().optional() });

/** What of an explained command decides its plan. */
const Explained = z.looseObject({
  filter: AnyDocument.optional(),
  query: AnyDocument.optional(),
  sort: AnyDocument.optional(),
  hint: Anything,
});

/** Says how a find, count, distinct or findAndModify would be run. */
export const explain = command('explain', Explain, (args, { store, db }) => {
  const [name, target] = Object.entries(args.explain)[0] ?? [];
  if (name === undefined || !['find', 'count', 'distinct', 'findAndModify'].includes(name)) {
    throw new StoreError(
      59,
      'CommandNotFound',
      `embedded store: explain of ${String(name)} is not supported`,
    );
  }
  const { filter, query, sort, hint } = Explained.parse(args.explain);
  const namespace = `${db}.${String(target)}`;
  const collection = store.catalog.get(namespace);
  const hasSort = sort !== undefined && Object.keys(sort).length > 0;
  const plan =
    collection && planQuery(collection, filter ?? query ?? {}, hasSort ? compileSort(sort) : undefined, hint);
  return {
    queryPlanner: {
      namespace,
      parsedQuery: filter ?? query ?? {},
      winningPlan: plan ? describePlan(plan) : { stage: 'EOF' },
      rejectedPlans: [],
    },
    ok: 1,
  };
});

/** A plan in the words of MongoDB's explain. */
function describePlan(plan: Plan): Document {
  const scan = describeScan(plan);
  return plan.sorted ? scan : { stage: 'SORT', inputStage: scan };
}

function describeScan({ index, points, ranges, reverse }: Plan): Document {
  if (points) return { stage: 'IDHACK', points: points.length };
  const direction = reverse ? 'backward' : 'forward';
  if (!index) return { stage: 'COLLSCAN', direction };
  const { name: indexName, key: keyPattern, multikey: isMultiKey } = index;
  return {
    stage: 'FETCH',
    inputStage: { stage: 'IXSCAN', indexName, keyPattern, isMultiKey, direction, ranges: ranges.length },
  };
}
