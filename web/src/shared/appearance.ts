import { useSyncExternalStore } from 'react';

/** Large type and dark colours, as chosen on this device; dark follows the device until somebody chooses. */
export interface Appearance {
  large: boolean;
  dark: boolean;
}

const listeners = new Set<() => void>();
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let appearance: Appearance = read();

function read(): Appearance {
  const dark = localStorage.getItem('hub.dark');
  return {
    large: localStorage.getItem('hub.large') === 'true',
    dark: dark === null ? prefersDark.matches : dark === 'true',
  };
}

/** Puts the choice onto the page; to be called before anything is drawn. */
export function applyAppearance(): void {
  const { classList, dataset } = document.documentElement;
  classList.toggle('large', appearance.large);
  dataset['scheme'] = appearance.dark ? 'dark' : 'light';
}

export function choose(change: Partial<Appearance>): void {
  if (change.large !== undefined) localStorage.setItem('hub.large', String(change.large));
  if (change.dark !== undefined) localStorage.setItem('hub.dark', String(change.dark));
  refresh();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => appearance,
  );
}

function refresh(): void {
  appearance = read();
  applyAppearance();
  for (const listener of listeners) listener();
}

prefersDark.addEventListener('change', refresh);
