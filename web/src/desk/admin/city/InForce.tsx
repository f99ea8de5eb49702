import { Collapse, Table } from 'antd';
import { HOTLINE_MODE_EN, HOTLINE_MODE_ZH } from '../../../../../src/core/model/code-words.js';
import type { City } from '../../hub/types';
import { useNames, useSay } from '../../words';
import { CategoryTree, Forms } from './CategoriesAndForms';
import { Limits } from './Limits';
import { Units } from './Units';
import { CITY_WORDS } from './words';

/** Everything the hub runs with, part by part. */
export function InForce({ city }: { city: City }) {
  const say = useSay(CITY_WORDS);
  return (
    <>
      <p>
        {city.profile.name} · {city.profile.serviceName} · {say('version', { version: city.version })}
      </p>
      <Collapse
        defaultActiveKey={['hotlines']}
        items={[
          { key: 'hotlines', label: say('hotlines'), children: <Hotlines city={city} /> },
          { key: 'limits', label: say('limits'), children: <Limits city={city} /> },
          { key: 'years', label: say('years'), children: <Years city={city} /> },
          { key: 'units', label: say('units'), children: <Units units={city.units} /> },
          { key: 'categories', label: say('categories'), children: <CategoryTree city={city} /> },
          { key: 'forms', label: say('forms'), children: <Forms city={city} /> },
        ]}
      />
    </>
  );
}

function Hotlines({ city: { hotlines, retiredLines } }: { city: City }) {
  const say = useSay(CITY_WORDS);
  const modeName = useNames(HOTLINE_MODE_ZH, HOTLINE_MODE_EN);
  return (
    <>
      <Table<City['hotlines'][number]>
        size="small"
        rowKey="id"
        dataSource={hotlines}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        scroll={{ x: 700 }}
        columns={[
          { title: say('hotlines'), render: (_, { dial, name }) => `${dial} ${name}`, width: 240 },
          { title: say('mode'), render: (_, { mode }) => modeName(mode), width: 200 },
          { title: say('unit'), dataIndex: 'unit', width: 160 },
          { title: say('scope'), dataIndex: 'scope' },
        ]}
      />
      {retiredLines.length > 0 && (
        <>
          <h3>{say('retired')}</h3>
          <ul>
            {retiredLines.map((line) => (
              <li key={line.number}>{say('retiredLine', line)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Years({ city: { calendar, workingHours } }: { city: City }) {
  const say = useSay(CITY_WORDS);
  return (
    <>
      <p>
        {say('hours')}：{workingHours.map(({ from, to }) => `${from}–${to}`).join('、')}
      </p>
      <Table<City['calendar'][number]>
        size="small"
        rowKey="year"
        dataSource={calendar}
        pagination={false}
        scroll={{ x: 600 }}
        columns={[
          { title: say('year'), dataIndex: 'year', width: 90 },
          { title: say('daysOff'), render: (_, { daysOff }) => say('days', { n: daysOff }), width: 100 },
          { title: say('makeUp'), render: (_, one) => say('days', { n: one.makeUpDays }), width: 120 },
          { title: say('source'), dataIndex: 'source' },
        ]}
      />
    </>
  );
}
