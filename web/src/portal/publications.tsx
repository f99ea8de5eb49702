import type { PublicationsView, PublicationView } from '../../../src/server/public/publication-view.js';
import { day, useWords } from '../shared/language';
import { Loaded } from '../ui/Loaded';
import { Link } from '../shared/router';

type Kind = PublicationView['kind'];
export const PATHS = { notice: 'notices', case: 'cases' } as const;

/** The three newest, for the home page. */
export function LatestPublications({ kind }: { kind: Kind }) {
  const words = useWords();
  const path = PATHS[kind];
  return (
    <section className="card" aria-labelledby={`latest-${path}`}>
      <div className="card-head">
        <h2 id={`latest-${path}`}>{words(kind === 'notice' ? 'latestNotices' : 'latestCases')}</h2>
        <Link href={`/${path}`} aria-label={`${words('all')} ${words(path)}`}>
          {words('all')}
        </Link>
      </div>
      <Loaded<PublicationsView> path={`/api/public/${path}?limit=3`}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="empty">{words('nothingYet')}</p>
          ) : (
            <ul className="plain">
              {items.map((item) => (
                <li key={item.id}>
                  <Link href={`/${path}/${item.id}`}>{item.title}</Link>
                  <span className="meta">{day(item.publishedAt)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

/** All of a kind, a page at a time. */
export function PublicationList({ kind }: { kind: Kind }) {
  const words = useWords();
  const path = PATHS[kind];
  return (
    <>
      <h1>{words(path)}</h1>
      <p className="lead">{words(kind === 'notice' ? 'noticesLead' : 'casesLead')}</p>
      <Loaded<PublicationsView> path={listPath(kind)}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p className="empty">{words('nothingYet')}</p>}
            <ul className="publications">
              {items.map((item) => (
                <li key={item.id}>
                  <Link href={`/${path}/${item.id}`}>
                    <h2>{item.title}</h2>
                  </Link>
                  <p className="meta">
                    {day(item.publishedAt)} {item.unitName}
                  </p>
                  <p>{excerpt(item.body)}</p>
                </li>
              ))}
            </ul>
            {nextCursor !== undefined && (
              <p>
                <a href={`/${path}?cursor=${encodeURIComponent(nextCursor)}`}>{words('older')}</a>
              </p>
            )}
          </>
        )}
      </Loaded>
      <p>
        <a href={`/${path}.atom`}>{words('feed')}</a>
      </p>
    </>
  );
}

export function PublicationPage({ kind, id }: { kind: Kind; id: string }) {
  const words = useWords();
  const path = PATHS[kind];
  return (
    <Loaded<PublicationView> path={`/api/public/${path}/${id}`} heading={words(path)}>
      {(item) => (
        <article className="publication">
          <h1>{item.title}</h1>
          <p className="meta">
            {day(item.publishedAt)} {item.unitName && `· ${words('handledBy')}：${item.unitName}`}
          </p>
          {item.body.split(/\n{2,}/).map((paragraph, index) => (
            <p key={index} className="paragraph">
              {paragraph}
            </p>
          ))}
          <p>
            <Link href={`/${path}`}>{words('backToList')}</Link>
          </p>
        </article>
      )}
    </Loaded>
  );
}

export function listPath(kind: Kind): string {
  const cursor = new URLSearchParams(location.search).get('cursor');
  const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  return `/api/public/${PATHS[kind]}?limit=20${after}`;
}

function excerpt(body: string): string {
  const characters = Array.from(body.replace(/\s+/g, ' ').trim());
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : characters.join('');
}
