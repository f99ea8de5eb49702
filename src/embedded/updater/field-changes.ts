import { Timestamp } from 'bson';
import { compareValues } from '../bson-compare.js';
import { bsonTypeName, describeValue, isNumeric } from '../bson-type.js';
import { isArray, isDocument } from '../document.js';
import { badValue, typeMismatch } from '../errors.js';
import { calculate } from '../arithmetic.js';
import { always, never, pathText, type Change, type UpdateContext } from './change.js';

export function setChange(value: unknown): Change {
  return { needsPath: always, apply: (current) => (isSame(current, value) ? current : value) };
}

/** `$set` when the update inserts, nothing otherwise. */
export function setOnInsertChange(value: unknown): Change {
  return {
    needsPath: ({ isInsert }) => isInsert,
    apply: (current, { isInsert }) => (isInsert ? value : current),
  };
}

export function unsetChange(): Change {
  return { needsPath: never, apply: () => undefined };
}

/** `$inc` and `$mul`; a missing field counts as 0. */
export function arithmeticChange(operator: '$inc' | '$mul', operand: unknown, path: string): Change {
  const kind = operator === '$inc' ? 'add' : 'multiply';
  if (!isNumeric(operand)) {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${describeValue(operand)}}`);
  }
  return {
    needsPath: always,
    apply: (current, context) => {
      if (current !== undefined && !isNumeric(current)) throw notNumeric(operator, current, context);
      if (current === undefined && operator === '$inc') return calculate(kind, 0, operand, operator);
      const result = calculate(kind, current ?? 0, operand, operator);
      if (result === undefined) throw overflow(operator, current, context);
      return isSame(current, result) ? current : result;
    },
  };
}

/** `$min` and `$max`, in BSON order. */
export function extremeChange(operator: '$min' | '$max', value: unknown): Change {
  const sign = operator === '$min' ? -1 : 1;
  return {
    needsPath: always,
    apply: (current) => (current === undefined || compareValues(value, current) * sign > 0 ? value : current),
  };
}

/** `$currentDate: true | {$type: 'date' | 'timestamp'}`. */
export function currentDateChange(kind: unknown): Change {
  const type = typeof kind === 'boolean' ? 'date' : isDocument(kind) ? kind['$type'] : undefined;
  if (type === 'date') return { needsPath: always, apply: (_current, { now }) => new Date(now) };
  if (type !== 'timestamp') {
    throw badValue(
      `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}`,
    );
  }
  return {
    needsPath: always,
    apply: (_current, { now }) => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }),
  };
}

/** Whether writing `value` over `current` would change nothing, not even the BSON type of a number inside. */
function isSame(current: unknown, value: unknown): boolean {
  if (isArray(current) && isArray(value)) {
    return current.length === value.length && current.every((element, i) => isSame(element, value[i]));
  }
  if (isDocument(current) && isDocument(value)) {
    const names = Object.keys(value);
    return (
      Object.keys(current).length === names.length &&
      Object.entries(current).every(([name, field], i) => name === names[i] && isSame(field, value[name]))
    );
  }
  return bsonTypeName(current) === bsonTypeName(value) && compareValues(current, value) === 0;
}

function notNumeric(operator: string, current: unknown, context: UpdateContext) {
  const id = describeValue(context.doc['_id']);
  return typeMismatch(
    `Cannot apply ${operator} to a value of non-numeric type. {_id: ${id}} has the field '${pathText(context)}' of non-numeric type ${bsonTypeName(current)}`,
  );
}

function overflow(operator: string, current: unknown, context: UpdateContext) {
  const id = describeValue(context.doc['_id']);
  return badValue(
    `Failed to apply ${operator} operations to current value (${describeValue(current)}) for document {_id: ${id}}`,
  );
}
