import type { FieldView } from '../../../../src/server/public/form-view.js';
import { words } from '../../shared/language';
import type { ReportDraft } from './draft';

/** What is wrong, by field id. */
export type Wrong = Readonly<Record<string, string>>;

/** Checks what the form itself can check; whether a place or number is real is asked in the conversation. */
export function wrongFields(fields: readonly FieldView[], draft: ReportDraft): Wrong {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const why = whyWrong(field, draft);
      return why === undefined ? [] : [[field.id, why]];
    }),
  );
}

function whyWrong(field: FieldView, draft: ReportDraft): string | undefined {
  const value = (draft.values[field.id] ?? '').trim();
  const chosen = field.kind === 'place' && (draft.town !== '' || draft.position !== undefined);
  if (value === '') return field.need === 'always' && !chosen ? words('fillIn') : undefined;
  if (Array.from(value).length > field.maxLength) return words('tooLong', { most: field.maxLength });
  return field.kind === 'phone' && !/^\+?[\d\s()-]{7,20}$/.test(value) ? words('badPhone') : undefined;
}
