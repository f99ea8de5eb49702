import type { Settings } from '../config/settings.js';

/** How long a kind is kept, from when, and what then becomes of it. */
export interface RetentionRule {
  kind: keyof Omit<Settings['retention'], 'daily'>;
  days: number;
  zh: string;
  en: string;
}

const WORDS: Record<RetentionRule['kind'], { zh: string; en: string }> = {
  rawPayloads: {
    zh: '原始报文，自收到之日起，到期删除',
    en: 'Payloads as they came, from their arrival; removed',
  },
  messages: {
    zh: '消息、备注、来电、会话和诉求人，自最后一次起，到期删除；未办结工单涉及的保留',
    en: 'Messages, notes, calls, conversations and citizens, from the last time; removed, unless a ticket is open',
  },
  attachments: {
    zh: '附件，自收到之日起，到期删除；未办结工单的保留',
    en: 'Files, from their arrival; removed, unless an open ticket needs them',
  },
  closedTicketsPerson: {
    zh: '已办结工单中的个人信息，自最后一次变动起，到期去除，工单保留',
    en: 'The person of a closed ticket, from its last change; taken out, the ticket stays',
  },
  alerts: {
    zh: '已结束的险情警报，自报警之日起，到期删除',
    en: 'Alerts that have ended, from their opening; removed',
  },
  exchange: {
    zh: '与其他平台交换的内容，自送达之日起，到期删除；工单去除个人信息时一并删除',
    en: 'What was sent to other platforms, from its delivery; removed, with the person of its ticket at the latest',
  },
  webhookDeliveries: {
    zh: '订阅的投递记录，自事件发生之日起，到期删除',
    en: 'The delivery log of webhooks, from the event; removed',
  },
  audit: {
    zh: '审计日志，按已封存的整日删除，不少于六个月（网络安全法第二十一条）',
    en: 'The audit log, by whole anchored days; removed, not before six months',
  },
  keptByLaw: {
    zh: '已办结工单在此期限内不能应本人请求删除',
    en: 'A closed ticket cannot be erased on request before',
  },
};

/** The rules in force, in the order of the settings’ page. */
export function retentionRules(periods: Settings['retention']): RetentionRule[] {
  return KINDS.map((kind) => ({ kind, days: periods[kind], ...WORDS[kind] }));
}

const KINDS: readonly RetentionRule['kind'][] = [
  'rawPayloads',
  'messages',
  'attachments',
  'closedTicketsPerson',
  'alerts',
  'exchange',
  'webhookDeliveries',
  'audit',
  'keptByLaw',
];
