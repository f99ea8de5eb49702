import { useSyncExternalStore } from 'react';
import { currentLanguage, onLanguage } from '../shared/language';

/** What one part of the desk says by itself, in both languages. */
export type DeskWords<Key extends string> = Record<'zh' | 'en', Readonly<Record<Key, string>>>;

/** Words of a part: the English ones have the same keys, or it does not compile. */
export function deskWords<Key extends string>(
  zh: Readonly<Record<Key, string>>,
  en: Readonly<Record<NoInfer<Key>, string>>,
): DeskWords<Key> {
  return { zh, en };
}

export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

/** Says a word in the language of the moment, and draws anew when that changes; `{name}` is filled in. */
export function useSay<Key extends string>(words: DeskWords<Key>): Say<Key> {
  useSyncExternalStore(onLanguage, currentLanguage);
  return (key, values = {}) => say(words, key, values);
}

export function say<Key extends string>(
  words: DeskWords<Key>,
  key: Key,
  values: Record<string, string | number> = {},
): string {
  return words[isEnglish() ? 'en' : 'zh'][key].replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  );
}

export const isEnglish = (): boolean => currentLanguage() === 'en';

/** The name of a code in the language of the moment, from a pair of shared tables. */
export function useNames<Code extends string>(
  zh: Readonly<Record<Code, string>>,
  en: Readonly<Record<Code, string>>,
): (code: Code) => string {
  useSyncExternalStore(onLanguage, currentLanguage);
  return (code) => (isEnglish() ? en : zh)[code];
}
