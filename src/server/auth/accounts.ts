import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Role } from '../../core/model/codes.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Ids, Randomness } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { StaffRepository } from '../ports.js';
import type { AccountAudit, Doer, Rights } from './account-audit.js';
import type { LoginGuard } from './login-guard.js';
import { hashPassword, oneTimePassword } from './password.js';
import { withNewPassword } from './password-policy.js';
import { checkRoles, isAdministrator } from './roles.js';
import type { SecondFactor } from './second-factor.js';
import { isUsable, type Sessions } from './sessions.js';

export interface NewStaff {
  login: string;
  name: string;
  roles: Role[];
  unit?: string;
  platform?: string;
  expiresAt?: Date;
}

/** What may be changed of an account; null takes the value away. */
export interface StaffChange {
  /** Refused when it is another one. */
  login?: string;
  name?: string;
  roles?: Role[];
  unit?: string | null;
  platform?: string | null;
  expiresAt?: Date | null;
}

export interface AccountDeps {
  staff: StaffRepository;
  sessions: Sessions;
  secondFactor: SecondFactor;
  guard: LoginGuard;
  audit: AccountAudit;
  clock: Clock;
  ids: Ids;
  randomness: Randomness;
  policy: StaffPolicy;
  /** Ids of the city's units: a clerk belongs to one of them. */
  units: readonly string[];
  /** Ids of the county platforms. */
  platforms: readonly string[];
}

type Change = Parameters<StaffRepository['update']>[1];
const DAY = 86_400_000;

export type Accounts = ReturnType<typeof createAccounts>;

/** Accounts, as security administrators manage them. `doer` is absent for the hub itself. */
export function createAccounts(deps: AccountDeps) {
  const { staff, sessions, audit, clock, ids, randomness, policy } = deps;

  async function required(id: string): Promise<Staff> {
    const person = await staff.byId(id);
    if (!person) throw failure('staff-not-found');
    return person;
  }

  const isWorkingAdmin = (person: Staff) =>
    person.roles.includes('security-admin') &&
    person.expiresAt === undefined &&
    isUsable(person, clock.now());

  /** Changes an account unless nobody would be left who can manage accounts. */
  async function updateKeepingAnAdmin(person: Staff, change: Change): Promise<Staff> {
    const after = { ...person, ...change };
    const matters = isWorkingAdmin(person) && !isWorkingAdmin(after);
    if (matters && !(await staff.list()).some((p) => p.id !== person.id && isWorkingAdmin(p)))
      throw failure('last-admin');
    await staff.update(person.id, change);
    // Two who close each other's accounts at once: both looked before either was closed.
    if (matters && !(await staff.list()).some(isWorkingAdmin)) {
      await staff.update(person.id, undone(person, change));
      throw failure('last-admin');
    }
    return after;
  }

  function checkRights({ roles, unit, platform }: Pick<Staff, 'roles' | 'unit' | 'platform'>): void {
    checkRoles(roles);
    if (platform !== undefined && !deps.platforms.includes(platform))
      throw failure('platform-unknown', { fields: [{ path: 'platform', message: '须为县级平台' }] });
    const ofUnit = roles.includes('clerk') || roles.includes('unit-leader');
    if (unit === undefined ? ofUnit : !deps.units.includes(unit))
      throw failure('unit-required', { fields: [{ path: 'unit', message: '必填，且须为现有承办单位' }] });
  }

  return {
    list: () => staff.list(),

    /** On first run makes the account `admin`; its password is told this once and kept only as a hash. */
    async ensureFirstAdmin(): Promise<{ login: string; oneTimePassword: string } | undefined> {
      if ((await staff.list()).some((person) => person.roles.includes('security-admin'))) return undefined;
      const password = oneTimePassword(randomness);
      const id = ids.next();
      const inserted = await staff.insert({
        id,
        login: 'admin',
        name: '安全管理员',
        roles: ['security-admin'],
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        createdAt: clock.now(),
      });
      if (!inserted) return undefined;
      await audit.record({ type: 'account-created', staffId: id, roles: ['security-admin'] });
      return { login: 'admin', oneTimePassword: password };
    },

    /** Makes an account with a one-time password, told once. */
    async create(wanted: NewStaff, doer?: Doer): Promise<{ person: Staff; oneTimePassword: string }> {
      const roles = [...new Set(wanted.roles)];
      checkRights({ ...wanted, roles });
      const password = oneTimePassword(randomness);
      const person: Staff = {
        ...wanted,
        roles,
        id: ids.next(),
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        createdAt: clock.now(),
      };
      if (!(await staff.insert(person))) throw failure('login-taken');
      await audit.record({ type: 'account-created', staffId: person.id, ...rightsOf(person), doer });
      return { person, oneTimePassword: password };
    },

    /** Changes name, roles, unit or last day. A login is never renamed: it stands in the records. */
    async change(id: string, wanted: StaffChange, doer?: Doer): Promise<Staff> {
      const person = await required(id);
      const { login = person.login, name = person.name, ...rights } = wanted;
      if (login !== person.login) throw failure('login-fixed');
      // Nobody gives themselves rights, nor takes them: another administrator stands for it.
      if (doer?.staffId === id && Object.values(rights).some((value) => value !== undefined))
        throw failure('own-account');
      const roles = [...new Set(wanted.roles ?? person.roles)];
      const unit = wanted.unit === null ? undefined : (wanted.unit ?? person.unit);
      const platform = wanted.platform === null ? undefined : (wanted.platform ?? person.platform);
      const expiresAt = wanted.expiresAt === null ? undefined : (wanted.expiresAt ?? person.expiresAt);
      checkRights({ roles, unit, platform });
      // The password of an operator may be too short for an administrator.
      const raised = isAdministrator(roles) && !isAdministrator(person.roles);
      const mustChange = person.mustChangePassword || raised;
      const change = { name, roles, unit, platform, expiresAt, mustChangePassword: mustChange };
      const changed = await updateKeepingAnAdmin(person, change);
      const [before, after] = [rightsOf(person), rightsOf(changed)];
      await audit.record({ type: 'account-changed', staffId: id, before, after, doer });
      return changed;
    },

    /** Closes an account at once: its sessions end with it. */
    async disable(id: string, doer?: Doer): Promise<Staff> {
      const disabled = await updateKeepingAnAdmin(await required(id), { disabled: true });
      await audit.record({ type: 'account-disabled', staffId: id, doer });
      await sessions.endSessionsOf(id, doer);
      return disabled;
    },

    async enable(id: string, doer?: Doer): Promise<Staff> {
      const person = await required(id);
      await staff.update(id, { disabled: false });
      await audit.record({ type: 'account-enabled', staffId: id, doer });
      return { ...person, disabled: false };
    },

    /** Gives a new one-time password, ends every session and lifts a lock. */
    async resetPassword(id: string, doer?: Doer): Promise<{ person: Staff; oneTimePassword: string }> {
      const person = await required(id);
      if (doer?.staffId === id) throw failure('own-account');
      const password = oneTimePassword(randomness);
      const change = {
        ...(await withNewPassword(password, person, policy.password, clock.now())),
        mustChangePassword: true,
      };
      await staff.update(id, change);
      await audit.record({ type: 'password-reset', staffId: id, doer });
      await sessions.endSessionsOf(id, doer);
      await deps.guard.unlock(person.login);
      return { person: { ...person, ...change }, oneTimePassword: password };
    },

    /** Takes the second factor away, for who lost it; sessions end. */
    async resetSecondFactor(id: string, doer?: Doer): Promise<Staff> {
      const person = await required(id);
      if (doer?.staffId === id) throw failure('own-account');
      await deps.secondFactor.reset(id);
      await audit.record({ type: 'second-factor-reset', staffId: id, doer });
      await sessions.endSessionsOf(id, doer);
      return { ...person, secondFactor: undefined, offeredSecret: undefined };
    },

    /** Forgets who the account is at the OpenID provider: the next sign-on links it anew. */
    async unlinkSso(id: string, doer?: Doer): Promise<Staff> {
      const person = await required(id);
      await staff.update(id, { ssoSubject: undefined });
      await audit.record({ type: 'sso-unlinked', staffId: id, doer });
      await sessions.endSessionsOf(id, doer);
      return { ...person, ssoSubject: undefined };
    },

    /** What a security administrator looks through: accounts nobody uses, that ended, that are shared. */
    async review(): Promise<{
      unused: Staff[];
      expired: Staff[];
      shared: { person: Staff; addresses: string[] }[];
    }> {
      const now = clock.now();
      const people = (await staff.list()).filter((person) => !person.disabled);
      const since = now.getTime() - policy.unusedDays * DAY;
      const live = await sessions.liveSessions();
      const addressesOf = (id: string) => [
        ...new Set(live.filter((l) => l.session.staffId === id).map((l) => l.session.address)),
      ];
      return {
        unused: people.filter((p) => (p.lastSignInAt ?? p.createdAt).getTime() <= since),
        expired: people.filter((p) => !isUsable(p, now)),
        shared: people
          .map((person) => ({ person, addresses: addressesOf(person.id) }))
          .filter(({ addresses }) => addresses.length > 1),
      };
    },
  };
}

function rightsOf({ roles, unit, platform, expiresAt }: Staff): Rights {
  return { roles, unit, platform, expiresAt };
}

/** The values that a change replaced. */
function undone(person: Staff, change: Change): Change {
  const { name, roles, unit, platform, expiresAt, disabled, mustChangePassword } = person;
  const before: Change = { name, roles, unit, platform, expiresAt, disabled, mustChangePassword };
  return Object.fromEntries(Object.entries(before).filter(([key]) => key in change));
}
