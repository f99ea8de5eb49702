import { z } from 'zod';
import { Role } from './codes.js';

/** A member of staff. One account per person, never shared (GB/T 22239-2019, 8.1.4.2). */
export const Staff = z.object({
  id: z.string(),
  login: z.string().regex(/^[a-z0-9._-]{2,40}$/),
  name: z.string(),
  roles: z.array(Role).min(1),
  unit: z.string().optional(),
  /** The county platform they work at; absent for the city's. */
  platform: z.string().optional(),
  passwordHash: z.string(),
  mustChangePassword: z.boolean(),
  disabled: z.boolean().default(false),
  createdAt: z.date(),
});
export type Staff = z.infer<typeof Staff>;
