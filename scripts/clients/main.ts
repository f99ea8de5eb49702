import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { appDocument } from './document.js';
import { clientSource } from './typescript.js';

export const CLIENT = fileURLToPath(new URL('../../clients/typescript/app-api.ts', import.meta.url));

/** The file as it should stand now. */
export async function currentClient(): Promise<string> {
  const style = await resolveConfig(CLIENT);
  return format(clientSource(await appDocument()), { ...style, parser: 'typescript' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = await currentClient();
  // Written only when it differs, so that whoever watches files sees no change where there is none.
  if (source !== read()) writeFileSync(CLIENT, source);
}

function read(): string | undefined {
  try {
    return readFileSync(CLIENT, 'utf8');
  } catch {
    // There is none yet.
    return undefined;
  }
}
