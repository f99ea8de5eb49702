import { Checkbox, Form, Input, Radio, Select, TreeSelect } from 'antd';
import {
  REQUEST_TYPE_EN,
  REQUEST_TYPES,
  SECRECY_EN,
  SECRECY_ZH,
  URGENCY_EN,
  URGENCY_ZH,
} from '../../../../src/core/model/code-words.js';
import { useCatalogue } from '../hub/catalogue';
import { useHub } from '../hub/queries';
import type { FormsView } from '../hub/types';
import { isEnglish, useSay } from '../words';
import type { RecordDraft } from './record-draft';
import { PHONE_WORDS } from './words';

/** Asked for by fields of their own; the rest of a city's form follows below. */
const OWN = ['matter', 'place', 'phone', 'name', 'time'];

/** What a ticket needs beyond the words: the same fields as in every other channel. */
export function RequestFields({ draft }: { draft: RecordDraft }) {
  const say = useSay(PHONE_WORDS);
  const { categories, regions } = useCatalogue();
  const { data } = useHub<FormsView>('/public/forms');
  const fields = data?.forms.find(({ type }) => type === draft.type)?.fields ?? [];
  const rest = fields.filter(({ id, kind }) => !OWN.includes(id) && kind === 'text');
  const en = isEnglish();
  const of = (parent: string | undefined, level: 'county' | 'town') =>
    regions
      .filter((one) => one.level === level && (level === 'county' || one.parent === parent))
      .map(({ code, name }) => ({ value: code, label: name }));
  const search = { optionFilterProp: 'label' };
  return (
    <div className="request-fields">
      <Form.Item name="type" label={say('type')} rules={[{ required: true, message: say('required') }]}>
        <Select
          showSearch={search}
          options={Object.entries(REQUEST_TYPES).map(([value, { zh }]) => ({
            value,
            label: en ? nameOf(REQUEST_TYPE_EN, value) : zh,
          }))}
        />
      </Form.Item>
      <Form.Item name="category" label={say('category')}>
        <TreeSelect
          allowClear
          showSearch={{ treeNodeFilterProp: 'title' }}
          treeDataSimpleMode
          treeData={categories.map(({ code, name, parent }) => ({
            id: code,
            pId: parent ?? 0,
            value: code,
            title: name,
          }))}
        />
      </Form.Item>
      <Form.Item name="county" label={say('county')}>
        <Select allowClear showSearch={search} options={of(undefined, 'county')} />
      </Form.Item>
      <Form.Item name="town" label={say('town')}>
        <Select allowClear showSearch={search} options={of(draft.county, 'town')} disabled={!draft.county} />
      </Form.Item>
      <Form.Item name="place" label={say('place')} className="wide">
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="time" label={say('time')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="anonymous" label={say('anonymous')} valuePropName="checked">
        <Checkbox />
      </Form.Item>
      <Form.Item name="name" label={say('name')}>
        <Input maxLength={100} disabled={draft.anonymous} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={say('phone')}>
        <Input maxLength={40} disabled={draft.anonymous} autoComplete="off" inputMode="tel" />
      </Form.Item>
      <Form.Item name="secrecy" label={say('secrecy')}>
        <Radio.Group options={optionsOf(en ? SECRECY_EN : SECRECY_ZH)} />
      </Form.Item>
      <Form.Item name="urgency" label={say('urgency')}>
        <Radio.Group options={optionsOf(en ? URGENCY_EN : URGENCY_ZH)} />
      </Form.Item>
      {rest.map(({ id, label, labelEn, maxLength }) => (
        <Form.Item key={id} name={['extra', id]} label={en ? labelEn : label}>
          <Input maxLength={maxLength} />
        </Form.Item>
      ))}
    </div>
  );
}

const nameOf = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;
const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
