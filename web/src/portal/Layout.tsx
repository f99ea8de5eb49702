import type { ReactNode } from 'react';
import { choose, useAppearance } from '../shared/appearance';
import { currentLanguage, serviceName, speak, useWords } from '../shared/language';
import { leave, useConversation } from './conversation';
import { EmergencyLine } from './EmergencyLine';
import { Link } from '../shared/router';

/** What every page has: name, help in danger, where one can go, and how to leave a shared computer. */
export function Layout({ path, children }: { path: string; children: ReactNode }) {
  const words = useWords();
  const { notice } = useConversation();
  return (
    <>
      <a className="skip" href="#main">
        {words('skip')}
      </a>
      <Header path={path} />
      <p id="network" className="network" role="status" hidden={!notice}>
        {notice && words(notice)}
      </p>
      <main id="main" tabIndex={-1} className={path === '/' ? 'home' : 'page'}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Header({ path }: { path: string }) {
  const words = useWords();
  const { large, dark } = useAppearance();
  const other = currentLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <header className="top">
      <EmergencyLine />
      <div className="bar">
        <Link className="brand" href="/">
          <Emblem />
          <span>
            <strong>{serviceName()}</strong>
            <span className="brand-line">{words('title')}</span>
          </span>
        </Link>
        <div className="tools">
          <button type="button" aria-pressed={large} onClick={() => choose({ large: !large })}>
            {words('large')}
          </button>
          <button type="button" aria-pressed={dark} onClick={() => choose({ dark: !dark })}>
            {words('dark')}
          </button>
          <button type="button" lang={other} onClick={() => speak(other)}>
            {words('otherLanguage')}
          </button>
        </div>
      </div>
      <nav className="sections" aria-label={words('sections')}>
        {SECTIONS.map(([href, key]) => (
          <Link key={href} href={href} aria-current={isIn(path, href) ? 'page' : undefined}>
            {words(key)}
          </Link>
        ))}
      </nav>
    </header>
  );
}

const SECTIONS = [
  ['/', 'home'],
  ['/chat', 'chat'],
  ['/report', 'form'],
  ['/progress', 'progress'],
  ['/hotlines', 'hotlines'],
  ['/notices', 'notices'],
  ['/cases', 'cases'],
] as const;

const isIn = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);

function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="16" fill="var(--brand)" />
      <path
        d="M13 20a5 5 0 0 1 5-5h28a5 5 0 0 1 5 5v17a5 5 0 0 1-5 5H33l-11 9v-9h-4a5 5 0 0 1-5-5z"
        fill="var(--on-brand)"
      />
      <path
        d="M21.500 25.500h21M21.500 32.500h13"
        stroke="var(--accent)"
        strokeWidth="4"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Footer() {
  const words = useWords();
  return (
    <footer>
      <div className="footer-inner">
        <div>
          <p>
            <strong>{serviceName()}</strong> · <a href="tel:12345">12345</a>
          </p>
          <p>
            {words('footerPromise')} <Link href="/privacy">{words('privacy')}</Link>
          </p>
          <p>
            {words('feed')}：<a href="/notices.atom">{words('notices')}</a>{' '}
            <a href="/cases.atom">{words('cases')}</a>
          </p>
        </div>
        <p className="leave">
          {words('footerShared')}{' '}
          <button
            type="button"
            onClick={() => {
              if (confirm(words('leaveQuestion'))) void leave();
            }}
          >
            {words('leave')}
          </button>
        </p>
      </div>
    </footer>
  );
}
