import type { StaffActor } from '../../core/services.js';
import type { Mover } from '../../core/ticket/may-move.js';
import { type Action, PERMISSIONS } from '../permissions.js';

/** Somebody under the hats alone that allow this: an admin's hat must not act on a case. */
export function moverOf(actor: StaffActor, action: Action): Mover {
  const roles = actor.roles.filter((role) => PERMISSIONS[role][action]);
  const { id, name, unit, platform } = actor;
  return { type: 'staff', id, name, roles, unit, platform };
}
