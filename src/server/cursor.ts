import { failure } from './errors/failure.js';

/** A page's end as an opaque word; lists run from new to old by time. */
export function cursorAt(date: Date): string {
  return Buffer.from(date.toISOString()).toString('base64url');
}

export function dateOfCursor(cursor: string | undefined): Date | undefined {
  if (cursor === undefined) return undefined;
  const date = new Date(Buffer.from(cursor, 'base64url').toString());
  if (Number.isNaN(date.getTime()))
    throw failure('validation-failed', {
      fields: [{ path: 'cursor', message: '请使用上一页返回的 nextCursor' }],
    });
  return date;
}
