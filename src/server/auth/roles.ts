import type { Role } from '../../core/model/codes.js';
import { failure } from '../errors/failure.js';

/** The three administrators: whoever runs the system, whoever gives rights, whoever watches both. */
const ADMIN_ROLES: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

export function isAdministrator(roles: readonly Role[]): boolean {
  return roles.some((role) => ADMIN_ROLES.includes(role));
}

/**
 * An administrator's role stands alone: nobody can act on cases and give the right to, or act and keep the
 * record of it (separation of admin rights, GB/T 22239-2019, 8.1.4.2).
 */
export function checkRoles(roles: readonly Role[]): void {
  if (isAdministrator(roles) && new Set(roles).size > 1)
    throw failure('roles-not-together', {
      fields: [{ path: 'roles', message: `不能兼任：${[...new Set(roles)].join('、')}` }],
    });
}
