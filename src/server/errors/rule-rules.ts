import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What is refused of automatic rules (src/desk/rule-desk.ts), and what flags one (src/core/rules). */
export const RULE_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'rule-not-found': entry(
    'not-found',
    404,
    ['没有这条规则。', '请刷新规则列表后重试。'],
    ['There is no such rule.', 'Refresh the list of rules.'],
  ),
  'rule-changed': entry(
    'conflict',
    409,
    ['规则已被他人修改。', '请刷新后重试；state 是现在的版本。'],
    ['Somebody else changed the rule.', 'Read it again; state is its version now.'],
  ),
  'rule-code': entry(
    'bad-input',
    400,
    ['规则中有不认识的编号。', '请按 fields 列出的位置更正，否则它永远不会匹配。'],
    ['The rule names something that is not there.', 'Mend the places under fields; it would never match.'],
  ),
  'rule-order': entry(
    'conflict',
    409,
    ['请给出全部规则的新顺序。', '规则可能刚被增减，请刷新规则列表后重试。'],
    ['The order must name every rule once.', 'Rules may have come or gone; read the list again.'],
  ),
  'too-many-rules': entry(
    'conflict',
    409,
    ['规则已经够多了。', '请先删除不用的规则。'],
    ['There are enough rules.', 'Give up one that is not used.'],
  ),
  'rule-too-many': entry(
    'conflict',
    409,
    ['自动规则一小时内对同一工单的动作过多，其余未执行。', '请查看运行记录，检查规则是否互相触发。'],
    [
      'Rules acted too often on one ticket within an hour; the rest was not done.',
      'Look at the run log: rules may set each other off.',
    ],
  ),
};
