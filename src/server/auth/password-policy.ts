import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Staff } from '../../core/model/staff.js';
import { failure } from '../errors/failure.js';
import { hashPassword, MAX_PASSWORD, verifyPassword } from './password.js';
import { isAdministrator } from './roles.js';

type Rules = StaffPolicy['password'];
const DAY = 86_400_000;

/** Throws `weak-password` with one field message for each rule a new password breaks. */
export async function checkNewPassword(password: string, person: Staff, rules: Rules): Promise<void> {
  const broken = brokenRules(password, person, rules);
  if (broken.length === 0 && (await wasUsed(password, person, rules))) broken.push(SAYS.used(rules.history));
  if (broken.length > 0)
    throw failure('weak-password', {
      fields: broken.map((message) => ({ path: 'newPassword', message })),
    });
}

/** What makes a password too weak, in words; empty when nothing does. */
export function brokenRules(
  password: string,
  person: Pick<Staff, 'login' | 'roles'>,
  rules: Rules,
): string[] {
  const least = isAdministrator(person.roles) ? rules.minLengthAdmins : rules.minLength;
  const length = [...password].length;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((c) => c.test(password)).length;
  const broken: string[] = [];
  if (length < least) broken.push(SAYS.short(least));
  if (length > MAX_PASSWORD) broken.push(SAYS.long);
  if (classes < rules.classes) broken.push(SAYS.plain(rules.classes));
  if (password.toLowerCase().includes(person.login.toLowerCase())) broken.push(SAYS.login);
  return broken;
}

/** The fields of an account under a new password; the old hash is kept, so that it cannot come back. */
export async function withNewPassword(password: string, person: Staff, rules: Rules, now: Date) {
  return {
    passwordHash: await hashPassword(password),
    passwordChangedAt: now,
    oldPasswords: [person.passwordHash, ...(person.oldPasswords ?? [])].slice(0, rules.history),
  };
}

/** Whether a password has to be changed: a one-time one, or one that is too old. */
export function mustChangePassword(
  person: Staff,
  rules: Rules,
  now: Date,
): 'one-time' | 'too-old' | undefined {
  if (person.mustChangePassword) return 'one-time';
  if (rules.maxAgeDays === 0) return undefined;
  const since = person.passwordChangedAt ?? person.createdAt;
  return now.getTime() - since.getTime() > rules.maxAgeDays * DAY ? 'too-old' : undefined;
}

async function wasUsed(password: string, person: Staff, rules: Rules): Promise<boolean> {
  const last = [person.passwordHash, ...(person.oldPasswords ?? [])].slice(0, rules.history);
  for (const hash of last) if (await verifyPassword(hash, password)) return true;
  return false;
}

const SAYS = {
  short: (least: number) => `至少 ${least} 位 (at least ${least} characters)`,
  long: `最多 ${MAX_PASSWORD} 位 (at most ${MAX_PASSWORD} characters)`,
  plain: (classes: number) =>
    `须含大写、小写、数字、符号中的 ${classes} 种 (${classes} of: upper case, lower case, digits, symbols)`,
  login: '不能含登录名 (must not contain the login)',
  used: (history: number) => `不能与最近 ${history} 次的密码相同 (must differ from the last ${history})`,
};
