import { useWords } from '../../shared/language';
import { preload } from '../../shared/resource';
import {
  ArrowIcon,
  CameraIcon,
  FormIcon,
  PhoneIcon,
  ProgressIcon,
  PublishedIcon,
  ReportIcon,
} from '../../ui/icons';
import { LatestPublications } from '../publications';
import { SearchBox } from '../SearchBox';
import { Link } from '../../shared/router';

export const prepare = async (): Promise<void> => {
  await Promise.all([preload('/api/public/notices?limit=3'), preload('/api/public/cases?limit=3')]);
};

/** Where everybody comes in: the four big doors, one box to search, and what is new. */
export default function Home() {
  const words = useWords();
  return (
    <>
      <section className="hero" aria-labelledby="hero-heading">
        <div className="hero-inner">
          <h1 id="hero-heading">{words('heroHeading')}</h1>
          <p>{words('heroLead')}</p>
          <SearchBox />
        </div>
      </section>
      <div className="home-body">
        <nav className="entries" aria-label={words('twoWays')}>
          <Link className="entry strong" href="/chat">
            <ReportIcon />
            <b>{words('entryReport')}</b>
            <span>{words('entryReportLead')}</span>
          </Link>
          <Link className="entry" href="/progress">
            <ProgressIcon />
            <b>{words('entryProgress')}</b>
            <span>{words('entryProgressLead')}</span>
          </Link>
          <Link className="entry" href="/hotlines">
            <PhoneIcon />
            <b>{words('entryHotlines')}</b>
            <span>{words('entryHotlinesLead')}</span>
          </Link>
          <Link className="entry" href="/cases">
            <PublishedIcon />
            <b>{words('entryPublished')}</b>
            <span>{words('entryPublishedLead')}</span>
          </Link>
        </nav>
        <section className="ways" aria-labelledby="ways-heading">
          <h2 id="ways-heading">{words('twoWays')}</h2>
          <ul>
            <li>
              <Link href="/chat">
                <ReportIcon />
                <span>
                  <b>{words('wayChat')}</b>
                  <span>{words('wayChatLead')}</span>
                </span>
                <ArrowIcon />
              </Link>
            </li>
            <li>
              <Link href="/report">
                <FormIcon />
                <span>
                  <b>{words('wayForm')}</b>
                  <span>{words('wayFormLead')}</span>
                </span>
                <ArrowIcon />
              </Link>
            </li>
            <li>
              <a href="/snap">
                <CameraIcon />
                <span>
                  <b>{words('waySnap')}</b>
                  <span>{words('waySnapLead')}</span>
                </span>
                <ArrowIcon />
              </a>
            </li>
          </ul>
        </section>
        <div className="latest">
          <LatestPublications kind="notice" />
          <LatestPublications kind="case" />
          <section className="card call" aria-labelledby="call-heading">
            <h2 id="call-heading">{words('callUs')}</h2>
            <p>
              <a className="dial" href="tel:12345">
                12345
              </a>
            </p>
            <p className="soft">{words('callUsLead')}</p>
          </section>
        </div>
      </div>
    </>
  );
}
