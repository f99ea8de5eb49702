import { Empty, Input, Radio, Table } from 'antd';
import { useState } from 'react';
import { useHub } from '../hub/queries';
import type { UnitRates } from '../hub/types';
import { ProblemAlert } from '../ui/Problem';
import { clockTime } from '../ui/time';
import { useSay } from '../words';
import { SUPERVISION_WORDS } from './words';

const NAMES = ['signedInTime', 'handledInTime', 'returned', 'reworked', 'satisfied'] as const;
type Name = (typeof NAMES)[number];
type Row = UnitRates['items'][number];

/** Days back from today, both ends included. */
const PERIODS = { lastDay: [1, 1], lastWeek: [6, 0], lastMonth: [29, 0] } as const;
type Period = keyof typeof PERIODS;
const PERIOD_NAMES = ['lastDay', 'lastWeek', 'lastMonth'] as const;

/** How units do: signing and handling in time, what they send back, what had to be done again, who was content. */
export function Rates() {
  const say = useSay(SUPERVISION_WORDS);
  const [range, setRange] = useState(() => rangeOf('lastWeek'));
  const { data, error, refetch } = useHub<UnitRates>('/staff/rates', range);
  const set = (part: Partial<typeof range>) => setRange((before) => ({ ...before, ...part }));
  const isPeriod = PERIOD_NAMES.find(
    (period) => rangeOf(period).from === range.from && rangeOf(period).to === range.to,
  );
  return (
    <>
      <div className="row filters">
        <Radio.Group
          aria-label={say('period')}
          optionType="button"
          value={isPeriod}
          onChange={({ target }) => setRange(rangeOf(target.value))}
          options={PERIOD_NAMES.map((value) => ({
            value,
            label: say(value),
          }))}
        />
        <label>
          {say('from')}{' '}
          <Input
            type="date"
            className="day"
            value={range.from}
            max={range.to}
            onChange={({ target }) => target.value && set({ from: target.value })}
          />
        </label>
        <label>
          {say('to')}{' '}
          <Input
            type="date"
            className="day"
            value={range.to}
            min={range.from}
            onChange={({ target }) => target.value && set({ to: target.value })}
          />
        </label>
        {data && <span className="soft">{say('countedAt', { time: clockTime(data.countedAt) })}</span>}
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      <div className="scrolls">
        <Table<Row>
          size="small"
          rowKey="unit"
          dataSource={data?.items ?? []}
          loading={!data && !error}
          pagination={false}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noRates')} /> }}
          columns={[
            { key: 'unit', title: say('unit'), dataIndex: 'unitName' },
            ...NAMES.map((name) => ({
              key: name,
              title: say(name),
              sorter: (a: Row, b: Row) => shareOf(a, name) - shareOf(b, name),
              render: (_: unknown, row: Row) => <Share row={row} name={name} />,
            })),
          ]}
        />
      </div>
    </>
  );
}

function Share({ row, name }: { row: Row; name: Name }) {
  const say = useSay(SUPERVISION_WORDS);
  const { is, of } = row[name];
  if (of === 0) return <span className="soft">—</span>;
  return (
    <>
      <strong>{Math.round((is / of) * 1000) / 10} %</strong>{' '}
      <span className="soft">{say('share', { is, of })}</span>
    </>
  );
}

const shareOf = (row: Row, name: Name): number => (row[name].of === 0 ? -1 : row[name].is / row[name].of);

function rangeOf(period: Period): { from: string; to: string } {
  const [from, to] = PERIODS[period];
  return { from: dayBack(from), to: dayBack(to) };
}

/** The day of this device's calendar so many days ago: where the desk stands is where the city is. */
function dayBack(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() - days);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
