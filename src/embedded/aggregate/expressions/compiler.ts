import { getField, isArray, isDocument, type Document } from '../../document.js';
import { located } from '../../errors.js';

/** Values an expression may read as `$$name`, fixed when it is compiled (`let` of `$lookup`, `NOW`). */
export type Variables = Readonly<Record<string, unknown>>;

/** What an expression is evaluated against: a document, and the loop variables of `$map` and `$filter`. */
export interface Scope {
  readonly root: Document;
  readonly slots: unknown[];
}

/** A compiled expression; undefined is a missing value, which is not null. */
export type Evaluate = (scope: Scope) => unknown;

/** Compiles one operand in its place: knows which variables are visible there. */
export interface Compiler {
  compile(expression: unknown): Evaluate;
  /** A compiler that also knows a loop variable, and the slot its value goes to. */
  withVariable(name: string): { readonly compiler: Compiler; readonly slot: number };
}

/** An operator: turns its operand, as written, into an evaluation. */
export type Operator = (operand: unknown, compiler: Compiler, name: string) => Evaluate;

/** A family of operators by name. */
export type Operators = Readonly<Record<string, Operator>>;

/**
 * The value a field path leads to in an expression: through an array it is the array of what its
 * documents have there; a number in the path names a field, never an element.
 */
export function pathValue(value: unknown, parts: readonly string[], depth = 0): unknown {
  if (depth === parts.length) return value;
  if (isDocument(value)) return pathValue(getField(value, parts[depth] ?? ''), parts, depth + 1);
  if (!isArray(value)) return undefined;
  return value.flatMap((element) => {
    const found = pathValue(element, parts, depth);
    return found === undefined ? [] : [found];
  });
}

/** Whether a value makes most operators answer null. */
export function isNil(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The operands of an operator that takes an array of them, or one operand alone. */
export function operands(operand: unknown, compiler: Compiler): Evaluate[] {
  return (isArray(operand) ? operand : [operand]).map((each) => compiler.compile(each));
}

/** Exactly `count` operands; 16020 otherwise. */
export function exactly(count: number, operand: unknown, compiler: Compiler, name: string): Evaluate[] {
  const list = operands(operand, compiler);
  if (list.length === count) return list;
  throw located(16020, `Expression ${name} takes exactly ${count} arguments. ${list.length} were passed in.`);
}

/** An operator of one operand. */
export function unary(apply: (value: unknown, name: string) => unknown): Operator {
  return (operand, compiler, name) => {
    const [of = missing] = exactly(1, operand, compiler, name);
    return (scope) => apply(of(scope), name);
  };
}

/** An operator of two operands. */
export function binary(apply: (a: unknown, b: unknown, name: string) => unknown): Operator {
  return (operand, compiler, name) => {
    const [a = missing, b = missing] = exactly(2, operand, compiler, name);
    return (scope) => apply(a(scope), b(scope), name);
  };
}

/**
 * The named arguments of an operator such as `$filter`, compiled. An unknown or absent one fails
 * with the code that operator has for it.
 */
export function namedArguments(
  operand: unknown,
  name: string,
  shape: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
    readonly code: number;
  },
): Document {
  if (!isDocument(operand)) throw located(shape.code, `${name} only supports an object as its argument`);
  for (const key of Object.keys(operand)) {
    if (!shape.required.includes(key) && !shape.optional.includes(key)) {
      throw located(shape.code, `Unrecognized argument to ${name}: ${key}`);
    }
  }
  for (const key of shape.required) {
    if (!Object.hasOwn(operand, key)) throw located(shape.code, `Missing '${key}' parameter to ${name}`);
  }
  return operand;
}

const missing: Evaluate = () => undefined;
