import { CloseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { RuleAction } from '../../../../../src/core/rules/event-rule.js';
import { useSay } from '../../words';
import { ActionFields } from './ActionFields';
import { ACTION_TYPES, RULE_WORDS } from './words';

const FIRST: Record<RuleAction['type'], RuleAction> = {
  supervise: { type: 'supervise', level: 'reminder', reason: '' },
  urgency: { type: 'urgency', urgency: 'urgent', reason: '' },
  note: { type: 'note', text: '' },
  notify: { type: 'notify', to: { type: 'unit', leader: false } },
};
const MOST = 10;

/** What a rule does, in this order. */
export function ActionList({ value, onChange }: { value: RuleAction[]; onChange(next: RuleAction[]): void }) {
  const say = useSay(RULE_WORDS);
  return (
    <fieldset>
      <legend>{say('then')}</legend>
      <ol className="edit-lines">
        {value.map((action, index) => (
          <li key={index}>
            <ActionFields action={action} onChange={(next) => onChange(value.with(index, next))} />
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={say('removeAction', { n: index + 1 })}
              onClick={() => onChange(value.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      {value.length < MOST && (
        <Select<RuleAction['type'] | null>
          aria-label={say('addAction')}
          placeholder={say('addAction')}
          popupMatchSelectWidth={false}
          value={null}
          onChange={(type) => type !== null && onChange([...value, FIRST[type]])}
          options={ACTION_TYPES.map((type) => ({ value: type, label: say(`action.${type}`) }))}
        />
      )}
    </fieldset>
  );
}
