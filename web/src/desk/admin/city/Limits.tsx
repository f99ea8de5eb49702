import { Table } from 'antd';
import {
  REQUEST_TYPE_EN,
  REQUEST_TYPES,
  URGENCY_EN,
  URGENCY_ZH,
} from '../../../../../src/core/model/code-words.js';
import { CLOCK_EN, CLOCK_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { City } from '../../hub/types';
import { isEnglish, useNames, useSay } from '../../words';
import { CITY_WORDS } from './words';

type Limit = City['deadlines'][number];

/** Every time limit with what it comes to, counted from now. */
export function Limits({ city }: { city: City }) {
  const say = useSay(CITY_WORDS);
  const clockName = useNames(CLOCK_ZH, CLOCK_EN);
  const urgencyName = useNames(URGENCY_ZH, URGENCY_EN);
  const words = ({ zh, en }: { zh: string; en: string }) => (isEnglish() ? en : zh);
  const nameOf = (code: string) => city.categories.find((one) => one.code === code)?.name ?? code;
  const scopeOf = ({ when: { types = [], urgency = [], categories = [] } }: Limit) =>
    [
      ...types.map((type) => (isEnglish() ? REQUEST_TYPE_EN[type] : REQUEST_TYPES[type].zh)),
      ...urgency.map(urgencyName),
      ...categories.map(nameOf),
    ].join('、');
  return (
    <Table<Limit>
      size="small"
      rowKey={(limit) => JSON.stringify([limit.step, limit.when])}
      dataSource={city.deadlines}
      pagination={false}
      scroll={{ x: 900 }}
      columns={[
        { title: say('step'), render: (_, { step }) => clockName(step), width: 110 },
        { title: say('when'), render: (_, limit) => scopeOf(limit) || say('all'), width: 160 },
        { title: say('limit'), render: (_, { limit }) => words(limit), width: 120 },
        { title: say('warn'), render: (_, { warn }) => warn && words(warn), width: 120 },
        { title: say('example'), render: (_, { example }) => words(example) },
        { title: say('basis'), dataIndex: 'basis', width: 200 },
      ]}
    />
  );
}
