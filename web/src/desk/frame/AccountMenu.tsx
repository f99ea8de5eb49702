import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { ROLE_EN, ROLE_ZH } from '../../../../src/core/model/code-words.js';
import { choose, useAppearance } from '../../shared/appearance';
import { currentLanguage, speak } from '../../shared/language';
import { go } from '../../shared/router';
import { signOut, useStaff } from '../session/session';
import { useNames, useSay } from '../words';
import { Availability } from './Availability';
import { setWanted, wants, type Way } from './announce';
import { FRAME_WORDS } from './words';

/** Who one is here, how the desk looks and sounds, and the way out. */
export function AccountMenu() {
  const say = useSay(FRAME_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const { staff, actions } = useStaff();
  const { dark, large } = useAppearance();
  const { message } = App.useApp();
  const [, redraw] = useState(0);
  const toggle = async (way: Way) => {
    if (!(await setWanted(way, !wants(way)))) void message.warning(say('desktopRefused'));
    redraw((count) => count + 1);
  };
  const mark = (way: Way) => (wants(way) ? '✓ ' : '');
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${staff.name} · ${staff.roles.map(roleName).join('、')}` },
    { key: 'me', label: say('me'), onClick: () => go('/desk/me') },
    { key: 'dark', label: say(dark ? 'light' : 'dark'), onClick: () => choose({ dark: !dark }) },
    { key: 'large', label: say(large ? 'normal' : 'large'), onClick: () => choose({ large: !large }) },
    {
      key: 'language',
      label: say('language'),
      onClick: () => speak(currentLanguage() === 'en' ? 'zh-CN' : 'en'),
    },
    { key: 'sound', label: mark('sound') + say('sound'), onClick: () => void toggle('sound') },
    { key: 'desktop', label: mark('desktop') + say('desktop'), onClick: () => void toggle('desktop') },
    { type: 'divider' },
    { key: 'out', label: say('signOut'), onClick: () => void signOut() },
  ];
  return (
    <Dropdown
      menu={{ items }}
      trigger={['click']}
      placement="bottomRight"
      popupRender={(menu) => (
        <div className="account-menu">
          {actions.includes('conversation.take') && <Availability />}
          {menu}
        </div>
      )}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${say('account')}：${staff.name}`}>
        <span className="wide-only">{staff.name}</span>
      </Button>
    </Dropdown>
  );
}
