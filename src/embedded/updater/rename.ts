import { describeValue } from '../bson-type.js';
import { getField, isDocument, type Document } from '../document.js';
import { badValue } from '../errors.js';
import { splitPath, valueAt } from '../paths.js';
import { never, type Change } from './change.js';

/** `$rename` in parts: it touches two paths. */
export interface Rename {
  readonly to: string;
  readonly removal: Change;
  readonly writing: Change;
  /** Fails with 2 when either path passes an array; to be called before anything is changed. */
  check(doc: Document): void;
}

/** Compiles `$rename` of one field; a document without that field is left alone. */
export function compileRename(from: string, to: unknown): Rename {
  if (typeof to !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${describeValue(to)}`);
  }
  if (from === to) {
    throw badValue(`The source and target field for $rename must differ: ${from}: ${describeValue(to)}`);
  }
  const fromParts = splitPath(from);
  const toParts = splitPath(to);
  refusePlaceholders(fromParts, 'source');
  refusePlaceholders(toParts, 'destination');
  return {
    to,
    removal: { needsPath: never, apply: () => undefined },
    writing: {
      needsPath: ({ doc }) => valueAt(doc, fromParts) !== undefined,
      apply: (current, { doc }) => {
        const value = valueAt(doc, fromParts);
        return value === undefined ? current : value;
      },
    },
    check: (doc) => {
      refuseArray(doc, fromParts, 'source');
      if (valueAt(doc, fromParts) !== undefined) refuseArray(doc, toParts, 'destination');
    },
  };
}

function refusePlaceholders(parts: readonly string[], role: 'source' | 'destination'): void {
  if (parts.some((part) => part.startsWith('$'))) {
    throw badValue(`The ${role} field for $rename may not be dynamic: ${parts.join('.')}`);
  }
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
