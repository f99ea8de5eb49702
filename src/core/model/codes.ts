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

/**
 * 不予受理原因. Union of the published lists of Shantou 2022, Wuhu, Yixing 2011 and Shangluo; a refusal always
 * tells the reason, its basis and the proper way (国办发〔2011〕66号: 告知诉求人相应法定途径).
 */
export const REFUSAL_REASON_ZH = {
  N01: '非本行政区域事项',
  N02: '110、119、120、122 紧急事项',
  N03: '党委、人大、政协、法院、检察院、社会团体职责',
  N04: '军队、武警职责',
  N05: '须经或正在诉讼、仲裁、行政复议、行政审批',
  N06: '纪检监察、检察机关受理事项',
  N07: '已进入信访程序',
  N08: '政府信息公开申请',
  N09: '涉及国家秘密、商业秘密、个人隐私',
  N10: '同一事项正在办理或已办结，无新的事实和理由',
  N11: '违反法律法规或公序良俗，恶意骚扰，无实质内容',
  N12: '内容不具体，无法办理',
  N13: '承办单位未接入平台',
} as const;
export const RefusalReason = z.enum([
  'N01',
  'N02',
  'N03',
  'N04',
  'N05',
  'N06',
  'N07',
  'N08',
  'N09',
  'N10',
  'N11',
  'N12',
  'N13',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

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
/**
 * `unit-leader` answers for a unit's extensions and returns, `call-back` does 回访 (never the unit itself). The
 * three administrators are kept apart (GB/T 22239-2019, 8.1.4.2): nobody both acts and keeps the log.
 */
export const Role = z.enum([
  'operator',
  'dispatcher',
  'clerk',
  'unit-leader',
  'reviewer',
  'call-back',
  'supervisor',
  'sealed-desk',
  'auditor',
  'system-admin',
  'security-admin',
  'audit-admin',
]);
export type Role = z.infer<typeof Role>;
export const ROLE_ZH = {
  operator: '话务员',
  dispatcher: '派单员',
  clerk: '承办员',
  'unit-leader': '承办单位负责人',
  reviewer: '审核员',
  'call-back': '回访员',
  supervisor: '督办员',
  'sealed-desk': '密件专员',
  auditor: '审计员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
} as const;

/** Languages the hub speaks to citizens. */
export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;
