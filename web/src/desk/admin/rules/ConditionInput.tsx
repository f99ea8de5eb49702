import { InputNumber, Radio, Select, TreeSelect } from 'antd';
import { SECRECY_EN, SECRECY_ZH, URGENCY_EN, URGENCY_ZH } from '../../../../../src/core/model/code-words.js';
import { TICKET_STATE_EN, TICKET_STATE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { RuleCondition, RuleConditions } from '../../../../../src/core/rules/event-rule.js';
import { useCatalogue } from '../../hub/catalogue';
import { useCityOptions } from '../../ui/city-options';
import { optionsOf, requestTypeOptions } from '../../ui/options';
import { useSay } from '../../words';
import { RULE_WORDS } from './words';

type Kind = 'codes' | 'category' | 'words' | 'truth' | 'count' | 'stars';

const KINDS: Record<RuleCondition, Kind> = {
  state: 'codes',
  unit: 'codes',
  assist: 'codes',
  platform: 'codes',
  type: 'codes',
  category: 'category',
  urgency: 'codes',
  secrecy: 'codes',
  hotline: 'codes',
  channel: 'words',
  county: 'codes',
  text: 'words',
  overdue: 'truth',
  pending: 'truth',
  dispatchesAtLeast: 'count',
  returnsAtLeast: 'count',
  urgesAtLeast: 'count',
  reworksAtLeast: 'count',
  ratingAtMost: 'stars',
};

/** What a condition begins as when somebody adds it. */
export function emptyOf(name: RuleCondition): string[] | boolean | number {
  switch (KINDS[name]) {
    case 'truth':
      return true;
    case 'count':
    case 'stars':
      return 2;
    default:
      return [];
  }
}

/** The field of one condition. */
export function ConditionInput({
  name,
  label,
  value,
  onChange,
}: {
  name: RuleCondition;
  label: string;
  value: RuleConditions[RuleCondition];
  onChange(next: string[] | boolean | number): void;
}) {
  const say = useSay(RULE_WORDS);
  const options = useOptions(name);
  const { categories } = useCatalogue();
  const list = Array.isArray(value) ? value : [];
  const many = { 'aria-label': label, className: 'wide', value: list.map(String), onChange };
  const missing = list.length === 0 ? ('error' as const) : undefined;
  switch (KINDS[name]) {
    case 'codes':
      return (
        <Select<string[]>
          {...many}
          mode="multiple"
          status={missing}
          placeholder={say('required')}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
        />
      );
    case 'category':
      return (
        <TreeSelect<string[]>
          {...many}
          multiple
          status={missing}
          placeholder={say('required')}
          showSearch={{ treeNodeFilterProp: 'title' }}
          treeDataSimpleMode
          treeData={categories.map(({ code, name: title, parent }) => ({
            id: code,
            pId: parent ?? 0,
            value: code,
            title,
          }))}
        />
      );
    case 'words':
      return (
        <Select<string[]>
          {...many}
          mode="tags"
          open={false}
          suffixIcon={null}
          status={missing}
          placeholder={say('required')}
          tokenSeparators={[' ', ',', '，', '、']}
        />
      );
    case 'truth':
      return (
        <Radio.Group
          className="wide"
          value={value === true}
          onChange={({ target }) => onChange(target.value === true)}
          options={[
            { value: true, label: say('yes') },
            { value: false, label: say('no') },
          ]}
        />
      );
    case 'count':
    case 'stars':
      return (
        <InputNumber
          aria-label={label}
          min={1}
          max={KINDS[name] === 'stars' ? 5 : 1000}
          value={typeof value === 'number' ? value : 1}
          onChange={(next) => onChange(next ?? 1)}
        />
      );
  }
}

function useOptions(name: RuleCondition): { value: string; label: string }[] {
  const { units, platforms, hotlines, counties } = useCityOptions();
  switch (name) {
    case 'state':
      return optionsOf(TICKET_STATE_ZH, TICKET_STATE_EN);
    case 'type':
      return requestTypeOptions();
    case 'urgency':
      return optionsOf(URGENCY_ZH, URGENCY_EN);
    case 'secrecy':
      return optionsOf(SECRECY_ZH, SECRECY_EN).filter(({ value }) => value !== 'sealed');
    case 'unit':
    case 'assist':
      return units;
    case 'platform':
      return platforms;
    case 'hotline':
      return hotlines;
    case 'county':
      return counties;
    default:
      return [];
  }
}
