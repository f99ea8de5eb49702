import { isArray, isDocument, type Document } from '../document.js';
import { splitPath } from '../paths.js';
import { pathValue, type Variables } from './expressions/compiler.js';

/** What of a filter a source may apply, and whether that is all of it. */
export interface Indexable {
  readonly filter: Document;
  readonly isWhole: boolean;
}

/**
 * The part of a `$match` that needs no variables. `$expr` stays behind, but an equality in it between
 * a field and a constant also holds as a plain filter, which an index can serve: that is what makes
 * `$lookup` with `let` fast.
 */
export function indexableFilter(filter: Document, variables: Variables): Indexable {
  const out: Document = {};
  const extra: Document[] = [];
  let isWhole = true;
  for (const [name, value] of Object.entries(filter)) {
    if (!mentionsExpression(name, value)) {
      out[name] = value;
      continue;
    }
    isWhole = false;
    if (name === '$expr') extra.push(...equalities(value, variables));
    if (name === '$and' && isArray(value)) {
      for (const part of value) if (isDocument(part)) extra.push(indexableFilter(part, variables).filter);
    }
  }
  const parts = extra.filter((part) => Object.keys(part).length > 0);
  if (parts.length === 0) return { filter: out, isWhole };
  return { filter: { $and: [out, ...parts] }, isWhole };
}

function mentionsExpression(name: string, value: unknown): boolean {
  if (name === '$expr') return true;
  if (isArray(value)) return value.some((part) => mentionsExpression('', part));
  if (!isDocument(value)) return false;
  return Object.entries(value).some(([key, part]) => mentionsExpression(key, part));
}

/** `{$eq: ['$field', constant]}` and conjunctions of it, as filters. */
function equalities(expression: unknown, variables: Variables): Document[] {
  if (!isDocument(expression)) return [];
  const all = expression['$and'];
  if (isArray(all)) return all.flatMap((part) => equalities(part, variables));
  const pair = expression['$eq'];
  if (!isArray(pair) || pair.length !== 2) return [];
  return [...equality(pair[0], pair[1], variables), ...equality(pair[1], pair[0], variables)];
}

function equality(field: unknown, operand: unknown, variables: Variables): Document[] {
  if (typeof field !== 'string' || !/^\$[^$]/.test(field)) return [];
  const constant = constantOf(operand, variables);
  // An array equals as a whole in an expression, a filter would also find it among elements; both are rare.
  if (!constant || isArray(constant.value) || constant.value instanceof RegExp) return [];
  // A missing variable equals missing fields only; null finds these, and what it finds too much is tested again.
  return [{ [field.slice(1)]: { $eq: constant.value ?? null } }];
}

/** The value of a variable or of a scalar; undefined when the operand is an expression. */
function constantOf(operand: unknown, variables: Variables): { readonly value: unknown } | undefined {
  if (isArray(operand) || isDocument(operand)) return undefined;
  if (typeof operand !== 'string' || !operand.startsWith('$')) return { value: operand };
  const [name = '', ...path] = splitPath(operand.slice(2));
  if (!operand.startsWith('$$') || !Object.hasOwn(variables, name)) return undefined;
  return { value: pathValue(variables[name], path) };
}
