import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Portal } from '../../config/settings.js';
import type { CityProfile } from '../../core/model/city.js';
import type { Html } from './html.js';
import { escapeHtml, html } from './html.js';

export type PageLanguage = 'zh-CN' | 'en';
export type PageName = 'index' | 'snap' | 'desk';

/** What is filled into a built page before it goes out. */
export interface PageContent {
  language: PageLanguage;
  title?: string;
  /** Shown at once, before any script has run; the page's script takes its place. */
  firstPaint?: Html;
  /** For pages whose style library writes style elements (the desk). */
  nonce?: string;
}

/** Where `npm run build` puts the pages; the same from `src` and from `dist`. */
export const WEB_ROOT = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

/** The built pages as templates. Reads each once; a page that is not built says so in a plain one. */
export function createShell(
  { serviceName, serviceNameEn }: Pick<CityProfile, 'serviceName' | 'serviceNameEn'>,
  { theme }: Pick<Portal, 'theme'>,
  root = WEB_ROOT,
): (page: PageName, content: PageContent) => string {
  const templates = new Map<PageName, string>();
  const template = (page: PageName): string => {
    const known = templates.get(page);
    if (known !== undefined) return known;
    const file = join(root, 'pages', `${page}.html`);
    const found = existsSync(file) ? readFileSync(file, 'utf8') : NOT_BUILT;
    templates.set(page, found);
    return found;
  };
  return (page, { language, title, firstPaint, nonce }) => {
    const service = language === 'en' ? serviceNameEn : serviceName;
    const values: Record<string, string> = {
      lang: language,
      theme,
      serviceZh: escapeHtml(serviceName),
      serviceEn: escapeHtml(serviceNameEn),
      title: escapeHtml(title ? `${title} · ${service}` : service),
      nonce: escapeHtml(nonce ?? ''),
      firstPaint: (firstPaint ?? html``).text,
    };
    // One pass: what is filled in is never read as a place to fill.
    return template(page).replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);
  };
}

const NOT_BUILT = `<!doctype html>
<html lang="{{lang}}"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><div id="root">{{firstPaint}}</div>
<p>页面尚未构建，请运行 npm run build；也可以拨打 12345。 The pages are not built: run npm run build, or call 12345.</p>
</body></html>`;
