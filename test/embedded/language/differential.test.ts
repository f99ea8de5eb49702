import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import type { Document } from '../../../src/embedded/document.js';
import { StoreError } from '../../../src/embedded/errors.js';
import { encodeKey } from '../../../src/embedded/bson-order.js';
import { compileFilter, describeFilter, type FieldBounds } from '../../../src/embedded/matcher.js';
import { leafValues } from '../../../src/embedded/paths.js';
import { compileUpdate } from '../../../src/embedded/updater.js';
import { change, document, elementFilter, filter } from './generated.js';
import { modelCompare, modelMatches } from './model-matcher.js';
import { ModelError, modelUpdate } from './model-updater.js';

/** Another seed looks for more: HUB_FUZZ_SEED=1 HUB_FUZZ_RUNS=100000. */
const options = {
  seed: Number(process.env['HUB_FUZZ_SEED'] ?? 20261123),
  numRuns: Number(process.env['HUB_FUZZ_RUNS'] ?? 4000),
};

describe(`against a literal reading of the manual (seed ${options.seed})`, () => {
  test('filters choose the same documents', () => {
    let matches = 0;
    fc.assert(
      fc.property(document, filter, (doc, query) => {
        const expected = modelMatches(doc, query);
        expect(compileFilter(query).test(doc)).toBe(expected);
        if (expected) matches++;
      }),
      options,
    );
    // A generator that never matches would prove nothing.
    expect(matches).toBeGreaterThan(options.numRuns / 20);
  });

  test('what a filter is said to demand is true of every document it chooses', () => {
    fc.assert(
      fc.property(document, filter, (doc, query) => {
        fc.pre(modelMatches(doc, query));
        for (const [path, bounds] of describeFilter(query)) {
          expect({ path, bounds, met: meets(leafValues(doc, path.split('.')), bounds) }).toEqual({
            path,
            bounds,
            met: true,
          });
        }
      }),
      options,
    );
  });

  test('updates change documents the same way, or fail with the same code', () => {
    let changed = 0;
    const failures = new Map<number, number>();
    fc.assert(
      fc.property(
        document,
        fc.array(change, { minLength: 1, maxLength: 3 }),
        elementFilter,
        fc.boolean(),
        (doc, changes, e, isInsert) => {
          const update: Record<string, Document> = {};
          for (const { operator, path, operand } of changes)
            update[operator] = { ...update[operator], [path]: operand };
          const usesFilter = changes.some(({ path }) => path.includes('$[e]'));
          const arrayFilters = usesFilter ? [e] : [];
          const before = JSON.stringify(doc);
          const real = outcome(() =>
            compileUpdate(update, { arrayFilters }).apply(doc, { isInsert, now: new Date(0) }),
          );
          const model = outcome(() => modelUpdate(doc, update, usesFilter ? e : undefined, isInsert));
          if (typeof model === 'number' && typeof real === 'number') {
            failures.set(real, (failures.get(real) ?? 0) + 1);
            // With several faults in one update, which is reported first is not part of the contract.
            if (Object.values(update).flatMap((fields) => Object.keys(fields)).length > 1) return;
          } else if (typeof real !== 'number' && JSON.stringify(real) !== before) changed++;
          expect(real).toEqual(model);
          expect(JSON.stringify(doc)).toBe(before);
        },
      ),
      options,
    );
    expect(changed).toBeGreaterThan(options.numRuns / 10);
    expect([...failures.keys()].sort((a, b) => a - b)).toEqual([2, 14, 28, 40]);
  });
});

/** The result, or the code it failed with. */
function outcome(run: () => Document): Document | number {
  try {
    return run();
  } catch (error) {
    if (error instanceof StoreError || error instanceof ModelError) return error.code;
    throw error;
  }
}

/** Whether an index over these values would find the document by each bound. */
function meets(values: readonly unknown[], bounds: FieldBounds): boolean {
  const key = (value: unknown) => encodeKey(Buffer.alloc(0), [value]).key.toString('hex');
  const keys = new Set(values.map(key));
  const present = values.map((value) => value ?? null);
  return (
    (bounds.eq === undefined || keys.has(key(bounds.eq))) &&
    (bounds.in?.some((value) => keys.has(key(value))) ?? true) &&
    (bounds.gt === undefined || present.some((value) => modelCompare(value, bounds.gt) > 0)) &&
    (bounds.gte === undefined || present.some((value) => modelCompare(value, bounds.gte) >= 0)) &&
    (bounds.lt === undefined || present.some((value) => modelCompare(value, bounds.lt) < 0)) &&
    (bounds.lte === undefined || present.some((value) => modelCompare(value, bounds.lte) <= 0))
  );
}
