import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** A secret of the settings, or the content of its file. Throws a sentence that names the file, never its content. */
export async function readSecret(value: string | undefined, file: string | undefined): Promise<string> {
  if (value !== undefined) return value;
  if (file === undefined) return '';
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const { code } = Coded.parse(error);
    throw new Error(`cannot read the secret file ${file} (${code}); create it or set the secret itself`, {
      cause: error,
    });
  }
}

const Coded = z.object({ code: z.string() }).catch({ code: 'unreadable' });
