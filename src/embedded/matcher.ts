import { compileExpression } from './aggregate/expression.js';
import { isTruthy } from './aggregate/expressions/truth.js';
import type { Variables } from './aggregate/expressions/compiler.js';
import { isDocument, isOperatorDocument, type Document } from './document.js';
import { badValue, failedToParse, unsupported } from './errors.js';
import { comparePredicate, equals } from './matcher/comparison.js';
import { elementPredicate, moduloPredicate, sizePredicate } from './matcher/elements.js';
import {
  allOf,
  noneOf,
  onPath,
  type DocumentTest,
  type Position,
  type Predicate,
} from './matcher/predicate.js';
import { isExists, isIn, isType } from './matcher/membership.js';
import { compileRegex, matchesRegex } from './matcher/regex.js';
import { splitPath } from './paths.js';

export { describeFilter, type FieldBounds } from './matcher/describe.js';

/** A compiled query filter. */
export interface Filter {
  test(doc: Document): boolean;
  /**
   * Undefined when the document does not match; else the index of the array element that did, which the
   * positional `$` of an update stands for (absent when no array decided).
   */
  match(doc: Document): { position?: number } | undefined;
}

/**
 * Compiles a query filter with MongoDB's meaning. Fails with 2 (BadValue) for malformed operators and
 * refuses operators this store does not have by name. `variables` are what `$expr` may read as `$$name`.
 */
export function compileFilter(filter: Document, variables: Variables = {}): Filter {
  const test = compileDocument(filter, variables);
  return {
    test: (doc) => test(doc),
    match: (doc) => {
      const position: Position = { index: undefined };
      if (!test(doc, position)) return undefined;
      return position.index === undefined ? {} : { position: position.index };
    },
  };
}

function compileDocument(filter: unknown, variables: Variables): DocumentTest {
  if (!isDocument(filter)) throw failedToParse('Expected a filter to be an object');
  const tests: DocumentTest[] = [];
  for (const [name, value] of Object.entries(filter)) {
    const test = name.startsWith('$')
      ? compileLogical(name, value, variables)
      : compileField(name, value, variables);
    if (test) tests.push(test);
  }
  return every(tests);
}

function compileLogical(name: string, value: unknown, variables: Variables): DocumentTest | undefined {
  switch (name) {
    case '$and':
      return every(compileList(name, value, variables));
    case '$or': {
      const tests = compileList(name, value, variables);
      // A position found inside $or, $nor or $not means nothing: which branch matched is not defined.
      return (doc) => tests.some((test) => test(doc));
    }
    case '$nor': {
      const tests = compileList(name, value, variables);
      return (doc) => !tests.some((test) => test(doc));
    }
    case '$expr': {
      const evaluate = compileExpression(value, variables);
      return (doc) => isTruthy(evaluate(doc));
    }
    case '$comment':
      return undefined;
    default:
      throw unsupported('query operator', name);
  }
}

function compileList(name: string, value: unknown, variables: Variables): DocumentTest[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return value.map((entry: unknown) => {
    if (!isDocument(entry)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileDocument(entry, variables);
  });
}

function compileField(path: string, value: unknown, variables: Variables): DocumentTest {
  const parts = splitPath(path);
  if (!isOperatorDocument(value)) return onPath(literal(value), parts);
  return every(compileOperators(value, variables).map((predicate) => onPath(predicate, parts)));
}

/** A value in the place of operators: a regular expression matches, anything else equals. */
function literal(value: unknown): Predicate {
  return value instanceof RegExp ? matchesRegex(value) : equals(value);
}

/** Compiles the operators of one field. Also used by `$pull`, whose condition is one of these. */
export function compileOperators(operators: Document, variables: Variables = {}): Predicate[] {
  const predicates = Object.entries(operators).map(([name, value]) =>
    compileOperator(name, value, operators, variables),
  );
  return predicates.flatMap((predicate) => (predicate ? [predicate] : []));
}

function compileOperator(
  name: string,
  value: unknown,
  siblings: Document,
  variables: Variables,
): Predicate | undefined {
  switch (name) {
    case '$eq':
      return equals(value);
    case '$ne':
      if (value instanceof RegExp) throw badValue("Can't have regex as arg to $ne.");
      return noneOf([equals(value)]);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparePredicate(name, value);
    case '$in':
      return isIn(name, value);
    case '$nin':
      return noneOf([isIn(name, value)]);
    case '$exists':
      return isExists(value);
    case '$type':
      return isType(value);
    case '$not':
      return compileNot(value, variables);
    case '$all':
      return compileAll(value, variables);
    case '$elemMatch':
      return compileElemMatch(value, variables);
    case '$size':
      return sizePredicate(value);
    case '$mod':
      return moduloPredicate(value);
    case '$regex':
      return compileRegex(value, siblings['$options']);
    case '$options':
      if (!('$regex' in siblings)) throw badValue('$options needs a $regex');
      return undefined;
    case '$comment':
      return undefined;
    default:
      if (!name.startsWith('$')) throw badValue(`unknown operator: ${name}`);
      throw unsupported('query operator', name);
  }
}

function compileNot(value: unknown, variables: Variables): Predicate {
  if (value instanceof RegExp) return noneOf([matchesRegex(value)]);
  if (!isDocument(value)) throw badValue('$not needs a regex or a document');
  if (Object.keys(value).length === 0) throw badValue('$not cannot be empty');
  return noneOf([allOf(compileOperators(value, variables))]);
}

function compileAll(value: unknown, variables: Variables): Predicate {
  if (!Array.isArray(value)) throw badValue('$all needs an array');
  const wanted = value.map((entry: unknown): Predicate => {
    if (!isOperatorDocument(entry)) return literal(entry);
    if ('$elemMatch' in entry) return compileElemMatch(entry['$elemMatch'], variables);
    throw badValue('no $ expressions in $all');
  });
  return wanted.length === 0 ? { type: 'never' } : allOf(wanted);
}

function compileElemMatch(value: unknown, variables: Variables): Predicate {
  if (!isDocument(value)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(value)[0];
  const isLogical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
  if (isOperatorDocument(value) && !isLogical) return elementPredicate(compileOperators(value, variables));
  const test = compileDocument(value, variables);
  return elementPredicate((element) => {
    if (isDocument(element)) return test(element);
    return Array.isArray(element) && test({ ...element });
  });
}

function every(tests: readonly DocumentTest[]): DocumentTest {
  const [first, second] = tests;
  if (!first) return () => true;
  if (!second) return first;
  return (doc, position) => tests.every((test) => test(doc, position));
}
