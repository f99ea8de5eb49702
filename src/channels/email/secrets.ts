import { readFile } from 'node:fs/promises';

/**
 * The password of a server: from the settings, or read anew from its file each time, so that a changed
 * 授权码 works without a restart. Throws a sentence that names the file, never its content.
 */
export async function readSecret(value: string | undefined, file: string | undefined): Promise<string> {
  if (value !== undefined) return value;
  if (file === undefined) return '';
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new Error(`cannot read the secret file ${file} (${code}); create it or set the password itself`, {
      cause: error,
    });
  }
}
