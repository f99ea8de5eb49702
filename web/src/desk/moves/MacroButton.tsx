import { ThunderboltOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { go } from '../../shared/router';
import { useHub } from '../hub/queries';
import type { Macro, TicketDetail } from '../hub/types';
import { useSay } from '../words';
import { MACRO_WORDS } from './macro-words';
import { MacroDialog } from './MacroDialog';

/** 快捷操作 on a ticket: one’s own and the shared ones. */
export function MacroButton({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(MACRO_WORDS);
  const { data } = useHub<{ items: Macro[] }>('/staff/macros');
  const [chosen, setChosen] = useState<Macro>();
  const items = (data?.items ?? []).map((macro) => ({
    key: macro.id,
    label: macro.name,
    onClick: () => setChosen(macro),
  }));
  const make = { key: 'new', label: say('noneHere'), onClick: () => go('/desk/macros') };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: [...items, make] }}>
        <Button icon={<ThunderboltOutlined />}>{say('heading')}</Button>
      </Dropdown>
      {chosen && <MacroDialog macro={chosen} ticket={ticket} onClose={() => setChosen(undefined)} />}
    </>
  );
}
