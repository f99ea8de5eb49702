import { getField, isArray, isDocument, isOperatorDocument, setField, type Document } from '../document.js';
import { failedToParse, located, unsupported } from '../errors.js';
import { splitPath } from '../paths.js';
import { ARITHMETIC } from './expressions/arithmetic.js';
import { ARRAYS } from './expressions/arrays.js';
import { COMPARISON } from './expressions/comparison.js';
import { CONDITIONAL } from './expressions/conditional.js';
import { DATES } from './expressions/dates.js';
import { TEXT } from './expressions/text.js';
import {
  pathValue,
  type Compiler,
  type Evaluate,
  type Operators,
  type Variables,
} from './expressions/compiler.js';

const OPERATORS: Operators = {
  ...ARITHMETIC,
  ...ARRAYS,
  ...COMPARISON,
  ...CONDITIONAL,
  ...DATES,
  ...TEXT,
  $literal: (operand) => () => operand,
};

/** The expression operators this store has. */
export const EXPRESSION_OPERATORS: ReadonlySet<string> = new Set(Object.keys(OPERATORS));

/**
 * Compiles an aggregation expression; evaluating gives undefined for a missing value. An operator
 * that this store does not have is refused by name (168), an unknown variable with 17276.
 */
export function compileExpression(
  expression: unknown,
  variables: Variables = {},
): (doc: Document) => unknown {
  const evaluate = new ExpressionCompiler(variables, new Map()).compile(expression);
  return (doc) => evaluate({ root: doc, slots: [] });
}

class ExpressionCompiler implements Compiler {
  constructor(
    private readonly variables: Variables,
    private readonly slots: ReadonlyMap<string, number>,
    /** How many loops enclose this place; a name may be used again inside and then has a slot of its own. */
    private readonly depth = 0,
  ) {}

  compile(expression: unknown): Evaluate {
    if (typeof expression === 'string') {
      if (expression.startsWith('$$')) return this.compileVariable(expression.slice(2));
      if (expression.startsWith('$')) return compilePath(expression.slice(1));
      return () => expression;
    }
    if (isArray(expression)) {
      const elements = expression.map((element) => this.compile(element));
      return (scope) => elements.map((element) => element(scope) ?? null);
    }
    if (isOperatorDocument(expression)) return this.compileOperator(expression);
    return isDocument(expression) ? this.compileObject(expression) : () => expression;
  }

  withVariable(name: string): { compiler: Compiler; slot: number } {
    requireVariableName(name);
    const slot = this.depth;
    const slots = new Map(this.slots).set(name, slot);
    return { compiler: new ExpressionCompiler(this.variables, slots, this.depth + 1), slot };
  }

  private compileOperator(expression: Document): Evaluate {
    const [name = '', ...others] = Object.keys(expression);
    if (others.length > 0) {
      throw located(
        15983,
        `an object representing an expression must have exactly one field, not also ${others.join(', ')}`,
      );
    }
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!operator) throw unsupported('expression', name);
    return operator(expression[name], this, name);
  }

  private compileObject(expression: Document): Evaluate {
    const fields = Object.entries(expression).map(([name, value]) => {
      if (name.startsWith('$') || name.includes('.')) {
        throw located(16410, `FieldPath field names may not start with '$' or contain '.': ${name}`);
      }
      return { name, evaluate: this.compile(value) };
    });
    return (scope) => {
      const out: Document = {};
      for (const { name, evaluate } of fields) {
        const value = evaluate(scope);
        if (value !== undefined) setField(out, name, value);
      }
      return out;
    };
  }

  private compileVariable(text: string): Evaluate {
    const [name = '', ...path] = splitPath(text);
    const slot = this.slots.get(name);
    if (slot !== undefined) {
      return path.length === 0 ? (scope) => scope.slots[slot] : (scope) => pathValue(scope.slots[slot], path);
    }
    if (name === 'ROOT' || name === 'CURRENT') return (scope) => pathValue(scope.root, path);
    if (name === 'REMOVE') return () => undefined;
    if (Object.hasOwn(this.variables, name)) {
      const value = pathValue(this.variables[name], path);
      return () => value;
    }
    if (/^[A-Z]/.test(name)) throw unsupported('expression', `$$${name}`);
    throw located(17276, `Use of undefined variable: ${name}`);
  }
}

/** User variables start with a lower-case letter; capitals are the system's. */
export function requireVariableName(name: string): void {
  if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
    throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
  }
}

function compilePath(path: string): Evaluate {
  const parts = splitPath(path);
  if (parts.some((part) => part === ''))
    throw located(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$'))) {
    throw located(16410, `FieldPath field names may not start with '$'. Given: ${path}`);
  }
  const [name] = parts;
  if (name !== undefined && parts.length === 1) return (scope) => getField(scope.root, name);
  return (scope) => pathValue(scope.root, parts);
}
