import { CloseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { RuleCondition, RuleConditions } from '../../../../../src/core/rules/event-rule.js';
import { codesOf, optionsOf } from '../../ui/options';
import { useNames, useSay } from '../../words';
import { ConditionInput, emptyOf } from './ConditionInput';
import { CONDITION_EN, CONDITION_ZH, RULE_WORDS } from './words';

/** What has to hold besides the trigger: conditions one adds, each with its own field. */
export function ConditionList({
  value,
  onChange,
}: {
  value: RuleConditions;
  onChange(next: RuleConditions): void;
}) {
  const say = useSay(RULE_WORDS);
  const nameOf = useNames<RuleCondition>(CONDITION_ZH, CONDITION_EN);
  const used = codesOf(CONDITION_ZH).filter((name) => name in value);
  const without = (name: RuleCondition): RuleConditions => {
    const rest = { ...value };
    delete rest[name];
    return rest;
  };
  return (
    <fieldset>
      <legend>{say('when')}</legend>
      {used.length === 0 && <p className="soft">{say('always')}</p>}
      <ul className="edit-lines">
        {used.map((name) => (
          <li key={name}>
            <span className="edit-name">{nameOf(name)}</span>
            <ConditionInput
              name={name}
              label={nameOf(name)}
              value={value[name]}
              onChange={(next) => onChange({ ...value, [name]: next })}
            />
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={say('removeCondition', { name: nameOf(name) })}
              onClick={() => onChange(without(name))}
            />
          </li>
        ))}
      </ul>
      <Select<RuleCondition | null>
        aria-label={say('addCondition')}
        placeholder={say('addCondition')}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={null}
        onChange={(name) => name !== null && onChange({ ...value, [name]: emptyOf(name) })}
        options={optionsOf(CONDITION_ZH, CONDITION_EN).filter((option) => !used.includes(option.value))}
      />
    </fieldset>
  );
}
