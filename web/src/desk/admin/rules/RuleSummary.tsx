import { CARD_EN, CARD_ZH, CLOCK_EN, CLOCK_ZH } from '../../../../../src/core/model/ticket-words.js';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { RuleCondition, RuleText } from '../../../../../src/core/rules/event-rule.js';
import { useNames, useSay } from '../../words';
import { CONDITION_EN, CONDITION_ZH, RULE_WORDS } from './words';

/** A rule in a line: when, under what, and then what. */
export function RuleSummary({
  rule: { trigger, when, then },
}: {
  rule: Pick<RuleText, 'trigger' | 'when' | 'then'>;
}) {
  const say = useSay(RULE_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const cardName = useNames(CARD_ZH, CARD_EN);
  const clockName = useNames(CLOCK_ZH, CLOCK_EN);
  const conditionName = useNames<RuleCondition>(CONDITION_ZH, CONDITION_EN);
  const names = Object.keys(CONDITION_ZH).filter((name): name is RuleCondition => name in when);
  const triggered =
    trigger.type === 'moved'
      ? trigger.moves.map(moveName).join('、')
      : trigger.type === 'card'
        ? [
            trigger.step && clockName(trigger.step),
            trigger.card ? cardName(trigger.card) : say('trigger.card'),
          ]
            .filter(Boolean)
            .join(' ')
        : say('trigger.created');
  return (
    <span className="said">
      {triggered}
      {names.length > 0 && <span className="soft">（{names.map(conditionName).join('、')}）</span>}
      {' → '}
      {then.map(({ type }) => say(`action.${type}`)).join('、')}
    </span>
  );
}
