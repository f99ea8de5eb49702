import type { Language } from './language.js';

/** What one unfit field is told, from the kind of zod issue; English keeps zod's own sentence. */
export function fieldMessage(
  issue: { keyword: string; message?: string; params?: Record<string, unknown> },
  language: Language,
): string {
  const original = issue.message ?? issue.keyword;
  if (language === 'en') return original;
  const { params = {} } = issue;
  switch (issue.keyword) {
    case 'invalid_type':
      return /received undefined/.test(original) ? '必填' : `类型不对，应为 ${text(params['expected'])}`;
    case 'too_small':
      return Number(params['minimum']) === 1 ? '不能为空' : `太短或太小，至少 ${text(params['minimum'])}`;
    case 'too_big':
      return `太长或太大，最多 ${text(params['maximum'])}`;
    case 'invalid_value':
      return `只能是：${[params['values']].flat().map(text).join('、')}`;
    case 'invalid_format':
      return '格式不对';
    case 'unrecognized_keys':
      return `不认识的字段：${[params['keys']].flat().map(text).join('、')}`;
    default:
      return original;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : '?';
}
