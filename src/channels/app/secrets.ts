import { readFile } from 'node:fs/promises';

/** A secret of the settings, or the content of its file. Throws a sentence that names the file, never its content. */
export async function readSecret(value: string | undefined, file: string | undefined): Promise<string> {
  if (value !== undefined) return value;
  if (file === undefined) return '';
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    throw new Error(`cannot read the secret file ${file} (${code}); create it or set the secret itself`, {
      cause: error,
    });
  }
}
