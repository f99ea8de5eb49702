import { Table, Tree } from 'antd';
import { REQUEST_TYPE_EN, REQUEST_TYPES } from '../../../../../src/core/model/code-words.js';
import type { City } from '../../hub/types';
import { isEnglish, useSay } from '../../words';
import { CITY_WORDS } from './words';

interface Branch {
  key: string;
  title: string;
  children: Branch[];
}

/** 事项分类 as a tree. */
export function CategoryTree({ city: { categories } }: { city: City }) {
  const say = useSay(CITY_WORDS);
  return (
    <>
      <p className="soft">{say('count', { n: categories.length })}</p>
      <Tree selectable={false} treeData={branchesOf(categories, undefined)} virtual={false} />
    </>
  );
}

function branchesOf(categories: City['categories'], parent: string | undefined): Branch[] {
  return categories
    .filter((one) => one.parent === parent)
    .map(({ code, name }) => ({
      key: code,
      title: `${name} ${code}`,
      children: branchesOf(categories, code),
    }));
}

/** What is asked for each type of request. */
export function Forms({ city: { forms } }: { city: City }) {
  const say = useSay(CITY_WORDS);
  return forms.map(({ type, version, fields }) => (
    <section key={type}>
      <h3>
        {isEnglish() ? REQUEST_TYPE_EN[type] : REQUEST_TYPES[type].zh}{' '}
        <span className="soft">{say('version', { version })}</span>
      </h3>
      <Table<City['forms'][number]['fields'][number]>
        size="small"
        rowKey="id"
        dataSource={fields}
        pagination={false}
        scroll={{ x: 500 }}
        columns={[
          { title: say('field'), render: (_, one) => (isEnglish() ? one.labelEn : one.label) },
          { title: say('kind'), dataIndex: 'kind', width: 110 },
          { title: say('need'), render: (_, { need }) => say(`need.${need}`), width: 150 },
          {
            title: say('limit'),
            width: 140,
            render: (_, { maxLength }) => maxLength !== undefined && say('most', { n: maxLength }),
          },
        ]}
      />
    </section>
  ));
}
