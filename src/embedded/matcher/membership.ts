import { ObjectId } from 'bson';
import { BSON_TYPES, bsonTypeName, isNumeric } from '../bson-type.js';
import { toDouble } from '../bson-number.js';
import { isOperatorDocument } from '../document.js';
import { badValue, failedToParse } from '../errors.js';
import { equalityTest } from './comparison.js';
import { leafTest, noneOf, type Predicate, type ValueTest } from './predicate.js';
import { regexTest } from './regex.js';

/** `$in` (and the positive half of `$nin`): equal to any, or matched by any regular expression. */
export function isIn(operator: string, list: unknown): Predicate {
  if (!Array.isArray(list)) throw badValue(`${operator} needs an array`);
  const primitives = new Set<unknown>();
  const ids = new Set<string>();
  const others: ValueTest[] = [];
  for (const wanted of list) {
    if (isOperatorDocument(wanted)) throw badValue(`cannot nest $ under ${operator}`);
    if (wanted instanceof RegExp) others.push(regexTest(wanted), equalityTest(wanted));
    else if (typeof wanted === 'string' || typeof wanted === 'boolean') primitives.add(wanted);
    else if (wanted instanceof ObjectId) ids.add(wanted.toHexString());
    else {
      if (typeof wanted === 'number') primitives.add(wanted);
      others.push(equalityTest(wanted));
    }
  }
  return leafTest((value) => {
    if (primitives.has(value)) return true;
    if (value instanceof ObjectId) return ids.has(value.toHexString());
    return others.some((test) => test(value));
  });
}

export function isExists(wanted: unknown): Predicate {
  const exists = leafTest((value) => value !== undefined);
  return wanted === false || wanted === null || toDouble(wanted) === 0 ? noneOf([exists]) : exists;
}

/** `$type`: one type or a list, by name, number or the class `number`. */
export function isType(wanted: unknown): Predicate {
  const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (list.length === 0) throw failedToParse('$type must match at least one type');
  const names = new Set<string>(list.flatMap(parseType));
  return leafTest((value) => value !== undefined && names.has(bsonTypeName(value)));
}

const NUMBER_TYPES = ['int', 'long', 'double', 'decimal'];

function parseType(type: unknown): string[] {
  if (typeof type === 'string') {
    if (type === 'number') return NUMBER_TYPES;
    if (Object.hasOwn(BSON_TYPES, type)) return [type];
    throw badValue(`Unknown type name alias: ${type}`);
  }
  if (!isNumeric(type)) throw badValue('type must be represented as a number or a string');
  const code = toDouble(type);
  const found = Object.entries(BSON_TYPES).find(([, number]) => number === code);
  if (!found) throw badValue(`Invalid numerical type code: ${String(code)}`);
  return [found[0]];
}
