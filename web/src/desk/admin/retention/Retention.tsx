import { Tabs } from 'antd';
import { useStaff } from '../../session/session';
import { useSay } from '../../words';
import { Erasure } from './Erasure';
import { Export } from './Export';
import { Keys } from './Keys';
import { Periods } from './Periods';
import { RETENTION_WORDS } from './words';
import '../../style/administration.css';

/** 数据与隐私: each part for whoever has the right to it. */
export default function Retention() {
  const say = useSay(RETENTION_WORDS);
  const { actions } = useStaff();
  const parts = [
    { key: 'retention', needs: 'retention.run', label: say('retention'), children: <Periods /> },
    { key: 'keys', needs: 'keys.manage', label: say('keys'), children: <Keys /> },
    { key: 'export', needs: 'citizen.export', label: say('export'), children: <Export /> },
    { key: 'erase', needs: 'citizen.erase', label: say('erase'), children: <Erasure /> },
  ] as const;
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
      </div>
      <Tabs
        items={parts
          .filter(({ needs }) => actions.includes(needs))
          .map(({ key, label, children }) => ({ key, label, children }))}
      />
    </>
  );
}
