import { Checkbox, Form, Input, Select } from 'antd';
import {
  REQUEST_TYPE_EN,
  REQUEST_TYPES,
  SECRECY_EN,
  SECRECY_ZH,
  URGENCY_EN,
  URGENCY_ZH,
} from '../../../../../src/core/model/code-words.js';
import { useCatalogue } from '../../hub/catalogue';
import { Mark } from '../../ui/Mark';
import { Words } from '../../ui/Words';
import { isEnglish, useSay } from '../../words';
import { INBOX_WORDS, type InboxWord } from '../words';

export interface RequestForm {
  type: string;
  title: string;
  matter: string;
  placeText?: string;
  name?: string;
  phone?: string;
  category?: string;
  urgency: string;
  secrecy: string;
  anonymous: boolean;
}

/** Surer than this nobody need look twice. */
const SURE = 0.9;

/** The request as a form; what the bot was less sure of is marked. */
export function RequestFields({ confidence }: { confidence: Record<string, number> }) {
  const say = useSay(INBOX_WORDS);
  const { categories } = useCatalogue();
  const label = (word: InboxWord, field: string) => {
    const sure = confidence[field];
    return (
      <span className="row">
        {say(word)}
        {sure !== undefined && sure < SURE && (
          <Mark tone={sure < 0.6 ? 'bad' : 'warn'}>{say('sure', { n: Math.round(sure * 100) })}</Mark>
        )}
      </span>
    );
  };
  return (
    <>
      <Form.Item name="type" label={label('type', 'type')} rules={[{ required: true }]}>
        <Select options={typeOptions()} />
      </Form.Item>
      <Form.Item name="title" label={say('title')} rules={[{ required: true, max: 60 }]}>
        <Input />
      </Form.Item>
      <Form.Item name="matter" label={say('matter')} rules={[{ required: true }]}>
        <Words rows={4} />
      </Form.Item>
      <Form.Item name="placeText" label={label('placeText', 'place')}>
        <Input />
      </Form.Item>
      <div className="pair">
        <Form.Item name="name" label={label('name', 'name')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={label('phone', 'phone')}>
          <Input autoComplete="off" inputMode="tel" />
        </Form.Item>
      </div>
      <Form.Item name="category" label={label('category', 'category')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={categories.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item name="urgency" label={say('urgency')}>
          <Select options={optionsOf(URGENCY_ZH, URGENCY_EN)} />
        </Form.Item>
        <Form.Item name="secrecy" label={say('secrecy')}>
          <Select options={optionsOf(SECRECY_ZH, SECRECY_EN)} />
        </Form.Item>
      </div>
      <Form.Item name="anonymous" valuePropName="checked">
        <Checkbox>{say('anonymous')}</Checkbox>
      </Form.Item>
    </>
  );
}

const typeOptions = () =>
  Object.entries(REQUEST_TYPES).map(([value, { zh }]) => ({
    value,
    label: isEnglish() ? Object.entries(REQUEST_TYPE_EN).find(([type]) => type === value)?.[1] : zh,
  }));

const optionsOf = (zh: Readonly<Record<string, string>>, en: Readonly<Record<string, string>>) =>
  Object.keys(zh).map((value) => ({ value, label: (isEnglish() ? en : zh)[value] }));
