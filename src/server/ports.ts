import type { Staff } from '../core/model/staff.js';

/** What the server needs kept for people who sign in. Every write that resolves is durable. */

export interface StaffRepository {
  byId(id: string): Promise<Staff | undefined>;
  byLogin(login: string): Promise<Staff | undefined>;
  list(): Promise<Staff[]>;
  /** False when the id or the login is taken. */
  insert(staff: Staff): Promise<boolean>;
  /** A field given as undefined is taken away. */
  update(id: string, change: Partial<Omit<Staff, 'id' | 'login'>>): Promise<boolean>;
  /** Takes a time step for good; false when it, or a later one, was taken before. One write decides. */
  takeTotpStep(id: string, step: number): Promise<boolean>;
  /** Takes a recovery code for good; false when there is none such. One write decides. */
  takeRecoveryCode(id: string, hash: string): Promise<boolean>;
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
  /** By a local password, or by the OpenID provider. */
  by: 'password' | 'sso';
  /** How the second factor was proven; absent when it was not. */
  secondFactor?: SecondFactorProof;
  /** The provider's token, encrypted: it wants it back at the end of the session. */
  idToken?: string;
}

export type SecondFactorProof = 'totp' | 'recovery-code' | 'provider';

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

/** A sign-in under way: what stands between its first and its last step, for a few minutes. */
export interface SignInStep {
  /** SHA-256 of the token that the browser holds. */
  id: string;
  /** Encrypted; what is in it the sign-in knows. */
  data: string;
  attempts: number;
  expiresAt: Date;
}

export interface SignInSteps {
  insert(step: SignInStep): Promise<void>;
  /** Counts an attempt and gives the step with it; undefined when it is over or gone. */
  attempt(id: string, now: Date): Promise<SignInStep | undefined>;
  /** Takes it away; true for exactly one caller. */
  remove(id: string): Promise<boolean>;
}

export interface StaffStore {
  staff: StaffRepository;
  sessions: SessionRepository;
  failures: LoginFailures;
  steps: SignInSteps;
}

/** A question for the list of tickets that somebody keeps under a name. */
export interface SavedView {
  id: string;
  staffId: string;
  name: string;
  /** As the API takes it. */
  filter: Record<string, unknown>;
  sort: 'createdAt' | 'dueAt';
  order: 'ascending' | 'descending';
  createdAt: Date;
}

export interface SavedViewRepository {
  of(staffId: string): Promise<SavedView[]>;
  /** False when the id is there already, or the person has one of this name. */
  insert(view: SavedView): Promise<boolean>;
  /** False when the person has another one of this name; undefined when there is none such of theirs. */
  replace(view: SavedView): Promise<boolean | undefined>;
  remove(id: string, staffId: string): Promise<boolean>;
}

/** An export of tickets: asked for, worked on in the background, kept for a while. */
export interface ExportJob {
  id: string;
  staffId: string;
  format: 'csv' | 'xlsx';
  columns: string[];
  /** As the API takes it. */
  filter: Record<string, unknown>;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Rows written, of so many. */
  rows: number;
  total: number;
  /** Code of the catalogue. */
  failure?: string;
  createdAt: Date;
  finishedAt?: Date;
  /** Job and file are gone then. */
  expiresAt: Date;
}

export interface ExportRepository {
  /** An id already there is left alone. */
  insert(job: ExportJob): Promise<void>;
  find(id: string): Promise<ExportJob | undefined>;
  /** Newest first. */
  of(staffId: string): Promise<ExportJob[]>;
  /** What is to be done, oldest first; also what a crash broke off. */
  unfinished(): Promise<ExportJob[]>;
  update(
    id: string,
    change: Partial<Pick<ExportJob, 'state' | 'rows' | 'failure' | 'finishedAt'>>,
  ): Promise<void>;
  /** Replaces what a broken-off run may have left. */
  putFile(id: string, bytes: Buffer, expiresAt: Date): Promise<void>;
  getFile(id: string): Promise<Buffer | undefined>;
}
