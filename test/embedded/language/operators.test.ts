import { describe, expect, test } from '@jest/globals';
import type { Document } from '../../../src/embedded/document.js';
import { StoreError, unsupported, type UnsupportedKind } from '../../../src/embedded/errors.js';
import { ACCUMULATOR_NAMES } from '../../../src/embedded/aggregate/accumulators.js';
import { EXPRESSION_OPERATORS } from '../../../src/embedded/aggregate/expression.js';
import { compilePipeline } from '../../../src/embedded/aggregate/pipeline.js';
import { STAGE_NAMES } from '../../../src/embedded/aggregate/stage.js';
import { compileFilter } from '../../../src/embedded/matcher.js';
import { compileUpdate } from '../../../src/embedded/updater.js';
import { UPDATE_OPERATORS as OWN_UPDATE_OPERATORS } from '../../../src/embedded/updater/operators.js';
import { ACCUMULATORS, EXPRESSIONS, QUERY_OPERATORS, STAGES, UPDATE_OPERATORS } from './operator-names.js';
import { Collections } from './pipeline-runner.js';

/** Operators of a field, each with an operand it takes. */
const FIELD_QUERIES: Document = {
  $eq: 1,
  $gt: 1,
  $gte: 1,
  $in: [1],
  $lt: 1,
  $lte: 1,
  $ne: 1,
  $nin: [1],
  $not: { $gt: 1 },
  $exists: true,
  $type: 'int',
  $mod: [2, 0],
  $regex: 'a',
  $all: [1],
  $elemMatch: { $gt: 1 },
  $size: 1,
  $comment: 'why',
};

const TOP_QUERIES: Document = {
  $and: [{ a: 1 }],
  $nor: [{ a: 1 }],
  $or: [{ a: 1 }],
  $expr: { $eq: [1, 1] },
  $comment: 'why',
};

const UPDATES: Document = {
  $currentDate: true,
  $inc: 1,
  $min: 1,
  $max: 1,
  $mul: 1,
  $rename: 'b',
  $set: 1,
  $setOnInsert: 1,
  $unset: 1,
  $addToSet: 1,
  $pop: 1,
  $pull: 1,
  $push: 1,
  $pullAll: [1],
};

const STAGE_SPECS: Document = {
  $addFields: { a: 1 },
  $bucket: { groupBy: '$a', boundaries: [0, 1] },
  $count: 'n',
  $facet: { a: [] },
  $group: { _id: null },
  $limit: 1,
  $lookup: { from: 'b', localField: 'a', foreignField: 'c', as: 'd' },
  $match: {},
  $project: { a: 1 },
  $replaceRoot: { newRoot: '$a' },
  $replaceWith: '$a',
  $set: { a: 1 },
  $skip: 1,
  $sort: { a: 1 },
  $sortByCount: '$a',
  $unset: 'a',
  $unwind: '$a',
};

/** What compiling ends with: undefined when the operator is there, its refusal otherwise. */
function refusal(compile: () => unknown): StoreError | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

function expectNamedRefusal(
  error: StoreError | undefined,
  kind: UnsupportedKind,
  code: number,
  name: string,
): void {
  expect(error).toMatchObject({ code, message: `embedded store: ${kind} ${name} is not supported` });
}

describe('every operator of MongoDB is either there or refused by its name', () => {
  test.each(QUERY_OPERATORS)('query operator %s on a field', (name) => {
    const error = refusal(() => compileFilter({ a: { [name]: FIELD_QUERIES[name] ?? 1 } }));
    if (name in FIELD_QUERIES) expect(error).toBeUndefined();
    else if (name === '$options')
      expect(error).toMatchObject({ code: 2, message: '$options needs a $regex' });
    else expectNamedRefusal(error, 'query operator', 2, name);
  });

  test.each(QUERY_OPERATORS)('query operator %s at the top', (name) => {
    const error = refusal(() => compileFilter({ [name]: TOP_QUERIES[name] ?? 1 }));
    if (name in TOP_QUERIES) expect(error).toBeUndefined();
    else expectNamedRefusal(error, 'query operator', 2, name);
  });

  test.each(UPDATE_OPERATORS)('update operator %s', (name) => {
    const error = refusal(() => compileUpdate({ [name]: { a: UPDATES[name] ?? 1 } }));
    if (name in UPDATES) expect(error).toBeUndefined();
    else expectNamedRefusal(error, 'update operator', 9, name);
  });

  test.each(STAGES)('stage %s', (name) => {
    const error = refusal(() => compilePipeline([{ [name]: STAGE_SPECS[name] ?? {} }], new Collections()));
    if (name in STAGE_SPECS) expect(error).toBeUndefined();
    else if (name === '$changeStream') expectNamedRefusal(error, 'change stream', 40573, name);
    else expectNamedRefusal(error, 'stage', 40324, name);
  });

  test.each(ACCUMULATORS)('accumulator %s', (name) => {
    const spec = { _id: null, v: { [name]: name === '$count' ? {} : '$a' } };
    const error = refusal(() => compilePipeline([{ $group: spec }], new Collections()));
    if (ACCUMULATOR_NAMES.has(name)) expect(error).toBeUndefined();
    else expectNamedRefusal(error, 'accumulator', 15952, name);
  });

  test.each(EXPRESSIONS)('expression %s', (name) => {
    const error = refusal(() =>
      compilePipeline([{ $project: { v: { [name]: [1, 1] } } }], new Collections()),
    );
    if (EXPRESSION_OPERATORS.has(name)) expect(error?.message ?? '').not.toContain('is not supported');
    else expectNamedRefusal(error, 'expression', 168, name);
  });

  test.each(['$$CLUSTER_TIME', '$$USER_ROLES', '$$SEARCH_META', '$$PRUNE'])('system variable %s', (name) => {
    const error = refusal(() => compilePipeline([{ $project: { v: name } }], new Collections()));
    expectNamedRefusal(error, 'expression', 168, name);
  });
});

describe('what is there is what was promised', () => {
  const promised: readonly [what: string, own: ReadonlySet<string>, names: string][] = [
    ['update operators', OWN_UPDATE_OPERATORS, Object.keys(UPDATES).join(' ')],
    ['stages', STAGE_NAMES, Object.keys(STAGE_SPECS).join(' ')],
    ['accumulators', ACCUMULATOR_NAMES, '$sum $avg $min $max $first $last $push $addToSet $count'],
    [
      'expressions',
      EXPRESSION_OPERATORS,
      `$eq $ne $gt $gte $lt $lte $cmp $and $or $not $cond $ifNull $switch
       $add $subtract $multiply $divide $mod $abs $ceil $floor $round $trunc $concat $toLower $toUpper
       $dateToString $dateTrunc $dateDiff $year $month $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second
       $millisecond $week $isoWeek $isoWeekYear $isoDayOfWeek $size $filter $map $arrayElemAt $in $literal`,
    ],
  ];
  test.each(promised)('%s', (_what, own, names) => {
    expect([...own].sort()).toEqual(names.trim().split(/\s+/).sort());
  });

  const codes: readonly [UnsupportedKind, number, string][] = [
    ['option', 238, 'NotImplemented'],
    ['index kind', 67, 'CannotCreateIndex'],
    ['command', 59, 'CommandNotFound'],
    ['command field', 40415, 'Location40415'],
    ['transaction', 20, 'IllegalOperation'],
  ];
  test.each(codes)('an unknown %s has code %d', (kind, code, codeName) => {
    expect(unsupported(kind, 'x')).toMatchObject({
      code,
      codeName,
      message: `embedded store: ${kind} x is not supported`,
    });
  });
});
