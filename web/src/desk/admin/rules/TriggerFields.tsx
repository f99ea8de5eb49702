import { Radio, Select } from 'antd';
import {
  CARD_EN,
  CARD_ZH,
  CLOCK_EN,
  CLOCK_ZH,
  TICKET_MOVE_EN,
  TICKET_MOVE_ZH,
} from '../../../../../src/core/model/ticket-words.js';
import type { RuleTrigger } from '../../../../../src/core/rules/event-rule.js';
import { codesOf, optionsOf } from '../../ui/options';
import { useSay } from '../../words';
import { RULE_WORDS } from './words';

const FIRST: Record<RuleTrigger['type'], RuleTrigger> = {
  created: { type: 'created' },
  moved: { type: 'moved', moves: ['return'] },
  card: { type: 'card' },
};

/** The one event that a rule looks at. */
export function TriggerFields({
  value,
  onChange,
}: {
  value: RuleTrigger;
  onChange(next: RuleTrigger): void;
}) {
  const say = useSay(RULE_WORDS);
  return (
    <fieldset>
      <legend>{say('trigger')}</legend>
      <Radio.Group
        value={value.type}
        onChange={({ target }) => {
          const next = codesOf(FIRST).find((type) => type === target.value);
          if (next) onChange(FIRST[next]);
        }}
        options={codesOf(FIRST).map((type) => ({ value: type, label: say(`trigger.${type}`) }))}
      />
      {value.type === 'moved' && (
        <Select
          className="wide"
          mode="multiple"
          aria-label={say('moves')}
          showSearch={{ optionFilterProp: 'label' }}
          status={value.moves.length === 0 ? 'error' : undefined}
          value={value.moves}
          onChange={(moves) => onChange({ type: 'moved', moves })}
          options={optionsOf(TICKET_MOVE_ZH, TICKET_MOVE_EN)}
        />
      )}
      {value.type === 'card' && (
        <div className="row">
          <Select
            allowClear
            aria-label={say('card')}
            placeholder={say('anyCard')}
            value={value.card}
            onChange={(card) => onChange({ ...value, card })}
            options={optionsOf(CARD_ZH, CARD_EN)}
          />
          <Select
            allowClear
            aria-label={say('step')}
            placeholder={say('anyStep')}
            popupMatchSelectWidth={false}
            value={value.step}
            onChange={(step) => onChange({ ...value, step })}
            options={optionsOf(CLOCK_ZH, CLOCK_EN)}
          />
        </div>
      )}
    </fieldset>
  );
}
