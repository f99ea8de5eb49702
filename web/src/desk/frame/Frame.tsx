import { MenuOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Drawer, Result } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { serviceName } from '../../shared/language';
import { go, Link, useAddress } from '../../shared/router';
import { EmergencyWatch } from '../emergency/EmergencyWatch';
import { CallPop } from '../phone/CallPop';
import { useIdleLock } from '../session/idle';
import { mayOne, useStaff } from '../session/session';
import { BugBoundary } from '../ui/BugBoundary';
import { useSay } from '../words';
import { AccountMenu } from './AccountMenu';
import { Menu } from './Menu';
import { Notices } from './Notices';
import { Palette } from './Palette';
import { addressOf, type Section, sectionOf, SECTIONS } from './sections';
import { SectionPage } from './SectionPage';
import { listenToKeys, type Shortcut, useShortcuts } from './shortcuts';
import { Keys, ShortcutsHelp } from './ShortcutsHelp';
import { StaleBar } from './StaleBar';
import { FRAME_WORDS } from './words';

/** What is around every page of the desk: where one can go, what is new, who one is, and whether all is fresh. */
export function Frame() {
  const say = useSay(FRAME_WORDS);
  const staff = useStaff();
  const found = sectionOf(useAddress());
  const open = found && mayOne(staff, found.section.needs) ? found : undefined;
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useIdleLock(staff.idleMinutes);
  useEffect(listenToKeys, []);
  useShortcuts(
    useEverywhere(
      () => setPalette(true),
      () => setHelp(true),
    ),
  );
  const name = open ? say(open.section.name) : say('notFound');
  useEffect(() => {
    document.title = `${name} · ${serviceName()}`;
  }, [name]);

  return (
    <div className="desk">
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <header className="desk-top">
        <Button
          className="narrow-only"
          type="text"
          icon={<MenuOutlined />}
          aria-label={say('menu')}
          onClick={() => setMenu(true)}
        />
        <Link href="/desk" className="desk-brand">
          {serviceName()} <span>{say('desk')}</span>
        </Link>
        <button type="button" className="desk-search" onClick={() => setPalette(true)}>
          <SearchOutlined aria-hidden /> <span>{say('search')}</span> <Keys keys="Mod+k" />
        </button>
        <Button
          type="text"
          className="wide-only"
          icon={<QuestionCircleOutlined />}
          aria-label={say('help')}
          onClick={() => setHelp(true)}
        />
        {staff.actions.includes('ticket.read') && <Notices />}
        <AccountMenu />
      </header>
      {staff.actions.includes('conversation.read') && <EmergencyWatch />}
      {staff.actions.includes('conversation.take') && <CallPop />}
      <StaleBar />
      <div className="desk-body">
        <aside className="wide-only">
          <Menu current={open?.section} />
        </aside>
        <Drawer open={menu} onClose={() => setMenu(false)} placement="left" size={260} title={say('menu')}>
          <Menu current={open?.section} onGo={() => setMenu(false)} />
        </Drawer>
        <main id="main" tabIndex={-1}>
          {open ? (
            <BugBoundary key={open.section.path}>
              <SectionPage section={open.section} id={open.rest} />
            </BugBoundary>
          ) : (
            <NotFound />
          )}
        </main>
      </div>
      <Palette open={palette} onClose={() => setPalette(false)} />
      <ShortcutsHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Shortcuts of every page. */
function useEverywhere(openPalette: () => void, openHelp: () => void): Shortcut[] {
  const say = useSay(FRAME_WORDS);
  const staff = useStaff();
  return useMemo(() => {
    const goTo = (section: Section): Shortcut[] =>
      section.key === undefined || !mayOne(staff, section.needs)
        ? []
        : [
            {
              keys: `g ${section.key}`,
              label: say('go', { name: say(section.name) }),
              run: () => go(addressOf(section)),
            },
          ];
    return [
      { keys: 'Mod+k', label: say('palette'), run: openPalette },
      { keys: '?', label: say('help'), run: openHelp },
      ...SECTIONS.flatMap(goTo),
    ];
    // The two callbacks only set state.
  }, [staff, say]);
}

function NotFound() {
  const say = useSay(FRAME_WORDS);
  return (
    <Result
      status="404"
      title={say('notFound')}
      subTitle={say('notFoundLead')}
      extra={<Link href="/desk">{say('toHome')}</Link>}
    />
  );
}
