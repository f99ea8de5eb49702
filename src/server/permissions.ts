import { Role } from '../core/model/codes.js';
import { TicketMove } from '../core/model/ticket.js';
import type { StaffActor } from '../core/services.js';
import { mayEver, UNIT_ROLES } from '../core/ticket/lifecycle.js';

/** Everything a signed-in person can do, as words. Routes name one of these and nothing else decides. */
const PLAIN_ACTIONS = [
  'conversation.read',
  'conversation.take',
  'conversation.reply',
  'conversation.note',
  'conversation.flag',
  'conversation.resend',
  /** 常用语: reads them, fills them in, and keeps one's own. */
  'canned-answer.use',
  /** Writes those that colleagues share. */
  'canned-answer.share',
  'ticket.read',
  'ticket.create',
  /** Takes lists of tickets away in a file; never sealed ones. */
  'ticket.export',
  /** The code with which a citizen looks up progress: told by phone when they lost it. */
  'ticket.query-code',
  /** Name and phone in full, where secrecy allows it. */
  'person.read',
  /** Sees masked fields of an open matter in full, with a reason that is recorded. */
  'person.reveal',
  /** Says which conversations are of one person, and takes it back. */
  'person.join',
  /** Brings in files for replies and notes. */
  'file.upload',
  'quarantine.read',
  /** Reads what lies in quarantine as it came, with whatever it says of people, and gives it to its channel again. */
  'quarantine.open',
  /** 公示: writes drafts, and reads them. */
  'publication.write',
  /** Lets a colleague’s draft out to the public, and takes it back. */
  'publication.moderate',
  /** 自动规则: makes, tries out and stops them; of sealed matters only the sealed desk. */
  'rule.manage',
  /** 密件台: lists sealed matters by themselves. Who may open one is still said by bounds. */
  'sealed.list',
  /** 快捷操作: writes those that colleagues share; their own everybody keeps who reads tickets. */
  'macro.share',
  /** 自动分配: says what people can take, and sees who is there. */
  'assignment.manage',
  'staff.manage',
  'channel.read',
  /** Pauses, drains, resumes and tests accounts, and runs their actions. */
  'channel.manage',
  /** Reads the configuration of the city in force, and tries changes to it without applying them. */
  'city.check',
  /** Subscriptions of other systems to what happens to tickets, their secrets and their delivery log. */
  'webhook.manage',
  /** Reads and verifies the audit log. */
  'audit.read',
  /** Changes the keys under which personal data is sealed. */
  'keys.manage',
  /** Removes what has been kept long enough. */
  'retention.run',
  /** 查阅、复制: everything of one person, for that person (个人信息保护法 45). */
  'citizen.export',
  /** 删除: everything of one person (个人信息保护法 47). Not for whoever may read it. */
  'citizen.erase',
] as const;

/** Moves that staff may ask for; the others belong to rules of the hub. */
export const STAFF_MOVES = TicketMove.exclude(['accept', 'card', 'follow', 'succeed']).options;
export type StaffMove = (typeof STAFF_MOVES)[number];

export type Action = (typeof PLAIN_ACTIONS)[number] | `ticket.${StaffMove}`;
export const ACTIONS: readonly Action[] = [
  ...PLAIN_ACTIONS,
  ...STAFF_MOVES.map((move): Action => `ticket.${move}`),
];

/** `own-unit`: only on tickets that are with the person's own unit. */
export type Scope = 'all' | 'own-unit';

const CONVERSATIONS = {
  'conversation.read': 'all',
  'conversation.take': 'all',
  'conversation.reply': 'all',
  'conversation.note': 'all',
  'conversation.flag': 'all',
  'conversation.resend': 'all',
  'canned-answer.use': 'all',
} as const satisfies Partial<Record<Action, Scope>>;
const PERSON = {
  'ticket.query-code': 'all',
  'person.read': 'all',
  'person.join': 'all',
} as const satisfies Partial<Record<Action, Scope>>;

/**
 * Role × action. An absent action is refused. Admins see no case content: whoever manages accounts must
 * not read complaints by that right (separation of admin rights, GB/T 22239-2019, 8.1.4.2).
 */
const BESIDE_MOVES: Record<Role, Partial<Record<(typeof PLAIN_ACTIONS)[number], Scope>>> = {
  operator: {
    ...CONVERSATIONS,
    'ticket.read': 'all',
    'file.upload': 'all',
    'ticket.create': 'all',
    ...PERSON,
    'quarantine.read': 'all',
    'quarantine.open': 'all',
    'publication.write': 'all',
    'channel.read': 'all',
  },
  dispatcher: {
    'conversation.read': 'all',
    'ticket.read': 'all',
    'file.upload': 'all',
    'person.reveal': 'all',
    'channel.read': 'all',
  },
  clerk: {
    'canned-answer.use': 'own-unit',
    'ticket.read': 'own-unit',
    'file.upload': 'own-unit',
    'person.read': 'own-unit',
  },
  'unit-leader': {
    'canned-answer.use': 'own-unit',
    'canned-answer.share': 'own-unit',
    'ticket.read': 'own-unit',
    'file.upload': 'own-unit',
    'ticket.export': 'own-unit',
    'macro.share': 'own-unit',
    'person.read': 'own-unit',
  },
  reviewer: { 'ticket.read': 'all', 'file.upload': 'all', 'person.reveal': 'all' },
  'call-back': {
    'canned-answer.use': 'all',
    'conversation.read': 'all',
    'ticket.read': 'all',
    'file.upload': 'all',
    'person.read': 'all',
  },
  supervisor: {
    ...CONVERSATIONS,
    'canned-answer.share': 'all',
    'ticket.read': 'all',
    'file.upload': 'all',
    'ticket.export': 'all',
    'ticket.create': 'all',
    ...PERSON,
    'citizen.export': 'all',
    'quarantine.read': 'all',
    'quarantine.open': 'all',
    'publication.write': 'all',
    'publication.moderate': 'all',
    'rule.manage': 'all',
    'assignment.manage': 'all',
    'macro.share': 'all',
    'channel.read': 'all',
  },
  'sealed-desk': {
    ...CONVERSATIONS,
    'ticket.read': 'all',
    'file.upload': 'all',
    'ticket.create': 'all',
    ...PERSON,
    'rule.manage': 'all',
    'sealed.list': 'all',
    'macro.share': 'all',
  },
  auditor: {
    'conversation.read': 'all',
    'ticket.read': 'all',
    'quarantine.read': 'all',
    'channel.read': 'all',
  },
  'system-admin': {
    'channel.read': 'all',
    'channel.manage': 'all',
    'city.check': 'all',
    'webhook.manage': 'all',
  },
  'security-admin': {
    'staff.manage': 'all',
    'keys.manage': 'all',
    'retention.run': 'all',
    'citizen.erase': 'all',
  },
  'audit-admin': { 'audit.read': 'all' },
};

/** Role × action. Who may move a ticket is the lifecycle table's to say, and is read from there. */
export const PERMISSIONS = permissions();

function permissions(): Record<Role, Partial<Record<Action, Scope>>> {
  const all: Record<Role, Partial<Record<Action, Scope>>> = { ...BESIDE_MOVES };
  for (const role of Role.options) {
    const scope = UNIT_ROLES.includes(role) ? 'own-unit' : 'all';
    const moves = STAFF_MOVES.filter((move) => mayEver(role, move));
    all[role] = { ...all[role], ...Object.fromEntries(moves.map((move) => [`ticket.${move}`, scope])) };
  }
  return all;
}

export interface Grant {
  /** The role by which it is allowed: recorded as the actor's role in the ticket's history. */
  role: Role;
  scope: Scope;
}

/** The widest right a person has to an action through any of their roles; undefined: none. */
export function grantFor(staff: Pick<StaffActor, 'roles' | 'unit'>, action: Action): Grant | undefined {
  let ownUnit: Grant | undefined;
  for (const role of staff.roles) {
    const scope = PERMISSIONS[role][action];
    if (scope === 'all') return { role, scope };
    // Somebody without a unit has no "own" tickets, rather than all tickets without a unit.
    if (scope === 'own-unit' && staff.unit !== undefined) ownUnit ??= { role, scope };
  }
  return ownUnit;
}
