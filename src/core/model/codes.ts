import { z } from 'zod';

export * from './code-words.js';

/**
 * Closed code tables of the request and the ticket. Numbers follow the code table in use on the
 * Jiangsu platform (Wuxi `sqlx`), so a later exchange with the province needs no mapping.
 */

/** 诉求类型, codes 1–7. */
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

/** 保密 levels. `confidential`: units see the matter, not the person. `sealed`: the sealed desk only. */
export const Secrecy = z.enum(['open', 'confidential', 'sealed']);
export type Secrecy = z.infer<typeof Secrecy>;

/**
 * 不予受理原因. Union of the published lists of Shantou 2022, Wuhu, Yixing 2011 and Shangluo; a refusal always
 * tells the reason, its basis and the proper way (国办发〔2011〕66号: 告知诉求人相应法定途径).
 */
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

/**
 * 角色. `unit-leader` answers for a unit's extensions and returns, `call-back` does 回访 (never the unit itself). The
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

/** Languages the hub speaks to citizens. */
export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;
