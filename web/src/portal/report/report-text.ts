import type { FieldView } from '../../../../src/server/public/form-view.js';
import type { RequestType } from '../../../../src/core/model/codes.js';
import { wordsForStaff } from '../../shared/language';

/** What is filled in, by field id; the place apart, because it is chosen in parts. */
export interface Filled {
  type: RequestType;
  values: Readonly<Record<string, string>>;
  anonymous: boolean;
}

const LABELS = {
  matter: 'reportMatter',
  place: 'reportPlace',
  time: 'reportTime',
  name: 'reportName',
  phone: 'reportPhone',
} as const;

/**
 * The form as one message, in labelled lines that people and the hub read alike: it goes the way of every
 * message, so nothing that is filled in gets past the look for danger and for what is not ours to handle.
 */
export function reportText({ type, values, anonymous }: Filled, fields: readonly FieldView[]): string {
  const lines = fields.flatMap((field) => {
    const value = (values[field.id] ?? '').trim();
    return value === '' ? [] : [`${labelFor(field)}${shown(field, value)}`];
  });
  return [
    wordsForStaff('reportIntro').replace('{type}', wordsForStaff(`type-${type}`)),
    ...lines,
    ...(anonymous ? [wordsForStaff('reportAnonymous')] : []),
  ].join('\n');
}

function labelFor({ kind, label }: FieldView): string {
  // "对方（单位、店铺或小区）" explains itself to people who fill in, not to those who read.
  return kind === 'text' || kind === 'choice'
    ? `${label.replace(/（.*?）/g, '')}：`
    : wordsForStaff(LABELS[kind]);
}

function shown({ options }: FieldView, value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
