import { WebCitizen } from '../test/support/web-citizen.js';
import { HANDLING, type Role } from './cast.js';
import { AppCitizen } from './citizens/app.js';
import { Caller } from './citizens/caller.js';
import { MailCitizen } from './citizens/mail.js';
import { SmsCitizen } from './citizens/sms.js';
import { TelegramCitizen } from './citizens/telegram.js';
import { WeChatCitizen } from './citizens/wechat.js';
import { OfficialCitizen } from './citizens/wechat-official.js';
import { WeiboCitizen } from './citizens/weibo.js';
import { type Person, playRole } from './person.js';
import type { Desk } from './staff.js';
import type { Vendors } from './vendors.js';

export interface Stage {
  base: () => string;
  vendors: Vendors;
  desk: Desk;
}

/** A role that was played to its ticket. */
export interface Played {
  role: Role;
  /** Where they were at the end. */
  person: Person;
  turns: number;
  /** Where they had been before, and what they had to do with it. */
  before: { persons: Person[]; remarks: string[] } | undefined;
  problems: string[];
}

/** How long WeChat's interface is away in the middle of a conversation, ms. */
const AWAY_MS = 2_500;

/** Plays a role on its channel, with its trouble. */
export async function enter(role: Role, stage: Stage): Promise<Played> {
  const { vendors } = stage;
  const ready = { role, before: undefined, problems: [] };
  if (role.channel === 'weibo' && role.opening.some((words) => words.startsWith('@'))) {
    return moveOn(role, stage);
  }
  const person = await personOf(role, stage);
  if (role.channel === 'phone') {
    await person.say(role.opening.join('，'));
    return { ...ready, person, turns: 0 };
  }
  const turns = await playRole(role, person, () => strike(role, vendors));
  if (role.trouble === 'official-window') vendors.official.late.add(role.address);
  return { ...ready, person, turns };
}

async function personOf(role: Role, { base, vendors, desk }: Stage): Promise<Person> {
  const { name, address } = role;
  switch (role.channel) {
    case 'web':
      return WebCitizen.open(base, name);
    case 'app':
      return AppCitizen.open(address, base);
    case 'email':
      return new MailCitizen(name, address, role.subject ?? '', vendors.imap, vendors.smtp);
    case 'wechat-official':
      return new OfficialCitizen(address, base, vendors.official);
    case 'wechat':
      return new WeChatCitizen(address, name, vendors.wechat);
    case 'weibo':
      return new WeiboCitizen(address, name, base, vendors.weibo);
    case 'sms':
      return new SmsCitizen(address, base, vendors.twilio);
    case 'telegram':
      return new TelegramCitizen(Number(address), name, vendors.telegram);
    case 'phone':
      return new Caller(address, vendors.exchange, desk.operator);
  }
}

async function strike({ trouble }: Role, { official }: Vendors): Promise<void> {
  if (trouble === 'official-token') official.rotateToken();
  if (trouble !== 'official-away') return;
  await official.shut();
  await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
  await official.comeBack();
}

/** From a comment that everybody reads to the 公众号, where the link is sent, and then to the telephone. */
async function moveOn(role: Role, { base, vendors, desk }: Stage): Promise<Played> {
  const problems: string[] = [];
  const onWeibo = new WeiboCitizen(role.address, role.name, base, vendors.weibo);
  onWeibo.comment(role.opening.join(''));
  const until = Date.now() + 60_000;
  while (onWeibo.heard().length === 0 && Date.now() < until) await new Promise((r) => setTimeout(r, 100));
  const link = /http\S+\/continue\/[\w-]+/.exec(onWeibo.heard().join('\n'))?.[0];
  if (link === undefined) throw new Error(`${role.name} was not shown a way to a private channel`);

  const person = new OfficialCitizen('oShenJie', base, vendors.official);
  await person.say(link);
  const turns = await playRole({ ...role, opening: [] }, person, () => Promise.resolve());
  const number = /YC\d{17}/.exec(person.heard().join('\n'))?.[0];

  const caller = new Caller('13801110010', vendors.exchange, desk.operator);
  const seen = await caller.call('来电询问路灯的事，请尽快修');
  if (number === undefined || !seen.includes(number)) problems.push(`the operator did not see ${number}`);
  const remarks = [...onWeibo.heard(), `(called; the operator saw ${seen.join(', ')})`];
  if (onWeibo.heard().some((text) => /YC\d{17}|解放南路|1380111/.test(text)))
    problems.push('something of the case was said in public');
  return { role, person, turns, before: { persons: [onWeibo, caller], remarks }, problems };
}

/** Whoever could only be told that there is something to read writes again, and reads it. */
export async function writeAgain({ role, person, turns, problems }: Played): Promise<void> {
  if (role.trouble !== 'official-window' || !(person instanceof OfficialCitizen)) return;
  const until = Date.now() + 60_000;
  const told = (): number => person.heard().length + person.announced;
  while (told() < turns + HANDLING.length && Date.now() < until) await new Promise((r) => setTimeout(r, 100));
  if (person.announced === 0) problems.push('was sent no template message');
  await person.say('谢谢');
}
