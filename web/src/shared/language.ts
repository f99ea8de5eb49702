import { useSyncExternalStore } from 'react';
import { en } from '../words/en';
import { zh, type Words } from '../words/zh';

export type Language = 'zh-CN' | 'en';
export type WordKey = keyof Words;

const listeners = new Set<() => void>();
let language: Language = chosen();

/** As chosen before on this device (a cookie, so that the hub paints in it too), else as the hub decided. */
function chosen(): Language {
  const kept = /(?:^|;\s*)hub_language=(en|zh-CN)/.exec(document.cookie)?.[1];
  return (kept ?? document.documentElement.lang) === 'en' ? 'en' : 'zh-CN';
}

export const currentLanguage = (): Language => language;

export function speak(next: Language): void {
  language = next;
  document.documentElement.lang = next;
  document.cookie = `hub_language=${next}; path=/; max-age=31536000; samesite=lax`;
  for (const listener of listeners) listener();
}

/** A word of the page in the language of the moment; `{name}` is filled in. */
export function words(key: WordKey, values: Record<string, string | number> = {}): string {
  const text: string = (language === 'en' ? en : zh)[key];
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The same, drawing the component anew when the language changes. */
export function useWords(): typeof words {
  useSyncExternalStore(onLanguage, currentLanguage);
  return words;
}

/** What staff read whatever language the citizen reads: the hub understands both, the desk speaks Chinese. */
export const wordsForStaff = (key: WordKey): string => zh[key];

export const serviceName = (): string =>
  document.documentElement.dataset[language === 'en' ? 'serviceEn' : 'serviceZh'] ?? '12345';

export function localTime(at: string | number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'Asia/Shanghai', ...options }).format(new Date(at));
}
export const moment = (at: string): string => localTime(at, { dateStyle: 'long', timeStyle: 'short' });
export const day = (at: string): string => localTime(at, { dateStyle: 'long' });

/** Calls back when the language changes; returns how to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
