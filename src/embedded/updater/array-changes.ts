import { compareValues } from '../bson-compare.js';
import { toDouble } from '../bson-number.js';
import { bsonTypeName, describeValue } from '../bson-type.js';
import { isArray, isDocument, isOperatorDocument, type Document } from '../document.js';
import { badValue, failedToParse, typeMismatch } from '../errors.js';
import { compileFilter, compileOperators } from '../matcher.js';
import { allOf, onValue, type ValueTest } from '../matcher/predicate.js';
import { regexTest } from '../matcher/regex.js';
import { compileSort } from '../sort.js';
import { always, pathText, type Change } from './change.js';

/** `$push`, with `$each`, `$position`, `$sort` and `$slice`: inserted, then sorted, then cut. */
export function pushChange(operand: unknown): Change {
  const { each, position, order, slice } = parsePush(operand);
  return {
    needsPath: always,
    apply: (current, context) => {
      if (current !== undefined && !isArray(current)) {
        throw badValue(
          `The field '${pathText(context)}' must be an array but is of type ${bsonTypeName(current)} in document {_id: ${describeValue(context.doc['_id'])}}`,
        );
      }
      const before: readonly unknown[] = current ?? [];
      let after: unknown[];
      if (position === undefined) after = [...before, ...each];
      else {
        const at = position < 0 ? Math.max(0, before.length + position) : position;
        after = [...before.slice(0, at), ...each, ...before.slice(at)];
      }
      if (order) after.sort(order);
      if (slice !== undefined) after = slice < 0 ? after.slice(slice) : after.slice(0, slice);
      return current !== undefined && compareValues(after, current) === 0 ? current : after;
    },
  };
}

/** `$addToSet`, with `$each`: appends what no element equals. */
export function addToSetChange(operand: unknown): Change {
  const each = isDocument(operand) && '$each' in operand ? parseEach('$addToSet', operand) : [operand];
  return {
    needsPath: always,
    apply: (current, context) => {
      if (current !== undefined && !isArray(current)) {
        throw badValue(
          `Cannot apply $addToSet to non-array field. Field named '${pathText(context)}' has non-array type ${bsonTypeName(current)}`,
        );
      }
      const after: unknown[] = isArray(current) ? [...current] : [];
      for (const value of each)
        if (!after.some((element) => compareValues(element, value) === 0)) after.push(value);
      return isArray(current) && after.length === current.length ? current : after;
    },
  };
}

/** `$pull`: removes elements that equal a value, match a condition, or satisfy operators. */
export function pullChange(condition: unknown): Change {
  return removeChange(pullTest(condition), '$pull');
}

/** `$pullAll`: removes elements equal to any of a list. */
export function pullAllChange(list: unknown): Change {
  if (!isArray(list)) {
    throw badValue(`$pullAll requires an array argument but was given a ${bsonTypeName(list)}`);
  }
  return removeChange((element) => list.some((value) => compareValues(value, element) === 0), '$pullAll');
}

/** `$pop: 1` removes the last element, `-1` the first. */
export function popChange(end: unknown): Change {
  const direction = toDouble(end);
  if (direction !== 1 && direction !== -1)
    throw failedToParse(`$pop expects 1 or -1, found: ${describeValue(end)}`);
  return {
    needsPath: always,
    apply: (current, context) => {
      if (current === undefined) return undefined;
      if (!isArray(current)) {
        throw typeMismatch(
          `Path '${pathText(context)}' contains an element of non-array type '${bsonTypeName(current)}'`,
        );
      }
      if (current.length === 0) return current;
      return direction === 1 ? current.slice(0, -1) : current.slice(1);
    },
  };
}

function removeChange(isRemoved: ValueTest, operator: string): Change {
  return {
    needsPath: always,
    apply: (current) => {
      if (current === undefined) return undefined;
      if (!isArray(current)) throw badValue(`Cannot apply ${operator} to a non-array value`);
      const after = current.filter((element) => !isRemoved(element));
      return after.length === current.length ? current : after;
    },
  };
}

function pullTest(condition: unknown): ValueTest {
  if (condition instanceof RegExp) return regexTest(condition);
  if (isOperatorDocument(condition)) return onValue(allOf(compileOperators(condition)));
  if (isDocument(condition)) {
    const filter = compileFilter(condition);
    return (element) => isDocument(element) && filter.test(element);
  }
  return (element) => compareValues(element, condition) === 0;
}

interface Push {
  readonly each: readonly unknown[];
  readonly position?: number;
  readonly slice?: number;
  readonly order?: (a: unknown, b: unknown) => number;
}

function parsePush(operand: unknown): Push {
  if (!isDocument(operand) || !('$each' in operand)) return { each: [operand] };
  for (const clause of Object.keys(operand)) {
    if (!['$each', '$position', '$slice', '$sort'].includes(clause)) {
      throw badValue(`Unrecognized clause in $push: ${clause}`);
    }
  }
  return {
    each: parseEach('$push', operand),
    position: parseInteger('$position', operand),
    slice: parseInteger('$slice', operand),
    order: '$sort' in operand ? parseOrder(operand['$sort']) : undefined,
  };
}

function parseEach(operator: string, operand: Document): readonly unknown[] {
  const each = operand['$each'];
  if (isArray(each)) return each;
  if (operator === '$addToSet') {
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${bsonTypeName(each)}`,
    );
  }
  throw badValue(
    `The argument to $each in ${operator} must be an array but it was of type: ${bsonTypeName(each)}`,
  );
}

function parseInteger(clause: string, operand: Document): number | undefined {
  if (!(clause in operand)) return undefined;
  const value = toDouble(operand[clause]);
  if (value !== undefined && Number.isInteger(value)) return value;
  throw badValue(
    `The value for ${clause} must be an integer value but was given type: ${bsonTypeName(operand[clause])}`,
  );
}

function parseOrder(order: unknown): (a: unknown, b: unknown) => number {
  if (isDocument(order)) {
    if (Object.keys(order).length === 0)
      throw badValue('The $sort pattern is empty when it should be a set of fields.');
    for (const direction of Object.values(order)) parseDirection(direction);
    const sort = compileSort(order);
    const asDocument = (value: unknown) => (isDocument(value) ? value : {});
    return (a, b) => sort.compare(asDocument(a), asDocument(b));
  }
  const direction = parseDirection(order);
  return (a, b) => compareValues(a, b) * direction;
}

function parseDirection(order: unknown): number {
  const direction = toDouble(order);
  if (direction === 1 || direction === -1) return direction;
  throw badValue('The $sort element value must be either 1 or -1');
}
