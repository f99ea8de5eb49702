import { PrinterOutlined } from '@ant-design/icons';
import { Button, Empty } from 'antd';
import { useEffect, useState } from 'react';
import { useHubList } from '../hub/queries';
import { useUnitName } from '../hub/catalogue';
import type { StaffMove, TicketSummary } from '../hub/types';
import { OpenMove } from '../moves/OpenMove';
import { useCursor } from '../queue/cursor';
import { WorkTabs } from '../queue/WorkTabs';
import { useStaff } from '../session/session';
import '../style/work.css';
import { useAddressFilter } from '../tickets/address-filter';
import { BulkBar } from '../tickets/BulkBar';
import { TicketTable } from '../tickets/TicketTable';
import { clockTime } from '../ui/time';
import { useSay } from '../words';
import { RowActions } from './RowActions';
import { SupervisionToAnswer } from './SupervisionToAnswer';
import { UNIT_TABS, useUnitTabs } from './tabs';
import { useSign } from './sign';
import { useUnitKeys } from './unit-keys';
import { UNIT_WORDS } from './words';

/** 单位工作台: what waits for one's unit, to be signed, answered, applied for or sent back without leaving the list. */
export default function UnitDesk() {
  const say = useSay(UNIT_WORDS);
  const { staff } = useStaff();
  return staff.unit === undefined ? <Empty description={say('noUnit')} /> : <OfUnit unit={staff.unit} />;
}

function OfUnit({ unit }: { unit: string }) {
  const say = useSay(UNIT_WORDS);
  const unitName = useUnitName();
  const tabs = useUnitTabs(unit);
  const { filter } = useAddressFilter();
  const open = UNIT_TABS.find(({ tab }) => tab === filter['tab']) ?? UNIT_TABS[0];
  const [selected, setSelected] = useState<string[]>([]);
  const [doing, setDoing] = useState<{ number: string; move: StaffMove }>();
  const sign = useSign();
  useEffect(() => setSelected([]), [open]);
  const query = open?.query(unit) ?? {};
  const { items } = useHubList<TicketSummary>('/staff/tickets', { limit: 50, ...query });
  const cursor = useCursor(items.map(({ number }) => number));
  const act = (number: string, move: StaffMove) =>
    move === 'sign' ? void sign(number) : setDoing({ number, move });
  const toggle = (number: string) =>
    setSelected((before) =>
      before.includes(number) ? before.filter((one) => one !== number) : [...before, number],
    );
  useUnitKeys(cursor, { act, toggle, offered: open ? [...open.moves, ...open.more] : [] });
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{unitName(unit)}</span>
        <span className="print-only">{say('printed', { time: clockTime(Date.now()) })}</span>
        <Button className="end no-print" icon={<PrinterOutlined />} onClick={() => print()}>
          {say('printList')}
        </Button>
      </div>
      <SupervisionToAnswer unit={unit} />
      <WorkTabs label={say('tabs')} open={open?.tab ?? ''} tabs={tabs} />
      <BulkBar selected={selected} onDone={() => setSelected([])} />
      <TicketTable
        query={query}
        columns={open?.columns}
        empty="noneWaiting"
        selected={selected}
        onSelect={setSelected}
        cursor={cursor.current}
        actionsWidth={210}
        actions={(ticket) =>
          open && <RowActions ticket={ticket} moves={open.moves} more={open.more} onMove={act} />
        }
      />
      {doing && <OpenMove {...doing} onClose={() => setDoing(undefined)} />}
    </>
  );
}
