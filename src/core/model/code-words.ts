import type { HotlineMode, RefusalReason, RequestType, Role, Secrecy, Urgency } from './codes.js';

/*
 * What the codes of requests are called. Without zod, so that pages share these words instead of copying them.
 */

export const REQUEST_TYPES = {
  consultation: { code: 1, zh: '咨询' },
  help: { code: 2, zh: '求助' },
  suggestion: { code: 3, zh: '建议' },
  complaint: { code: 4, zh: '投诉' },
  report: { code: 5, zh: '举报' },
  praise: { code: 6, zh: '表扬' },
  other: { code: 7, zh: '其他' },
} as const;
export const REQUEST_TYPE_EN: Record<RequestType, string> = {
  consultation: 'question',
  help: 'help',
  suggestion: 'suggestion',
  complaint: 'complaint',
  report: 'report',
  praise: 'praise',
  other: 'other',
};

export const URGENCY_ZH = { normal: '一般', urgent: '紧急', emergency: '危及生命财产' } as const;
export const URGENCY_EN: Record<Urgency, string> = {
  normal: 'normal',
  urgent: 'urgent',
  emergency: 'danger to life or property',
};

export const SECRECY_ZH = { open: '公开', confidential: '保密', sealed: '密件' } as const;
export const SECRECY_EN: Record<Secrecy, string> = {
  open: 'open',
  confidential: 'confidential',
  sealed: 'sealed',
};

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
export const REFUSAL_REASON_EN: Record<RefusalReason, string> = {
  N01: 'not in this city',
  N02: 'for 110, 119, 120 or 122',
  N03: 'for Party, congress, CPPCC, courts, procuratorates or social bodies',
  N04: 'for the armed forces',
  N05: 'belongs into, or is in, a legal procedure',
  N06: 'for discipline inspection or procuratorates',
  N07: 'in the petition procedure',
  N08: 'a request for disclosure of information',
  N09: 'touches secrets or privacy',
  N10: 'the same matter, without new facts',
  N11: 'against law or decency, or no substance',
  N12: 'too vague to be handled',
  N13: 'the unit is not on the platform',
};

export const HOTLINE_MODE_ZH = {
  interlink: '保留号码、互联互通',
  zone: '保留号码、集中运行',
  merged: '保留号码、并线运行',
  emergency: '实时链接、互联互通',
  secret: '涉密举报',
} as const;
export const HOTLINE_MODE_EN: Record<HotlineMode, string> = {
  interlink: 'own number, linked',
  zone: 'own number, own seats',
  merged: 'own number, merged',
  emergency: 'emergency line',
  secret: 'secret reports',
};

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
export const ROLE_EN: Record<Role, string> = {
  operator: 'operator',
  dispatcher: 'dispatcher',
  clerk: 'clerk',
  'unit-leader': 'unit leader',
  reviewer: 'reviewer',
  'call-back': 'call-back operator',
  supervisor: 'supervisor',
  'sealed-desk': 'sealed desk',
  auditor: 'auditor',
  'system-admin': 'system administrator',
  'security-admin': 'security administrator',
  'audit-admin': 'audit administrator',
};
