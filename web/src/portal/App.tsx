import { type ComponentType, useEffect, useRef, useState } from 'react';
import { serviceName, useWords } from '../shared/language';
import { say } from './conversation';
import { Layout } from './Layout';
import { useAddress } from '../shared/router';
import { routeOf } from './routes';
import { NotFound } from './pages/NotFound';

interface Shown {
  path: string;
  Page: ComponentType<{ id?: string }>;
  id?: string;
}

let first: Shown | undefined;

/** Loads the chunk and the data of the page that was asked for. */
export async function preparePage(): Promise<void> {
  first = await pageAt(location.pathname);
}

async function pageAt(path: string): Promise<Shown> {
  const found = routeOf(path);
  if (!found) return { path, Page: NotFound };
  const page = await found.route.load();
  await page.prepare?.(found.id);
  return { path, Page: page.default, id: found.id };
}

/** The page of the moment within what all pages share. The one before stays until the next can be drawn. */
export function App() {
  useWords();
  const path = useAddress().split('?')[0] ?? '/';
  const [shown, setShown] = useState(first);
  const moved = useRef(false);

  useEffect(() => {
    if (shown?.path === path) return;
    let gone = false;
    pageAt(path).then(
      (next) => {
        if (gone) return;
        moved.current = true;
        setShown(next);
      },
      // The chunk did not come: the page of before stays, and says why.
      () => say(navigator.onLine ? 'unreachable' : 'offline'),
    );
    return () => void (gone = true);
  }, [path, shown]);

  useEffect(() => {
    const heading = document.querySelector('main h1')?.textContent;
    document.title = heading && path !== '/' ? `${heading} · ${serviceName()}` : serviceName();
    if (!moved.current) return;
    moved.current = false;
    // A reader hears where it is now; nobody starts in the middle of the page.
    document.querySelector<HTMLElement>('#main')?.focus();
    scrollTo(0, 0);
  });

  if (!shown) return null;
  const { Page, id } = shown;
  return (
    <Layout path={shown.path}>
      <Page key={shown.path} id={id} />
    </Layout>
  );
}
