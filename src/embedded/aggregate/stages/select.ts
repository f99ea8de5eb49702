import { Long } from 'bson';
import { toDouble } from '../../bson-number.js';
import { isDocument, type Document } from '../../document.js';
import { located } from '../../errors.js';
import { compileFilter } from '../../matcher.js';
import { eachDocument, type Stage } from '../chunks.js';
import type { StageContext } from '../environment.js';

/** `$match`: documents a filter accepts. */
export function matchStage(spec: unknown, { variables }: StageContext): Stage {
  if (!isDocument(spec)) throw located(15959, 'the match filter must be an expression in an object');
  const filter = compileFilter(spec, variables);
  return eachDocument((doc) => (filter.test(doc) ? doc : undefined));
}

/** `$limit`: the first documents; reads no further. */
export function limitStage(spec: unknown): Stage {
  const limit = parseCount(spec, 2107201, 'the limit must be specified as a number');
  if (limit === 0) throw located(15958, 'the limit must be positive');
  return async function* (source) {
    let left = limit;
    for await (const docs of source) {
      yield docs.length <= left ? docs : docs.slice(0, left);
      left -= docs.length;
      if (left <= 0) return;
    }
  };
}

/** `$skip`: all but the first documents. */
export function skipStage(spec: unknown): Stage {
  const skip = parseCount(spec, 5107200, 'invalid argument to $skip stage: Expected a number');
  return async function* (source) {
    let left = skip;
    for await (const docs of source) {
      if (left < docs.length) yield left > 0 ? docs.slice(left) : docs;
      left = Math.max(0, left - docs.length);
    }
  };
}

/** `$count: 'name'`: one document with the number of documents, none when there are none. */
export function countStage(spec: unknown): Stage {
  if (typeof spec !== 'string' || spec === '')
    throw located(40156, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw located(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw located(40160, "the count field cannot contain '.'");
  return async function* (source) {
    let count = 0;
    for await (const docs of source) count += docs.length;
    const result: Document = { [spec]: count };
    if (count > 0) yield [result];
  };
}

function parseCount(spec: unknown, code: number, message: string): number {
  const count = spec instanceof Long ? spec.toNumber() : toDouble(spec);
  if (count === undefined || !Number.isInteger(count) || count < 0) throw located(code, message);
  return count;
}
