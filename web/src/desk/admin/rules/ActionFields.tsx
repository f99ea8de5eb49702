import { Input, Select } from 'antd';
import { URGENCY_EN, URGENCY_ZH } from '../../../../../src/core/model/code-words.js';
import { SUPERVISION_EN, SUPERVISION_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { RuleAction } from '../../../../../src/core/rules/event-rule.js';
import { optionsOf } from '../../ui/options';
import { useSay } from '../../words';
import { NotifyFields } from './NotifyFields';
import { RULE_WORDS } from './words';

/** The fields of one action. */
export function ActionFields({ action, onChange }: { action: RuleAction; onChange(next: RuleAction): void }) {
  const say = useSay(RULE_WORDS);
  const words = (label: string, text: string, change: (text: string) => void) => (
    <Input
      className="wide"
      aria-label={label}
      placeholder={label}
      maxLength={2000}
      status={text.trim() === '' ? 'error' : undefined}
      value={text}
      onChange={({ target }) => change(target.value)}
    />
  );
  const name = <span className="edit-name">{say(`action.${action.type}`)}</span>;
  switch (action.type) {
    case 'supervise':
      return (
        <>
          {name}
          <Select
            aria-label={say('level')}
            popupMatchSelectWidth={false}
            value={action.level}
            onChange={(level) => onChange({ ...action, level })}
            options={(['reminder', 'notice'] as const).map((value) => ({
              value,
              label: optionsOf(SUPERVISION_ZH, SUPERVISION_EN).find((one) => one.value === value)?.label,
            }))}
          />
          {words(say('reason'), action.reason, (reason) => onChange({ ...action, reason }))}
        </>
      );
    case 'urgency':
      return (
        <>
          {name}
          <Select
            aria-label={say('urgency')}
            popupMatchSelectWidth={false}
            value={action.urgency}
            onChange={(urgency) => onChange({ ...action, urgency })}
            options={optionsOf(URGENCY_ZH, URGENCY_EN)}
          />
          {words(say('reason'), action.reason, (reason) => onChange({ ...action, reason }))}
        </>
      );
    case 'note':
      return (
        <>
          {name}
          {words(say('text'), action.text, (text) => onChange({ ...action, text }))}
        </>
      );
    case 'notify':
      return (
        <>
          {name}
          <NotifyFields to={action.to} onChange={(to) => onChange({ ...action, to })} />
        </>
      );
  }
}
