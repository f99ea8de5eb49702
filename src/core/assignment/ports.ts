import { z } from 'zod';
import type { DeskProfile } from './desk-profile.js';

/** What the hub did with a conversation by itself. One of a step: its id is made of the command. */
export const AssignmentRecord = z.object({
  id: z.string(),
  conversationId: z.string(),
  staffId: z.string(),
  event: z.enum(['given', 'taken-back']),
  at: z.date(),
});
export type AssignmentRecord = z.infer<typeof AssignmentRecord>;

/** Every write that resolves is durable. */
export interface AssignmentRepository {
  profile(staffId: string): Promise<DeskProfile | undefined>;
  saveProfile(profile: DeskProfile): Promise<void>;
  /** Of everybody who says to be there. */
  available(): Promise<DeskProfile[]>;
  /** Conversations that wait for a person, those that waited longest first. */
  waiting(now: Date, limit: number): Promise<string[]>;
  /** Conversations given by the hub whose citizen waits for a word since before then. */
  silent(before: Date, limit: number): Promise<string[]>;
  /** How many conversations somebody has. */
  openOf(staffId: string): Promise<number>;
  /** An id already there is left alone. */
  record(record: AssignmentRecord): Promise<void>;
  /** Newest first. */
  recordsOf(staffId: string, limit: number): Promise<AssignmentRecord[]>;
}
