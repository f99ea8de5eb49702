import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Portal } from '../../config/settings.js';
import { HubError } from '../../core/errors.js';
import type { City } from '../../core/model/city.js';
import type { PublicationKind } from '../../core/model/publication.js';
import type { PublicationService } from '../../core/publication/publication-service.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { CATALOGUE } from '../errors/catalogue.js';
import { preferredLanguage } from '../errors/language.js';
import type { TypedApp } from '../http.js';
import type { LookUp } from '../public/look-up.js';
import { progressView } from '../public/progress-view.js';
import { PATHS, unitNamesOf } from '../public/publication-routes.js';
import { publicationView } from '../public/publication-view.js';
import { atomFeed } from './feed.js';
import { paintList, paintLookUp, paintPage, paintPublication, type Paint } from './first-paint.js';
import { deskHeaders, pageHeaders } from './headers.js';
import { type Html, html } from './html.js';
import { createShell, type PageLanguage } from './shell.js';
import { WORDS } from './words.js';

export interface PageDeps {
  city: City;
  portal: Portal;
  publications: Pick<PublicationService, 'list' | 'published'>;
  lookUp: LookUp;
  publicBaseUrl: string;
}

/** Pages that have nothing to show before their script runs. */
const PLAIN = ['/', '/chat', '/report', '/hotlines', '/privacy'] as const;
const PAGE_SIZE = 20;
/** Of one person: kept by no cache, found by no search engine. */
const PRIVATE = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };

/** The citizens' pages, 随手拍, and the door to the desk. */
export function pageRoutes(app: TypedApp, deps: PageDeps): void {
  const { city, portal, publications, lookUp } = deps;
  const { serviceName, serviceNameEn, timezone } = city.profile;
  const shell = createShell(city.profile, portal);
  const headers = pageHeaders(portal);
  const unitNames = unitNamesOf(city);
  const hidden = { schema: { hide: true } } as const;

  const paintOf = (language: PageLanguage): Paint => ({
    language,
    timezone,
    service: language === 'en' ? serviceNameEn : serviceName,
  });
  const send = (
    reply: FastifyReply,
    language: PageLanguage,
    title?: string,
    content?: Html,
    more: Record<string, string> = {},
  ) =>
    reply
      .headers({ ...headers, 'content-language': language, vary: 'Accept-Language, Cookie', ...more })
      .type('text/html; charset=utf-8')
      .send(
        shell('index', {
          language,
          title,
          firstPaint: content && paintPage(paintOf(language), content),
        }),
      );

  for (const path of PLAIN)
    app.get(path, hidden, async (request, reply) => send(reply, languageOfPage(request)));

  // Looking at a link uses nothing up; the page's script takes the token and asks for the conversation.
  app.get('/continue/:token', hidden, async (request, reply) =>
    send(reply, languageOfPage(request), undefined, undefined, {
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
    }),
  );

  for (const [kind, path] of PATHS) {
    const list = async (before: Date | undefined) => {
      const found = await publications.list({ kind, state: 'published', before, limit: PAGE_SIZE });
      const last = found.length === PAGE_SIZE ? found.at(-1)?.publishedAt : undefined;
      return {
        items: found.map((one) => publicationView(one, unitNames)),
        older: last && cursorAt(last),
      };
    };
    app.get(
      `/${path}`,
      { schema: { hide: true, querystring: z.object({ cursor: z.string().max(100).optional() }) } },
      async (request, reply) => {
        const language = languageOfPage(request);
        const { items, older } = await list(dateOfCursor(request.query.cursor));
        return send(reply, language, WORDS[language][path], paintList(paintOf(language), kind, items, older));
      },
    );
    app.get(
      `/${path}/:id`,
      { schema: { hide: true, params: z.object({ id: z.string().max(200) }) } },
      async (request, reply) => {
        const language = languageOfPage(request);
        const found = await publications.published(request.params.id);
        if (found?.kind !== kind)
          return send(reply.code(404), language, WORDS[language][path], gone(language));
        const view = publicationView(found, unitNames);
        return send(reply, language, view.title, paintPublication(paintOf(language), view));
      },
    );
    app.get(`/${path}.atom`, hidden, async (_request, reply) => {
      const { items } = await list(undefined);
      const title = `${serviceName} ${titleOf(kind)}`;
      return reply
        .header('cache-control', 'public, max-age=300')
        .type('application/atom+xml; charset=utf-8')
        .send(atomFeed({ base: deps.publicBaseUrl, path, title }, items));
    });
  }

  app.get('/progress', hidden, async (request, reply) => {
    const language = languageOfPage(request);
    return send(reply, language, WORDS[language].progress, paintLookUp(paintOf(language)));
  });
  // By POST, so that the code stands in no address, no history and no log.
  app.post(
    '/progress',
    {
      schema: {
        hide: true,
        body: z.object({ number: z.string().trim().max(40), code: z.string().trim().max(40) }),
      },
    },
    async (request, reply) => {
      const language = languageOfPage(request);
      const { number, code } = request.body;
      const title = WORDS[language].progress;
      try {
        const found = progressView(await lookUp(request.ip, number, code));
        return await send(reply, language, title, paintLookUp(paintOf(language), { number, found }), PRIVATE);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        const entry = CATALOGUE[error.code];
        const said = entry?.[language === 'en' ? 'en' : 'zh'] ?? { message: error.message, hint: error.hint };
        const problem = `${said.message} ${said.hint}`;
        return await send(
          reply.code(entry?.status ?? 400),
          language,
          title,
          paintLookUp(paintOf(language), { number, problem }),
          PRIVATE,
        );
      }
    },
  );

  app.get('/snap', hidden, async (request, reply) => {
    const language = languageOfPage(request);
    return reply
      .headers({ ...headers, 'content-language': language, vary: 'Accept-Language, Cookie' })
      .type('text/html; charset=utf-8')
      .send(shell('snap', { language }));
  });

  for (const path of ['/desk', '/desk/*'])
    app.get(path, hidden, async (request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .headers(deskHeaders(nonce))
        .type('text/html; charset=utf-8')
        .send(shell('desk', { language: languageOfPage(request), nonce }));
    });
}

/** Forms of a page that runs no script are sent the old way. */
export function readFormBodies(app: TypedApp): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 10_000 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

/** As the citizen chose on the page, else as the browser asks. */
function languageOfPage(request: FastifyRequest): PageLanguage {
  const chosen = /(?:^|;\s*)hub_language=(en|zh-CN)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return preferredLanguage(request.headers['accept-language']) === 'en' ? 'en' : 'zh-CN';
}

function gone(language: PageLanguage): Html {
  const words = WORDS[language];
  return html`<h1>${words.gone}</h1>
    <p><a href="/">${words.home}</a></p>`;
}

const titleOf = (kind: PublicationKind): string => WORDS['zh-CN'][kind === 'notice' ? 'notices' : 'cases'];
