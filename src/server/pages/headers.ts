import type { Portal } from '../../config/settings.js';

/** Headers of every page: nothing from elsewhere, nothing inline, in nobody's frame. */
export function pageHeaders({ tiles }: Pick<Portal, 'tiles'>): Record<string, string> {
  return {
    'cache-control': 'no-cache',
    'content-security-policy': policy({ img: tiles ? ` ${tileSource(tiles.url)}` : '' }),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

/** The desk's style library writes style elements; each carries the answer's nonce. */
export function deskHeaders(nonce: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy({ style: ` 'nonce-${nonce}'` }),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

function policy({ img = '', style = '' }: { img?: string; style?: string }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${style}`,
    `img-src 'self' blob: data:${img}`,
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** `https://t{s}.example.cn/…` → `https://*.example.cn`: a placeholder in the host is any host there. */
function tileSource(url: string): string {
  const [, scheme = 'https:', host = ''] = /^(https?:)\/\/([^/]+)/.exec(url) ?? [];
  return `${scheme}//${host.includes('{') ? `*.${host.split('.').slice(1).join('.')}` : host}`;
}
