import {
  TICKET_MOVE_ZH,
  TICKET_STATE_ZH,
  type TicketMove,
  type TicketState,
} from '../../core/model/ticket.js';
import type { PageLanguage } from './shell.js';

/** Words of what the server itself paints; the pages' scripts have their own, and show the same. */
interface PageWords {
  home: string;
  notices: string;
  cases: string;
  noticesLead: string;
  casesLead: string;
  nothingYet: string;
  handledBy: string;
  back: string;
  feed: string;
  older: string;
  progress: string;
  progressLead: string;
  number: string;
  code: string;
  lookUp: string;
  state: string;
  unit: string;
  due: string;
  answer: string;
  steps: string;
  privacy: string;
  gone: string;
  states: Readonly<Record<TicketState, string>>;
  /** Of the moves that citizens are shown. */
  moves: Readonly<Partial<Record<TicketMove, string>>>;
}

export const WORDS: Readonly<Record<PageLanguage, PageWords>> = {
  'zh-CN': {
    home: '首页',
    notices: '公告',
    cases: '办理公示',
    noticesLead: '停水停电、服务调整和热线的通知。',
    casesLead: '大家反映过的事，是怎样办好的。均已审核，不含个人信息。',
    nothingYet: '还没有内容。',
    handledBy: '承办单位',
    back: '返回列表',
    feed: '订阅（Atom）',
    older: '更早的',
    progress: '查进度',
    progressLead: '编号和查询码在提交成功时告诉过您。',
    number: '工单编号',
    code: '查询码',
    lookUp: '查询',
    state: '状态',
    unit: '承办单位',
    due: '办理时限',
    answer: '答复',
    steps: '办理经过',
    privacy: '隐私说明',
    gone: '没有这条公示，或已经撤下。',
    states: TICKET_STATE_ZH,
    moves: TICKET_MOVE_ZH,
  },
  en: {
    home: 'Home',
    notices: 'Notices',
    cases: 'Published cases',
    noticesLead: 'Supply cuts, changed services and news of the hotline.',
    casesLead: 'What people told us and how it was settled. Reviewed, without personal data.',
    nothingYet: 'Nothing here yet.',
    handledBy: 'Handled by',
    back: 'Back to the list',
    feed: 'Subscribe (Atom)',
    older: 'Older ones',
    progress: 'Check progress',
    progressLead: 'You were given number and code when your request was registered.',
    number: 'Ticket number',
    code: 'Query code',
    lookUp: 'Look up',
    state: 'Status',
    unit: 'Responsible unit',
    due: 'Due',
    answer: 'Answer',
    steps: 'What happened',
    privacy: 'Privacy',
    gone: 'There is no such publication, or it was withdrawn.',
    states: {
      accepted: 'Accepted',
      dispatched: 'Sent to the unit',
      returned: 'Finding the right unit',
      disputed: 'Settling which unit is in charge',
      signed: 'Being handled',
      suspended: 'Paused',
      replied: 'Answered, under review',
      reviewed: 'Answered',
      'called-back': 'Answered and asked about',
      closed: 'Closed',
      joined: 'Handled with others',
      'handed-over': 'Handed over',
      refused: 'Not ours to handle',
      cancelled: 'Withdrawn',
      archived: 'Archived',
    },
    moves: {
      accept: 'Registered',
      answer: 'Answered by the hotline',
      refuse: 'Not ours to take',
      sign: 'Taken by the unit, work began',
      arbitrate: 'The unit in charge was settled',
      progress: 'The unit tells how it goes',
      suspend: 'Paused',
      resume: 'Work goes on',
      review: 'Answer reviewed',
      rework: 'Handled again',
      'call-back': 'You were asked how it went',
      follow: 'Closed with the others',
      'hand-over': 'Handed over',
      close: 'Closed',
      cancel: 'Withdrawn',
      supplement: 'You added information',
      urge: 'You urged it',
      rate: 'You rated it',
      dispatch: 'Handed to a unit',
    },
  },
};
