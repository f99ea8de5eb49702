import { z } from 'zod';

/**
 * Closed code tables of the request and the ticket. Numbers follow the code table in use on the
 * Jiangsu platform (Wuxi `sqlx`), so a later exchange with the province needs no mapping.
 */

/** 诉求类型, codes 1–7. */
export const REQUEST_TYPES = {
  consultation: { code: 1, zh: '咨询' },
  help: { code: 2, zh: '求助' },
  suggestion: { code: 3, zh: '建议' },
  complaint: { code: 4, zh: '投诉' },
  report: { code: 5, zh: '举报' },
  praise: { code: 6, zh: '表扬' },
  other: { code: 7, zh: '其他' },
} as const;
export const RequestType = z.enum([
  'consultation',
  'help',
  'suggestion',
  'complaint',
  'report',
  'praise',
  'other',
]);
export type RequestType = z.infer<typeof RequestType>;

/** 诉求来源: two digits, part of the ticket number. A channel names its code in its definition. */
export const SourceCode = z.string().regex(/^\d{2}$/, 'two digits');
export type SourceCode = z.infer<typeof SourceCode>;

/** 紧急程度. `emergency` means danger to life or property and runs on natural time. */
export const Urgency = z.enum(['normal', 'urgent', 'emergency']);
export type Urgency = z.infer<typeof Urgency>;
export const URGENCY_ZH = { normal: '一般', urgent: '紧急', emergency: '危及生命财产' } as const;

/** 保密 levels. `confidential`: units see the matter, not the person. `sealed`: the sealed desk only. */
export const Secrecy = z.enum(['open', 'confidential', 'sealed']);
export type Secrecy = z.infer<typeof Secrecy>;
export const SECRECY_ZH = { open: '公开', confidential: '保密', sealed: '密件' } as const;

/** 热线整合模式: the five modes of the city's plan plus retired inner lines. */
export const HotlineMode = z.enum(['interlink', 'zone', 'merged', 'emergency', 'secret']);
export type HotlineMode = z.infer<typeof HotlineMode>;
export const HOTLINE_MODE_ZH = {
  interlink: '保留号码、互联互通',
  zone: '保留号码、集中运行',
  merged: '保留号码、并线运行',
  emergency: '实时链接、互联互通',
  secret: '涉密举报',
} as const;

/** 角色. */
export const Role = z.enum(['operator', 'clerk', 'supervisor', 'auditor', 'admin']);
export type Role = z.infer<typeof Role>;
export const ROLE_ZH = {
  operator: '话务员',
  clerk: '承办员',
  supervisor: '督办员',
  auditor: '审计员',
  admin: '管理员',
} as const;

/** Languages the hub speaks to citizens. */
export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;
