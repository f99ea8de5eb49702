import { z } from 'zod';
import type { Role } from '../../src/core/model/codes.js';
import type { RunningHub } from './running-hub.js';
import { StaffClient } from './staff-client.js';
import { WebCitizen } from './web-citizen.js';

/** A seat at the desk is the login of who sits there. */
export const Seat = z.enum([
  'operator',
  'colleague',
  'dispatcher',
  'clerk',
  'assist',
  'leader',
  'reviewer',
  'call-back',
  'supervisor',
  'sealed',
  'auditor',
  'system',
  'security',
  'audit-admin',
]);
export type Seat = z.infer<typeof Seat>;

const SEATS: Record<Seat, { name: string; roles: Role[]; unit?: string }> = {
  operator: { name: '周敏', roles: ['operator'] },
  colleague: { name: '陈静', roles: ['operator'] },
  dispatcher: { name: '孙立', roles: ['dispatcher'] },
  clerk: { name: '王强', roles: ['clerk'], unit: 'urban-management' },
  assist: { name: '刘洋', roles: ['clerk'], unit: 'transport' },
  leader: { name: '赵刚', roles: ['unit-leader'], unit: 'urban-management' },
  reviewer: { name: '钱芳', roles: ['reviewer'] },
  'call-back': { name: '李娜', roles: ['call-back'] },
  supervisor: { name: '吴涛', roles: ['supervisor'] },
  sealed: { name: '郑洁', roles: ['sealed-desk'] },
  auditor: { name: '冯军', roles: ['auditor'] },
  system: { name: '蒋伟', roles: ['system-admin'] },
  security: { name: '沈丽', roles: ['security-admin'] },
  'audit-admin': { name: '韩磊', roles: ['audit-admin'] },
};

/** One password for all: this hub lives for minutes, in a temporary directory. */
export const SEAT_PASSWORD = 'Right-Horse-9-battery';

export interface SeededDesk {
  at: Record<Seat, StaffClient>;
  /** Numbers of tickets by how far they are. */
  tickets: Record<'accepted' | 'dispatched' | 'signed' | 'replied' | 'reviewed' | 'extension', string>;
}

const MATTERS = {
  accepted: '我家楼下路灯坏了好几天了，晚上黑得吓人，盐都区世纪大道88号，电话13812345678',
  dispatched: '小区门口烧烤摊天天冒烟到半夜，投诉油烟扰民，亭湖区建军中路120号，我姓李，13912345678',
  signed: '工地半夜两点还在打桩吵得睡不着，盐都区解放南路35号，联系13712345678',
  replied: '人行道上停满了车走不了路，亭湖区毓龙路66号，电话13612345678',
  reviewed: '垃圾桶一个星期没人清运了，盐都区青年路10号，电话13512345678',
  extension: '河边绿化带被人占了种菜，亭湖区串场河边，建军东路，电话13412345678',
} as const;

/** The seats, and tickets in most states that a desk shows; made as people make them. */
export async function seedDesk(hub: RunningHub): Promise<SeededDesk> {
  const at = await seats(hub);
  const tickets = { accepted: '', dispatched: '', signed: '', replied: '', reviewed: '', extension: '' };
  for (const name of ['accepted', 'dispatched', 'signed', 'replied', 'reviewed', 'extension'] as const)
    tickets[name] = await complain(hub, MATTERS[name]);
  const { dispatcher, clerk, reviewer } = at;
  const reply = {
    text: '已安排人员现场处理，问题已经整改，请您放心。',
    facts: '经现场核查，反映情况属实。',
    basis: '《城市市容和环境卫生管理条例》第十四条',
    contact: '城管执法中队 0515-88880000',
    result: 'solved',
  };
  const move = (who: StaffClient, number: string, what: string, body: object = {}) =>
    who.command(`/api/staff/tickets/${number}/${what}`, { ...body });
  for (const name of ['dispatched', 'signed', 'replied', 'reviewed', 'extension'] as const)
    await move(dispatcher, tickets[name], 'dispatch', {
      unit: 'urban-management',
      assists: name === 'signed' ? ['transport'] : [],
    });
  for (const name of ['signed', 'replied', 'reviewed', 'extension'] as const)
    await move(clerk, tickets[name], 'sign');
  for (const name of ['replied', 'reviewed'] as const) await move(clerk, tickets[name], 'reply', reply);
  await move(reviewer, tickets.reviewed, 'review');
  const ask = { application: 'extension', days: 5, reason: '需要协调园林部门移栽，时间不够' };
  await move(clerk, tickets.extension, 'apply', ask);
  return { at, tickets };
}

/** Signs everybody in once, with a password of their own. */
export async function seats({ hub, base }: RunningHub): Promise<Record<Seat, StaffClient>> {
  const clients = await Promise.all(
    Object.entries(SEATS).map(async ([login, seat]) => {
      const made = await hub.staff.create({ login, ...seat });
      const client = new StaffClient(() => base, login);
      await client.signIn(made.oneTimePassword, SEAT_PASSWORD);
      return [login, client] as const;
    }),
  );
  return z.record(Seat, z.instanceof(StaffClient)).parse(Object.fromEntries(clients));
}

/** A citizen complains in the web chat; the ticket's number. */
export async function complain(hub: RunningHub, matter: string): Promise<string> {
  const citizen = await WebCitizen.open(hub.base);
  const first = await citizen.ask(matter, /对不对|确认|YC\d{17}/);
  const { text } = /YC\d{17}/.test(first.text) ? first : await citizen.ask('1', /YC\d{17}/);
  return /YC\d{17}/.exec(text)?.[0] ?? '';
}
