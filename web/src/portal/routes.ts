import type { Route } from '../shared/router';

/** Every page of the portal. Each is a chunk of its own. */
export const ROUTES: readonly Route[] = [
  { pattern: /^\/$/, load: () => import('./pages/Home') },
  { pattern: /^\/chat$/, load: () => import('./pages/Chat') },
  { pattern: /^\/report$/, load: () => import('./pages/Report') },
  { pattern: /^\/progress$/, load: () => import('./pages/Progress') },
  { pattern: /^\/hotlines$/, load: () => import('./pages/Hotlines') },
  { pattern: /^\/notices$/, load: () => import('./pages/Notices') },
  { pattern: /^\/notices\/(?<id>[\w-]+)$/, load: () => import('./pages/Notice') },
  { pattern: /^\/cases$/, load: () => import('./pages/Cases') },
  { pattern: /^\/cases\/(?<id>[\w-]+)$/, load: () => import('./pages/Case') },
  { pattern: /^\/privacy$/, load: () => import('./pages/Privacy') },
];

export function routeOf(path: string): { route: Route; id?: string } | undefined {
  for (const route of ROUTES) {
    const found = route.pattern.exec(path);
    if (found) return { route, id: found.groups?.['id'] };
  }
  return undefined;
}
