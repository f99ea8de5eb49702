/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/**
 * Lets 随手拍 open without a net: keeps its page and what that names. Nothing of the API is kept, and no
 * other page of the portal is touched (the scope is /snap).
 */
const CACHE = 'snap-1';

self.addEventListener('install', (event) => event.waitUntil(keepPage().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(pageFirstFromNet(request));
  else if (/^\/(assets\/|icon|snap\.webmanifest)/.test(pathname)) event.respondWith(keptFirst(request));
});

/** The newest page, so that an update arrives; the kept one when there is no net. */
async function pageFirstFromNet(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await keepPage(fresh.clone());
    return fresh;
  } catch {
    return (await caches.match('/snap')) ?? Response.error();
  }
}

/** Names under /assets/ hold a hash of the content: what is kept is never stale. */
async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function keepPage(page?: Response): Promise<void> {
  const found = page ?? (await fetch('/snap'));
  const cache = await caches.open(CACHE);
  const text = await found.clone().text();
  const named = Array.from(text.matchAll(/(?:src|href)="(\/(?:assets\/|icon|snap\.webmanifest)[^"]*)"/g));
  const missing: string[] = [];
  for (const [, path = ''] of named) if (!(await cache.match(path))) missing.push(path);
  // First what the page needs, then the page: a half-kept page would open to nothing.
  await cache.addAll(missing);
  await cache.put('/snap', found);
}

async function dropOld(): Promise<void> {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

export {};
