import type { Document } from './document.js';
import { describeValue } from './bson-type.js';

/** An error as MongoDB would answer it: `code` and `codeName` are MongoDB's, `extra` joins the reply. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly extra?: Document,
  ) {
    super(message);
  }
}

/** What can be unknown to this store; decides the error code a driver sees. */
export type UnsupportedKind =
  | 'query operator'
  | 'update operator'
  | 'stage'
  | 'accumulator'
  | 'expression'
  | 'option'
  | 'index kind'
  | 'command'
  | 'command field'
  | 'change stream'
  | 'transaction'
  | 'value';

const UNSUPPORTED: Record<UnsupportedKind, readonly [code: number, codeName: string]> = {
  'query operator': [2, 'BadValue'],
  'update operator': [9, 'FailedToParse'],
  stage: [40324, 'Location40324'],
  accumulator: [15952, 'Location15952'],
  expression: [168, 'InvalidPipelineOperator'],
  option: [238, 'NotImplemented'],
  'index kind': [67, 'CannotCreateIndex'],
  command: [59, 'CommandNotFound'],
  'command field': [40415, 'Location40415'],
  'change stream': [40573, 'Location40573'],
  transaction: [20, 'IllegalOperation'],
  value: [2, 'BadValue'],
};

/** The refusal of something MongoDB has and this store has not: named, never ignored. */
export function unsupported(kind: UnsupportedKind, name: string): StoreError {
  const [code, codeName] = UNSUPPORTED[kind];
  return new StoreError(code, codeName, `embedded store: ${kind} ${name} is not supported`);
}

/** 2: the caller gave a value that makes no sense here. */
export const badValue = (message: string) => new StoreError(2, 'BadValue', message);

/** 9: the statement's shape is wrong. */
export const failedToParse = (message: string) => new StoreError(9, 'FailedToParse', message);

/** 14: a value of the wrong type. */
export const typeMismatch = (message: string) => new StoreError(14, 'TypeMismatch', message);

/** 28: a field cannot be created under an existing value that is neither document nor array. */
export const pathNotViable = (message: string) => new StoreError(28, 'PathNotViable', message);

/** 40: two parts of one update touch the same or a nested path. */
export const conflictingUpdate = (path: string, at: string) =>
  new StoreError(
    40,
    'ConflictingUpdateOperators',
    `Updating the path '${path}' would create a conflict at '${at}'`,
  );

/** 66: `_id` may not change. */
export const immutableField = (path: string) =>
  new StoreError(
    66,
    'ImmutableField',
    `Performing an update on the path '${path}' would modify the immutable field '_id'`,
  );

/** 26: the collection does not exist. */
export const namespaceNotFound = (namespace: string) =>
  new StoreError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`);

/** 43: the cursor is gone: exhausted, killed or idle too long. */
export const cursorNotFound = (id: { toString(): string }) =>
  new StoreError(43, 'CursorNotFound', `cursor id ${id.toString()} not found`);

/** 50: the operation ran longer than its `maxTimeMS`. */
export const maxTimeExpired = () => new StoreError(50, 'MaxTimeMSExpired', 'operation exceeded time limit');

/** 10334: a document would exceed 16 MiB (16 777 216 bytes, plus MongoDB's 16 KiB of headroom for internals). */
export const objectTooLarge = (size: number) =>
  new StoreError(
    10334,
    'BSONObjectTooLarge',
    `BSONObj size: ${size} is invalid. Size must be between 0 and 16793600(16MB)`,
  );

/** 292: a blocking stage would hold more than its memory cap. */
export const memoryLimit = (stage: string, limitBytes: number) =>
  new StoreError(
    292,
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `PlanExecutor error during aggregation :: caused by :: ${stage} exceeded memory limit of ${limitBytes} bytes; the embedded store does not spill to disk`,
  );

/** 11000: a unique index would hold two equal keys. `keyValue` follows the order of `keyPattern`. */
export function duplicateKey(
  namespace: string,
  index: string,
  keyPattern: Document,
  keyValue: Document,
): StoreError {
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${describeValue(value)}`);
  return new StoreError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue },
  );
}

/** Any other MongoDB error known only by number, as mongod names them. */
export const located = (code: number, message: string) => new StoreError(code, `Location${code}`, message);
