import { Input, Table } from 'antd';
import { useState } from 'react';
import type { City } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { useSay } from '../../words';
import { CITY_WORDS } from './words';

/** Units with how long they are valid, whom they passed to, and who is still to be named. */
export function Units({ units }: { units: City['units'] }) {
  const say = useSay(CITY_WORDS);
  const [text, setText] = useState('');
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? id;
  const shown = units.filter(({ id, name }) => `${id} ${name}`.includes(text.trim()));
  return (
    <>
      <Input.Search
        allowClear
        className="filter-text"
        aria-label={say('unitFilter')}
        placeholder={say('unitFilter')}
        onChange={({ target }) => setText(target.value)}
      />
      <Table<City['units'][number]>
        size="small"
        rowKey="id"
        dataSource={shown}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 800 }}
        columns={[
          {
            title: say('unit'),
            render: (_, { id, name }) => (
              <>
                {name} <span className="soft">{id}</span>
              </>
            ),
          },
          { title: say('kind'), dataIndex: 'kind', width: 110 },
          {
            title: say('valid'),
            width: 180,
            render: (_, { validFrom, validTo }) =>
              [validFrom && say('from', { from: validFrom }), validTo && say('to', { to: validTo })]
                .filter(Boolean)
                .join(' '),
          },
          {
            title: say('successors'),
            width: 160,
            render: (_, { successors }) => successors.map(nameOf).join('、'),
          },
          {
            title: say('responsible'),
            width: 200,
            render: (_, { missing }) =>
              missing.length === 0 ? (
                <Mark tone="good">{say('complete')}</Mark>
              ) : (
                <Mark tone="warn">{say('missing', { what: missing.map((one) => say(one)).join('、') })}</Mark>
              ),
          },
        ]}
      />
    </>
  );
}
