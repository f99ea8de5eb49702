import { readFile } from 'node:fs/promises';

/** The secret itself, or what stands in its file. The settings see to it that there is one of the two. */
export async function readSecret(value: string | undefined, file: string | undefined): Promise<string> {
  if (value !== undefined) return value;
  const secret = (await readFile(file ?? '', 'utf8')).trim();
  if (secret === '') throw new Error(`${file ?? ''} is empty`);
  return secret;
}
