import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { WEB_ROOT } from './shell.js';

/** What the pages load. Names under /assets/ hold a hash of the content, so those never change. */
export async function staticFiles(app: FastifyInstance, root = WEB_ROOT): Promise<void> {
  const files = join(root, 'static');
  if (!existsSync(files)) return;
  await app.register(fastifyStatic, {
    root: files,
    prefix: '/',
    // One route per file: a wildcard at "/" would take every path of the hub.
    wildcard: false,
    index: false,
    decorateReply: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => void reply.headers(headersFor(path.slice(files.length))),
  });
}

/** The county boundaries, when this build has those of the city. */
export function boundariesOf(divisionCode: string, root = WEB_ROOT): string | undefined {
  const path = `/map/${divisionCode}.geojson`;
  return existsSync(join(root, 'static', path)) ? path : undefined;
}

function headersFor(path: string): Record<string, string> {
  const common = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };
  if (path.startsWith('/assets/'))
    return { ...common, 'cache-control': 'public, max-age=31536000, immutable' };
  // Embedded by other sites: theirs to load, and changed soon after an update of ours.
  if (path.startsWith('/widget.js'))
    return {
      ...common,
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    };
  // A worker keeps its own policy, and must be fetched anew to be replaced.
  if (path.startsWith('/snap-worker.js'))
    return {
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'self'",
      'cache-control': 'no-cache',
    };
  return { ...common, 'cache-control': 'public, max-age=3600' };
}
