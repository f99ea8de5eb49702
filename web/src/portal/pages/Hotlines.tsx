import { useState } from 'react';
import type { HotlinesView } from '../../../../src/server/public/hotline-view.js';
import { useWords } from '../../shared/language';
import { preload } from '../../shared/resource';
import { Loaded } from '../../ui/Loaded';
import { matchingHotlines } from '../matching-hotlines';

export const prepare = (): Promise<void> => preload('/api/public/hotlines');

/** The directory of the merged lines. */
export default function Hotlines() {
  const words = useWords();
  const [query, setQuery] = useState('');
  return (
    <>
      <h1>{words('hotlinesHeading')}</h1>
      <p className="lead">{words('hotlinesLead')}</p>
      <p className="field narrow">
        <label htmlFor="h-filter">{words('hotlinesFilter')}</label>
        <input
          id="h-filter"
          type="search"
          value={query}
          onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        />
      </p>
      <Loaded<HotlinesView> path="/api/public/hotlines">
        {({ items }) => <Lines items={matchingHotlines(items, query)} />}
      </Loaded>
    </>
  );
}

function Lines({ items }: Pick<HotlinesView, 'items'>) {
  const words = useWords();
  return (
    <>
      <p className="meta" role="status">
        {items.length === 0 ? words('hotlinesNone') : words('hotlinesCount', { count: items.length })}
      </p>
      <ul className="lines">
        {items.map((line) => (
          <li key={line.id}>
            <a
              className="line-dial"
              href={`tel:${line.dial}`}
              aria-label={words('dial', { dial: line.dial })}
            >
              {line.dial}
            </a>
            <div>
              <h2>
                {line.name} {line.ext && <small>{words('extension', { ext: line.ext })}</small>}
              </h2>
              <p>{line.scope}</p>
              <p className="meta">
                {line.unitName && words('hotlineUnit', { unit: line.unitName })} · {line.modeName}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
