import type { Document } from '../document.js';
import { isOperatorDocument } from '../document.js';
import { unsupported } from '../errors.js';
import { splitPath, valueAt } from '../paths.js';
import type { Variables } from './scope.js';

/** Compiles an aggregation expression; evaluating gives undefined for a missing value. */
export function compileExpression(
  expression: unknown,
  _variables: Variables = {},
): (doc: Document) => unknown {
  if (typeof expression === 'string' && expression.startsWith('$')) {
    const parts = splitPath(expression.slice(1));
    return (doc) => valueAt(doc, parts);
  }
  if (isOperatorDocument(expression)) throw unsupported('expression', Object.keys(expression)[0] ?? '');
  return () => expression;
}
