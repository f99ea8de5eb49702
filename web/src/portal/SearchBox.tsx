import { type FormEvent, useState } from 'react';
import type { HotlinesView } from '../../../src/server/public/hotline-view.js';
import type { PublicationsView, PublicationView } from '../../../src/server/public/publication-view.js';
import { api } from '../shared/hub';
import { useWords } from '../shared/language';
import { ArrowIcon, SearchIcon } from '../ui/icons';
import { matchingHotlines } from './matching-hotlines';
import { PATHS } from './publications';
import { Link } from '../shared/router';

interface Found {
  query: string;
  hotlines: HotlinesView['items'];
  published: PublicationView[];
}

const TICKET = /^[A-Za-z]{2}\d{10,}$/;

/** One box: a ticket number leads to its progress, anything else to lines, notices and cases about it. */
export function SearchBox() {
  const words = useWords();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found>();

  const search = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = query.trim();
    if (wanted === '') return setFound(undefined);
    setFound(await find(wanted));
  };

  return (
    <div className="search" role="search">
      <form onSubmit={(event) => void search(event)}>
        <label className="visually-hidden" htmlFor="search">
          {words('searchLabel')}
        </label>
        <SearchIcon />
        <input
          id="search"
          type="search"
          value={query}
          maxLength={200}
          placeholder={words('searchPlaceholder')}
          onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        />
        <button className="primary">{words('search')}</button>
      </form>
      <div role="status">{found && <Results {...found} />}</div>
    </div>
  );
}

function Results({ query, hotlines, published }: Found) {
  const words = useWords();
  if (TICKET.test(query))
    return (
      <div className="results">
        <p>
          {words('searchProgress')}{' '}
          <Link href={`/progress?number=${encodeURIComponent(query.toUpperCase())}`}>
            {words('progress')}
          </Link>
        </p>
      </div>
    );
  return (
    <div className="results">
      {hotlines.length > 0 && (
        <>
          <h2>{words('searchHotlines')}</h2>
          <ul>
            {hotlines.map((line) => (
              <li key={line.id}>
                <a href={`tel:${line.dial}`}>
                  <b>{line.dial}</b> {line.name}
                </a>{' '}
                <span>{line.scope}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {published.length > 0 && (
        <>
          <h2>{words('searchPublished')}</h2>
          <ul>
            {published.map((item) => (
              <li key={item.id}>
                <Link href={`/${PATHS[item.kind]}/${item.id}`}>{item.title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {hotlines.length + published.length === 0 && <p>{words('searchNothing')}</p>}
      <p>
        <Link className="button primary" href={`/chat?say=${encodeURIComponent(query)}`}>
          {words('searchTell')} <ArrowIcon />
        </Link>
      </p>
    </div>
  );
}

async function find(query: string): Promise<Found> {
  const nothing: PublicationsView = { items: [] };
  const [hotlines, notices, cases] = await Promise.all([
    api.call<HotlinesView>('/api/public/hotlines').catch(() => ({ city: '', items: [] })),
    api.call<PublicationsView>('/api/public/notices?limit=100').catch(() => nothing),
    api.call<PublicationsView>('/api/public/cases?limit=100').catch(() => nothing),
  ]);
  const published = [...notices.items, ...cases.items].filter(
    ({ title, body }) => title.includes(query) || body.includes(query),
  );
  return {
    query,
    hotlines: matchingHotlines(hotlines.items, query).slice(0, 5),
    published: published.slice(0, 5),
  };
}
