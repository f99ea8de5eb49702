import { z } from 'zod';
import type { Role } from '../../src/core/model/codes.js';
import type { RunningHub } from './running-hub.js';
import { StaffClient } from './staff-client.js';
import { WebCitizen } from './web-citizen.js';

export interface SeededPublic {
  ticket: { number: string; code: string };
  /** Supervisors who may publish what the other wrote. */
  author: StaffClient;
  moderator: StaffClient;
  /** Of the unit that the ticket is with. */
  clerk: StaffClient;
}

const NOTICES = [
  {
    title: '世纪大道部分路段12月5日计划停水',
    body: '因主管道检修，12月5日8时至17时，世纪大道（解放南路至开放大道）沿线停水。\n\n请提前储水。恢复供水后请先放水片刻再使用。咨询电话：0515-88880000。',
  },
  {
    title: '冬季供暖咨询并入12345',
    body: '即日起，供暖咨询统一由12345受理，原号码保留，拨打后自动转接。',
  },
  { title: '元旦期间热线照常受理', body: '元旦放假期间，12345热线24小时有人接听，网站和随手拍照常受理。' },
];
const CASES = [
  {
    title: '老旧小区路灯修复，两天办结',
    body: '市民反映盐都区某小区门口路灯连续多日不亮，夜间出行不便。\n\n城管部门现场查看，确认为线路老化，当日更换线缆，次日恢复照明，并对周边12盏路灯一并检修。\n\n市民评价：很满意。',
    unit: 'urban-management',
  },
  {
    title: '学校门口交通拥堵，增设限时停车位',
    body: '多位家长反映上下学时段学校门口拥堵。\n\n交警部门调整信号配时，增设限时停车位18个，安排高峰执勤。高峰通行时间缩短近一半。',
  },
  {
    title: '公交末班车延后半小时',
    body: '市民建议延长某路公交的运营时间。\n\n交通部门调研客流后，将末班车由20:00延至20:30，自本月起执行。',
  },
];

/** What a citizen would find on the portal: notices, cases, and a ticket on its way. */
export async function seedPublic(hub: RunningHub): Promise<SeededPublic> {
  const author = await signedIn(hub, 'author', ['supervisor']);
  const moderator = await signedIn(hub, 'moderator', ['supervisor']);
  const clerk = await signedIn(hub, 'street-clerk', ['clerk'], 'urban-management');
  for (const [kind, items] of [
    ['notice', NOTICES],
    ['case', CASES],
  ] as const)
    for (const item of [...items].reverse()) {
      const { id } = z
        .object({ id: z.string() })
        .parse(await author.command('/api/staff/publications', { kind, ...item }));
      await moderator.command(`/api/staff/publications/${id}/publish`);
    }
  return { author, moderator, clerk, ticket: await seedTicket(hub, author) };
}

/** A ticket that a citizen made by chatting, and a unit has taken. */
export async function seedTicket(
  hub: RunningHub,
  staff: StaffClient,
): Promise<{ number: string; code: string }> {
  const citizen = await WebCitizen.open(hub.base);
  await citizen.ask('我家楼下路灯坏了好几天了，盐都区世纪大道88号，电话13812345678', /对不对|确认/);
  const { text } = await citizen.ask('1', /YC\d{17}/);
  const number = /YC\d{17}/.exec(text)?.[0] ?? '';
  const code = /查询码\s*(\d+)/.exec(text)?.[1] ?? '';
  await staff.command(`/api/staff/tickets/${number}/dispatch`, { unit: 'urban-management' });
  await staff.command(`/api/staff/tickets/${number}/sign`);
  return { number, code };
}

async function signedIn(
  { hub, base }: RunningHub,
  login: string,
  roles: Role[],
  unit?: string,
): Promise<StaffClient> {
  const made = await hub.staff.create({ login, name: '吴督办', roles, unit });
  const client = new StaffClient(() => base, login);
  await client.signIn(made.oneTimePassword, 'Right-Horse-9-battery');
  return client;
}
