import { type AnchorHTMLAttributes, type ComponentType, type MouseEvent, useSyncExternalStore } from 'react';

/** One page: what its address looks like, and its chunk, loaded when somebody goes there. */
export interface Route {
  pattern: RegExp;
  load(): Promise<{ default: ComponentType<{ id?: string }>; prepare?(id?: string): Promise<void> }>;
}

const listeners = new Set<() => void>();

/** The address as pages read it: path and query. */
export function useAddress(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      addEventListener('popstate', listener);
      return () => {
        listeners.delete(listener);
        removeEventListener('popstate', listener);
      };
    },
    () => location.pathname + location.search,
  );
}

/** Goes to another page without loading everything anew. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  for (const listener of listeners) listener();
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

export function Link({ href, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const otherwise = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (event.defaultPrevented || otherwise) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
