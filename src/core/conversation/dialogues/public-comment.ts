import type { Turn } from '../turn.js';
import { linkForPublic } from './elsewhere.js';

/** In public nothing of a case is asked or told: only the way to talk in private. */
export function toPrivate(turn: Turn): void {
  turn.say('public.private', { url: linkForPublic(turn) });
}
