import type { Document } from '../document.js';

/** What changes of one update share while one document is updated. */
export interface UpdateContext {
  /** The document before the update. */
  readonly doc: Document;
  readonly isInsert: boolean;
  readonly now: Date;
  /** The array index the positional `$` stands for. */
  readonly position: number | undefined;
  /** The path being changed, for error messages. */
  readonly path: string[];
}

/** What one operator does to the value at one path. */
export interface Change {
  /** The value after the change: `current` itself when nothing changes, undefined to remove or not create. */
  apply(current: unknown, context: UpdateContext): unknown;
  /** Whether to fail with 28 when a scalar stands where the path needs a document. */
  needsPath(context: UpdateContext): boolean;
}

/** {@link Change.needsPath} of changes that create their path. */
export const always = (): boolean => true;

/** {@link Change.needsPath} of changes that only remove. */
export const never = (): boolean => false;

/** The path being changed, as error messages name it. */
export function pathText(context: UpdateContext): string {
  return context.path.join('.');
}
