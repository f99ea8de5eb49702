import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const SavedLogin = z.object({
  url: z.string(),
  cookie: z.string(),
  csrfToken: z.string(),
  login: z.string(),
});
export type SavedLogin = z.infer<typeof SavedLogin>;

/** The session of `hub login`, readable by its owner alone. `HUB_LOGIN_FILE` names another place. */
export function loginFile(env: NodeJS.ProcessEnv): string {
  const config = env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? homedir(), '.config');
  return env['HUB_LOGIN_FILE'] ?? join(config, 'hub12345', 'login.json');
}

/** Undefined when nobody is signed in here; a file that cannot be understood counts as nobody. */
export function readLogin(file: string): SavedLogin | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return SavedLogin.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function saveLogin(file: string, login: SavedLogin): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Removed first: an existing file would keep its old, perhaps wider, permissions.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
}

export function forgetLogin(file: string): void {
  rmSync(file, { force: true });
}
