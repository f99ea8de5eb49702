import type { Staff } from '../core/model/staff.js';

/** What the server needs kept for people who sign in. Every write that resolves is durable. */

export interface StaffRepository {
  byId(id: string): Promise<Staff | undefined>;
  byLogin(login: string): Promise<Staff | undefined>;
  list(): Promise<Staff[]>;
  /** False when the id or the login is taken. */
  insert(staff: Staff): Promise<boolean>;
  update(id: string, change: Partial<Omit<Staff, 'id' | 'login'>>): Promise<boolean>;
}

/** A signed-in browser or command line. The token itself is never kept: `id` is its SHA-256. */
export interface StaffSession {
  id: string;
  staffId: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** Absolute end, whatever happens in between. */
  expiresAt: Date;
  address: string;
  userAgent: string;
}

export interface SessionRepository {
  get(id: string): Promise<StaffSession | undefined>;
  set(session: StaffSession): Promise<void>;
  /** Moves `lastSeenAt`; a session that was destroyed meanwhile stays destroyed. */
  touch(id: string, lastSeenAt: Date): Promise<void>;
  destroy(id: string): Promise<boolean>;
  /** Ends every session of one person, except one. */
  destroyOf(staffId: string, exceptId?: string): Promise<void>;
  list(now: Date): Promise<StaffSession[]>;
}

/** Failed sign-ins by account or address, forgotten by themselves at `until`. */
export interface LoginFailures {
  get(key: string, now: Date): Promise<{ count: number; until: Date } | undefined>;
  /** Counts one more and says how many there are now; the time runs anew from this failure. */
  add(key: string, now: Date, until: Date): Promise<number>;
  subtract(key: string): Promise<void>;
  clear(key: string): Promise<void>;
}

export interface StaffStore {
  staff: StaffRepository;
  sessions: SessionRepository;
  failures: LoginFailures;
}
