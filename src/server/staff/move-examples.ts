import type { z } from 'zod';
import type { StaffMove } from '../permissions.js';
import type { MOVE_BODIES } from './move-bodies.js';

/** What each move looks like when it carries what it must: shown in the description of the interface. */
export const MOVE_EXAMPLES: { [Move in StaffMove]: z.input<(typeof MOVE_BODIES)[Move]> } = {
  answer: { text: '社保卡可在任一社区服务中心补办，请带身份证。', result: 'solved' },
  refuse: { refusal: 'N05', text: '法院正在审理，请按诉讼程序提出。' },
  dispatch: {
    unit: 'urban-management',
    assists: ['ecology'],
    reason: '占道经营由城管主办，油烟由生态环境协办',
  },
  sign: {},
  return: { reason: '该路段由公路部门养护', basis: '《公路法》第八条' },
  'accept-return': { reason: '已核实，改派公路部门' },
  'reject-return': { reason: '该路段 2024 年已移交城区' },
  dispute: { reason: '移交手续尚未办理', basis: '《移交协议》第三条' },
  arbitrate: { unit: 'urban-management', reason: '移交协议已生效，由城管承办' },
  progress: { text: '已到现场查看，配件两天内到货。' },
  'assist-reply': { text: '已检测油烟，结果达标。' },
  apply: { application: 'extension', days: 5, reason: '配件须从外地调运' },
  decide: { applicationId: 'a1', granted: true, reason: '情况属实' },
  suspend: { cause: 'legal', reason: '双方已起诉，等待判决', until: '2027-01-15T09:00:00Z' },
  resume: { reason: '判决已生效' },
  reply: {
    facts: '经查，路灯因电缆老化断电。',
    text: '已更换电缆，路灯于 11 月 25 日恢复照明。',
    basis: '《城市照明管理规定》第二十条',
    contact: '路灯管理所 张工 0515-88888888',
    result: 'solved',
  },
  review: {},
  rework: { reason: '市民反映路灯仍不亮' },
  attempt: { reason: '无人接听' },
  'call-back': {
    callBack: { reached: true, truthful: true, contacted: true, solved: 'solved', satisfied: true },
  },
  rate: { rating: 5, text: '很快就修好了' },
  close: {},
  archive: {},
  cancel: { reason: '市民表示已自行解决' },
  'hand-over': { to: '12388', reason: '反映公职人员违纪' },
  receipt: { receipt: '12388 受理号 2026-1123' },
  join: { ticketIds: ['YC20261123050000011'], reason: '同一停水事件' },
  unjoin: { reason: '核实为另一小区' },
  relate: { ticketIds: ['YC20261123050000022'] },
  split: {
    parts: [
      { title: '三号楼停水', matter: '三号楼今早起停水' },
      { title: '门口积水', matter: '小区门口积水，无法通行' },
    ],
    reason: '两件事分别办理',
  },
  transfer: { platform: 'dongtai', reason: '事发地在东台市' },
  reclassify: { category: '0102', urgency: 'urgent', reason: '涉及老人停暖' },
  recount: { reason: '放假安排有调整' },
  supplement: { text: '市民来电补充：三号楼也停水。' },
  urge: { text: '市民第二次来电催办' },
  supervise: { level: 'notice', reason: '距到期不足一个工作日' },
  acknowledge: { text: '已安排专人，今日内答复' },
  comment: { text: '请补充现场照片' },
  note: { text: '市民情绪激动，联系时请耐心' },
};
