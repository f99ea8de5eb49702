import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { createUnderstand } from '../../src/core/language/understand.js';
import { pageRoutes, readFormBodies } from '../../src/server/pages/page-routes.js';
import { WEB_ROOT } from '../../src/server/pages/shell.js';
import { boundariesOf, staticFiles } from '../../src/server/pages/static-files.js';
import { formRoutes } from '../../src/server/public/form-routes.js';
import { hotlineRoutes } from '../../src/server/public/hotline-routes.js';
import { regionRoutes } from '../../src/server/public/region-routes.js';
import { suggestionRoutes } from '../../src/server/public/suggestion-routes.js';
import { openWeb, type WebBench } from '../channels/web/bench.js';
import { memoryPublications } from '../support/server/memory-publications.js';
import { PublicationDesk } from '../../src/desk/publication-desk.js';
import { publicationRoutes } from '../../src/server/public/publication-routes.js';
import { failure } from '../../src/server/errors/failure.js';

const CHROMIUM = '/usr/bin/chromium';
const AXE = createRequire(import.meta.url).resolve('axe-core');

/** The suites with a browser run where Debian's is, and must run in CI. */
export function browserIsHere(): boolean {
  if (!existsSync(join(WEB_ROOT, 'pages', 'index.html')))
    throw new Error('the pages are not built: run npm run build');
  const here = existsSync(CHROMIUM) || process.env['HUB_HEAVY'] === '1';
  if (!here) console.warn(`the citizens’ pages are not tested: there is no ${CHROMIUM}`);
  return here;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** The pages on the web channel alone, with an in-memory hub behind that a test can make fail. */
export async function openPortal(settings: object = {}): Promise<WebBench> {
  const bench = await openWeb(settings, async (app) => {
    await app.register(async (scope) => portal(scope));
  });
  await bench.app.listen({ host: '127.0.0.1', port: 0 });
  return bench;
}

const { portal: portalSettings, cityDir, publicBaseUrl } = loadSettings({ env: {} });
const city = loadCity(cityDir);
const clock = { now: () => new Date() };
const understand = createUnderstand(city);

async function portal(scope: FastifyInstance): Promise<void> {
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(serializerCompiler);
  const publications = new PublicationDesk({ publications: memoryPublications(), understand, clock });
  const lookUp = async () => Promise.reject(failure('progress-not-found'));
  const app = scope.withTypeProvider<ZodTypeProvider>();
  readFormBodies(app);
  pageRoutes(app, { city, portal: portalSettings, publications, lookUp, publicBaseUrl });
  await staticFiles(scope);
  await scope.register(
    async (api) => {
      const open = api.withTypeProvider<ZodTypeProvider>();
      formRoutes(open, city);
      hotlineRoutes(open, city, clock);
      const boundaries = boundariesOf(city.profile.divisionCode);
      regionRoutes(open, { city, portal: portalSettings, boundaries });
      suggestionRoutes(open, { understand, city, clock });
      publicationRoutes(open, { publications, city });
    },
    { prefix: '/api/public' },
  );
}

/** A page that must not break its own security policy nor throw, whatever else it shows. */
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (/Content Security Policy|TypeError|ReferenceError|Minified React error/.test(line.text()))
      complaints.push(line.text());
  });
  return complaints;
}

/** What axe finds against WCAG 2.0–2.2 A and AA, as sentences. The context needs `bypassCSP`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join()))`,
  );
}

export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

export type { Browser, BrowserContext, Page };
