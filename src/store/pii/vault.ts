import type { Row } from '../collection.js';
import { createBlindIndex, type BlindIndex } from './blind-index.js';
import { isEnvelope, openValue, sealValue } from './envelope.js';
import { SEALED, type SealedField } from './field-map.js';
import type { KeyRing } from './key-ring.js';

/** Seals rows of one collection on their way in and opens them on their way out. */
export interface RowSeal {
  /** The row as it is stored, with what is kept beside. */
  seal<T extends Row>(row: T): T;
  /** The row as the repository knows it; what is not sealed yet stays as it is. */
  open<T extends Record<string, unknown>>(row: T): T;
  /** One value for a `$set`: `field` is the path in the row; of an array's element, its id comes along. */
  value(id: string, field: string, value: unknown, elementId?: string): unknown;
}

export interface Vault {
  readonly ring: KeyRing;
  readonly blind: BlindIndex;
  of(collection: string): RowSeal;
}

/** The one place where personal data is sealed: repositories pass rows through it and know nothing of keys. */
export function createVault(ring: KeyRing): Vault {
  const blind = createBlindIndex(ring.index);
  return { ring, blind, of: (collection) => rowSeal(collection, ring, blind) };
}

function rowSeal(collection: string, ring: KeyRing, blind: BlindIndex): RowSeal {
  const rules = SEALED[collection];
  if (!rules) throw new Error(`nothing says what is personal in ${collection}`);
  const seal = (place: string, value: unknown) =>
    isNothing(value) || isEnvelope(value) ? value : sealValue(ring.current, place, value);
  const open = (place: string, value: unknown) =>
    isEnvelope(value) ? openValue(ring.keyOf, place, value) : value;
  return {
    seal(row) {
      const sealed = through(collection, row, rules.fieldsOf(row), seal);
      return rules.beside ? { ...sealed, ...rules.beside(row, blind) } : sealed;
    },
    open: (row) => through(collection, row, rules.all, open),
    value: (id, field, value, elementId) => seal(placeOf(collection, id, field, elementId), value),
  };
}

/** What a ciphertext is bound to. */
export function placeOf(collection: string, id: string, field: string, elementId = ''): string {
  return `${collection}\0${id}\0${field}\0${elementId}`;
}

/** Nothing to hide, and sparse or empty stays visible as such. */
export function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

type Change = (place: string, value: unknown) => unknown;

function through<T extends Record<string, unknown>>(
  collection: string,
  row: T,
  fields: readonly SealedField[],
  change: Change,
): T {
  const id = String(row['_id']);
  let result = row;
  for (const { path, each } of fields) {
    const name = path.join('.');
    const changed = (value: unknown): unknown => {
      if (each === undefined) return change(placeOf(collection, id, name), value);
      if (!Array.isArray(value)) return value;
      const items: unknown[] = value;
      return items.map((item) =>
        isRecord(item) && each in item
          ? {
              ...item,
              [each]: change(placeOf(collection, id, `${name}.${each}`, String(item['id'])), item[each]),
            }
          : item,
      );
    };
    result = replaced(result, path, changed);
  }
  return result;
}

/** A copy along the path; the same object when there is nothing at its end. */
function replaced<T extends Record<string, unknown>>(
  row: T,
  [key, ...rest]: readonly string[],
  change: (value: unknown) => unknown,
): T {
  if (key === undefined || !(key in row)) return row;
  const value = row[key];
  if (rest.length === 0) return { ...row, [key]: change(value) };
  return isRecord(value) ? { ...row, [key]: replaced(value, rest, change) } : row;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isEnvelope(value);
}
