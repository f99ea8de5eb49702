import { useEffect, useRef, useSyncExternalStore } from 'react';

/** One key, `Mod+key`, or two keys one after the other ("g i"), and what it does. */
export interface Shortcut {
  keys: string;
  label: string;
  run(): void;
}

const KEPT = 'hub.desk.shortcuts';
const SECOND_KEY_MS = 1_200;

const scopes: { current: readonly Shortcut[] }[] = [];
const listeners = new Set<() => void>();
let all: readonly Shortcut[] = [];
let first: { key: string; at: number } | undefined;

/** Offers shortcuts while a part of the page is there; the part that came last wins a key. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const scope = useRef(shortcuts);
  useEffect(() => {
    scope.current = shortcuts;
  });
  useEffect(() => {
    scopes.push(scope);
    changed();
    return () => {
      scopes.splice(scopes.indexOf(scope), 1);
      changed();
    };
  }, []);
}

/** All that can be pressed now, for the help and the palette. */
export function useAllShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}

/** Single keys can be switched off: whoever dictates would press them by speaking (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => localStorage.getItem(KEPT) !== 'off';
export const setSingleKeys = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off');

/** To be called once: listens to the whole page. */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const shortcut = shortcutFor(event);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

function shortcutFor(event: KeyboardEvent): Shortcut | undefined {
  if (event.isComposing || event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // A list to choose from takes Enter for itself, also with Ctrl.
  if (event.ctrlKey || event.metaKey) return find(`Mod+${key}`);
  if (event.defaultPrevented) return undefined;
  if (
    // Enter is no letter that somebody dictating would press by speaking.
    (key.length === 1 && !singleKeysOn()) ||
    isTyping(event.target) ||
    (key === 'Enter' && isPressed(event.target)) ||
    document.querySelector('.ant-modal-wrap:not([style*="none"])')
  )
    return undefined;
  const before = first && Date.now() - first.at < SECOND_KEY_MS ? first.key : undefined;
  first = { key, at: Date.now() };
  return (before === undefined ? undefined : find(`${before} ${key}`)) ?? find(key);
}

function find(keys: string): Shortcut | undefined {
  for (const scope of [...scopes].reverse()) {
    const found = scope.current.find((one) => one.keys === keys);
    if (found) return found;
  }
  return undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="combobox"], [role="listbox"]',
      ) !== null)
  );
}

/** What Enter presses by itself. */
function isPressed(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a[href], summary, [role="tab"], [role="menuitem"], [role="button"]') !== null
  );
}

function changed(): void {
  all = [...scopes].reverse().flatMap((scope) => scope.current);
  for (const listener of listeners) listener();
}
