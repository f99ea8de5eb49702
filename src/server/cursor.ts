import { failure } from './errors/failure.js';

/** A page's end as an opaque word; lists run from new to old by time. */
export function cursorAt(date: Date): string {
  return Buffer.from(date.toISOString()).toString('base64url');
}

export function dateOfCursor(cursor: string | undefined): Date | undefined {
  if (cursor === undefined) return undefined;
  const date = new Date(Buffer.from(cursor, 'base64url').toString());
  if (Number.isNaN(date.getTime())) throw unreadable();
  return date;
}

/** The place of a page's last line where many may have the same time. */
export function cursorOf({ at, id }: { at: Date; id: string }): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

export function placeOfCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [time, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const at = new Date(time ?? '');
  if (Number.isNaN(at.getTime()) || id === undefined) throw unreadable();
  return { at, id };
}

function unreadable() {
  return failure('validation-failed', {
    fields: [{ path: 'cursor', message: '请使用上一页返回的 nextCursor' }],
  });
}
