import { REQUEST_TYPE_EN, REQUEST_TYPES } from '../../../../src/core/model/code-words.js';
import { isEnglish } from '../words';

export interface CodeOption<Code extends string> {
  value: Code;
  label: string;
}

/** Codes to choose from, by their names in the language of the moment. */
export function optionsOf<Code extends string>(
  zh: Readonly<Record<Code, string>>,
  en: Readonly<Record<Code, string>>,
  { withCode = false } = {},
): CodeOption<Code>[] {
  const names = isEnglish() ? en : zh;
  return codesOf(names).map((value) => ({
    value,
    label: withCode ? `${value} ${names[value]}` : names[value],
  }));
}

/** The codes of a table of words, in its order. */
export function codesOf<Code extends string>(table: Readonly<Record<Code, unknown>>): Code[] {
  const codes: Code[] = [];
  for (const code in table) codes.push(code);
  return codes;
}

export const requestTypeOptions = (): CodeOption<keyof typeof REQUEST_TYPES>[] =>
  codesOf(REQUEST_TYPES).map((value) => ({
    value,
    label: isEnglish() ? REQUEST_TYPE_EN[value] : REQUEST_TYPES[value].zh,
  }));
