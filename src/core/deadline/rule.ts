import type { DeadlineRules } from '../model/city.js';
import type { Request } from '../model/request.js';
import type { DeadlineRule } from './clock.js';

/**
 * The rule for a step of a ticket: the first that fits. Undefined only when the city set no rule for
 * the step, which the configuration check refuses.
 */
export function ruleFor(
  { rules }: Pick<DeadlineRules, 'rules'>,
  step: DeadlineRule['step'],
  request: Pick<Request, 'type' | 'urgency' | 'category'>,
): DeadlineRule | undefined {
  return rules.find(
    (rule) =>
      rule.step === step &&
      (rule.when.types?.includes(request.type) ?? true) &&
      (rule.when.urgency?.includes(request.urgency) ?? true) &&
      (rule.when.categories?.some((prefix) => request.category?.startsWith(prefix)) ?? true),
  );
}
