import { compareValues } from './bson-compare.js';
import { bsonTypeName, describeValue } from './bson-type.js';
import { isDocument, type Document } from './document.js';
import { StoreError, badValue, failedToParse, immutableField, unsupported } from './errors.js';
import { splitPath } from './paths.js';
import { compileArrayFilters, type ArrayFilters } from './updater/array-filters.js';
import { UPDATE_OPERATORS, compileChange } from './updater/operators.js';
import { compileRename, type Rename } from './updater/rename.js';
import { TreeUpdate, addChange, emptyBranch, sortBranch, type Branch } from './updater/tree.js';

export { seedFromFilter } from './updater/seed.js';

/** What an update is applied with. */
export interface ApplyOptions {
  /** Whether the result will be inserted (upsert); `$setOnInsert` acts only then. */
  readonly isInsert: boolean;
  /** The array index the filter matched, for the positional `$`. */
  readonly position?: number;
  readonly now: Date;
}

/** A compiled update statement. */
export interface Update {
  /** A whole new document rather than operators. */
  readonly isReplacement: boolean;
  /**
   * The document after the update; the same object when nothing changed. The input is never changed,
   * and unchanged parts are shared with it.
   */
  apply(doc: Document, options: ApplyOptions): Document;
}

/**
 * Compiles an update: operators or a replacement. Fails as mongod does: 9 for a wrong shape, 2 and 14
 * for wrong values, 28 for a path through a scalar, 40 for two changes of one path, 66 for a changed
 * `_id`. Aggregation pipelines and operators this store does not have are refused by name.
 */
export function compileUpdate(
  update: unknown,
  options: { readonly arrayFilters?: readonly unknown[] } = {},
): Update {
  if (Array.isArray(update)) throw unsupported('update operator', '[pipeline]');
  if (!isDocument(update)) throw failedToParse('Update argument must be either an object or an array');
  const filters = compileArrayFilters(options.arrayFilters ?? []);
  const first = Object.keys(update)[0];
  if (first === undefined || !first.startsWith('$')) {
    filters.requireAllUsed();
    return compileReplacement(update);
  }
  const { root, renames } = compileTree(update, filters);
  filters.requireAllUsed();
  return {
    isReplacement: false,
    apply: (doc, { isInsert, position, now }) => {
      for (const rename of renames) rename.check(doc);
      const tree = new TreeUpdate({ doc, isInsert, position, now, path: [] }, filters);
      const next = tree.apply(root, doc);
      if (!isDocument(next)) return doc;
      if (doc['_id'] !== next['_id']) requireSameId(doc, next);
      return isInsert ? idFirst(next) : next;
    },
  };
}

function compileReplacement(replacement: Document): Update {
  for (const name of Object.keys(replacement)) {
    if (!name.startsWith('$')) continue;
    throw new StoreError(
      52,
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return {
    isReplacement: true,
    apply: (doc) => {
      const id = doc['_id'];
      if (id === undefined) return idFirst({ ...replacement });
      const { _id: newId, ...rest } = replacement;
      if (newId !== undefined && compareValues(id, newId) !== 0) {
        throw new StoreError(
          66,
          'ImmutableField',
          `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${describeValue(newId)}`,
        );
      }
      return { _id: id, ...rest };
    },
  };
}

function compileTree(update: Document, filters: ArrayFilters): { root: Branch; renames: readonly Rename[] } {
  const root = emptyBranch();
  const renames: Rename[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$')) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!UPDATE_OPERATORS.has(operator)) throw unsupported('update operator', operator);
    if (!isDocument(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${bsonTypeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${describeValue(fields)}}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) {
      if (operator === '$rename') {
        const rename = compileRename(path, operand);
        addChange(root, parsePath(path, filters), rename.removal);
        addChange(root, parsePath(rename.to, filters), rename.writing);
        renames.push(rename);
      } else {
        addChange(root, parsePath(path, filters), compileChange(operator, operand, path));
      }
    }
  }
  sortBranch(root);
  return { root, renames };
}

function parsePath(path: string, filters: ArrayFilters): string[] {
  const parts = splitPath(path);
  for (const [i, part] of parts.entries()) {
    if (part === '') {
      throw new StoreError(
        56,
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    }
    if (part.startsWith('$')) requirePlaceholder(part, i, path);
  }
  if (parts.filter((part) => part === '$').length > 1) {
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  filters.use(parts);
  return parts;
}

const DBREF_FIELDS = new Set(['$ref', '$id', '$db']);

function requirePlaceholder(part: string, depth: number, path: string): void {
  if (DBREF_FIELDS.has(part) && depth > 0) return;
  const isPlaceholder = part === '$' || (part.startsWith('$[') && part.endsWith(']'));
  if (!isPlaceholder) {
    throw new StoreError(
      52,
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
    );
  }
  if (depth === 0) {
    throw badValue(`Cannot have positional (i.e. '${part}') element in the first position in path '${path}'`);
  }
}

function requireSameId(before: Document, after: Document): void {
  if (before['_id'] !== undefined && compareValues(before['_id'], after['_id']) !== 0)
    throw immutableField('_id');
}

/** MongoDB stores `_id` first whatever order the client wrote. */
function idFirst(doc: Document): Document {
  if (doc['_id'] === undefined || Object.keys(doc)[0] === '_id') return doc;
  const { _id, ...rest } = doc;
  return { _id, ...rest };
}
