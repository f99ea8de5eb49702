import { describeValue } from '../bson-type.js';
import { getField, isDocument, type Document } from '../document.js';
import { badValue } from '../errors.js';
import { splitPath, valueAt } from '../paths.js';
import type { Change } from './change.js';

/** `$rename`: one change that removes the old path and one that writes the new. Neither may pass an array. */
export function compileRename(from: string, to: unknown): { to: string; removal: Change; writing: Change } {
  if (typeof to !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${describeValue(to)}`);
  }
  if (from === to) {
    throw badValue(`The source and target field for $rename must differ: ${from}: ${describeValue(to)}`);
  }
  const fromParts = splitPath(from);
  const toParts = splitPath(to);
  for (const path of [from, to]) {
    if (splitPath(path).some((part) => part.startsWith('$'))) {
      throw badValue(
        `The ${path === from ? 'source' : 'destination'} field for $rename may not be dynamic: ${path}`,
      );
    }
  }
  return {
    to,
    removal: {
      needsPath: false,
      apply: (_current, { doc }) => {
        refuseArray(doc, fromParts, 'source');
        return undefined;
      },
    },
    writing: {
      needsPath: true,
      apply: (current, { doc }) => {
        refuseArray(doc, fromParts, 'source');
        const value = valueAt(doc, fromParts);
        if (value === undefined) return current;
        refuseArray(doc, toParts, 'destination');
        return value;
      },
    },
  };
}

function refuseArray(doc: Document, parts: readonly string[], role: 'source' | 'destination'): void {
  let value: unknown = doc;
  for (const [depth, part] of parts.entries()) {
    if (Array.isArray(value)) {
      throw badValue(
        `The ${role} field cannot be an array element, '${parts.join('.')}' in doc with _id: ${describeValue(doc['_id'])} has an array field called '${parts[depth - 1] ?? ''}'`,
      );
    }
    value = isDocument(value) ? getField(value, part) : undefined;
  }
}
