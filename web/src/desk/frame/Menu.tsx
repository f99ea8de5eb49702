import { Link } from '../../shared/router';
import { mayOne, useStaff } from '../session/session';
import { useSay } from '../words';
import { addressOf, type Section, SECTIONS } from './sections';
import { FRAME_WORDS } from './words';

const GROUPS = [undefined, 'work', 'oversee', 'administration'] as const;

/** Where this person can go. Plain links: they open in a new window, and a reader reads them. */
export function Menu({ current, onGo }: { current?: Section; onGo?(): void }) {
  const say = useSay(FRAME_WORDS);
  const staff = useStaff();
  const mine = SECTIONS.filter(({ needs }) => mayOne(staff, needs));
  return (
    <nav className="desk-menu" aria-label={say('sections')}>
      {GROUPS.map((group) => {
        const sections = mine.filter((section) => section.group === group);
        if (sections.length === 0) return null;
        return (
          <div key={group ?? 'first'}>
            {group && <h2>{say(group)}</h2>}
            <ul>
              {sections.map((section) => (
                <li key={section.path}>
                  <Link
                    href={addressOf(section)}
                    aria-current={section === current ? 'page' : undefined}
                    onClick={onGo}
                  >
                    {section.icon}
                    <span>{say(section.name)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
