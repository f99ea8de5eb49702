import { setField, isDocument, isOperatorDocument, getField, type Document } from '../document.js';
import { StoreError } from '../errors.js';
import { splitPath } from '../paths.js';

/**
 * The document an upsert starts from: the fields the filter fixes by equality (also under `$and`, and
 * under an `$or` of one). 54 when the filter fixes a path twice, as mongod refuses to choose.
 */
export function seedFromFilter(filter: Document): Document {
  const seed: Document = {};
  const seen: string[] = [];
  for (const [path, value] of equalities(filter)) {
    const clash = seen.find(
      (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
    );
    if (clash !== undefined) {
      throw new StoreError(
        54,
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    }
    seen.push(path);
    write(seed, splitPath(path), value);
  }
  return seed;
}

function* equalities(filter: Document): Generator<[path: string, value: unknown]> {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      if (Array.isArray(value)) for (const part of value) if (isDocument(part)) yield* equalities(part);
    } else if (!name.startsWith('$')) {
      if (isOperatorDocument(value)) {
        if ('$eq' in value) yield [name, value['$eq']];
      } else if (!(value instanceof RegExp)) yield [name, value];
    }
  }
}

function write(doc: Document, parts: readonly string[], value: unknown): void {
  let parent = doc;
  for (const part of parts.slice(0, -1)) {
    const child = getField(parent, part);
    const next = isDocument(child) ? child : {};
    setField(parent, part, next);
    parent = next;
  }
  setField(parent, parts.at(-1) ?? '', value);
}
