import { MaxKey, MinKey } from 'bson';
import { TAG, typeTag } from '../bson-compare.js';
import { isIndex, splitPath } from '../paths.js';
import { isDocument, isOperatorDocument, type Document } from '../document.js';

/**
 * What a filter surely demands of one field, as far as an index can use it. A document that matches
 * the filter has, for each bound given here, a value at the path that satisfies that bound (for arrays,
 * not necessarily the same element for each). The filter must still be tested: this is less than it says.
 */
export interface FieldBounds {
  /** Equal to this (null: null or missing). */
  eq?: unknown;
  /** Equal to one of these. */
  in?: readonly unknown[];
  gt?: unknown;
  gte?: unknown;
  lt?: unknown;
  lte?: unknown;
  exists?: boolean;
  /** The operand of `$type`, as written. */
  type?: unknown;
}

/** Reads the conjunctive predicates of a filter (its fields and those under `$and`), by path. */
export function describeFilter(filter: Document): Map<string, FieldBounds> {
  const bounds = new Map<string, FieldBounds>();
  describeInto(filter, bounds);
  return bounds;
}

function describeInto(filter: Document, bounds: Map<string, FieldBounds>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (isDocument(part)) describeInto(part, bounds);
    } else if (!name.startsWith('$')) {
      let field = bounds.get(name);
      if (!field) bounds.set(name, (field = {}));
      describeField(value, field);
      if (splitPath(name).some(isIndex)) dropMissing(field);
    }
  }
}

function describeField(value: unknown, bounds: FieldBounds): void {
  if (!isOperatorDocument(value)) {
    if (isPoint(value)) keep(bounds, 'eq', value);
    return;
  }
  for (const [operator, operand] of Object.entries(value)) describeOperator(operator, operand, bounds);
}

function describeOperator(operator: string, operand: unknown, bounds: FieldBounds): void {
  switch (operator) {
    case '$eq':
      if (isPoint(operand)) keep(bounds, 'eq', operand);
      break;
    case '$in':
      if (Array.isArray(operand) && operand.every(isPoint)) keep(bounds, 'in', operand);
      break;
    case '$gt':
      if (isBound(operand)) keep(bounds, 'gt', operand);
      break;
    case '$gte':
      if (isBound(operand)) keep(bounds, 'gte', operand);
      break;
    case '$lt':
      if (isBound(operand)) keep(bounds, 'lt', operand);
      break;
    case '$lte':
      if (isBound(operand)) keep(bounds, 'lte', operand);
      break;
    case '$exists':
      keep(bounds, 'exists', operand !== false && operand !== null && operand !== 0);
      break;
    case '$type':
      keep(bounds, 'type', operand);
      break;
    default:
      break;
  }
}

/**
 * A number in a path names an element and, in documents, a field: a document with an element at that
 * index may lack the field and so match null without an index saying so.
 */
function dropMissing(bounds: FieldBounds): void {
  if (bounds.eq === null) delete bounds.eq;
  if (bounds.in?.includes(null)) delete bounds.in;
}

/** The first bound of each kind stays: with two, either alone is true of every match. */
function keep(bounds: FieldBounds, kind: keyof FieldBounds, value: unknown): void {
  if (bounds[kind] === undefined) Object.assign(bounds, { [kind]: value });
}

/** A value that equality finds at one index key. Arrays are indexed by element, expressions are searched. */
function isPoint(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !(value instanceof RegExp);
}

/** A value whose comparisons stay within one contiguous stretch of an index. */
function isBound(value: unknown): boolean {
  if (value instanceof MinKey || value instanceof MaxKey || Number.isNaN(value)) return false;
  const tag = typeTag(value);
  return tag !== TAG.null && tag !== TAG.undefined && tag !== TAG.array && tag !== TAG.regex;
}
