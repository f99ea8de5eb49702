import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import { CliError, EXIT } from './io.js';

/** Asks for a password or a code at a terminal without showing it. */
export async function askSecret(
  prompt: string,
  input: Readable & { isTTY?: boolean },
  screen: Writable,
): Promise<string> {
  if (!input.isTTY)
    throw new CliError(
      EXIT.usage,
      'There is no terminal to ask at: set HUB_PASSWORD, and HUB_CODE where a code is needed.',
    );
  screen.write(prompt);
  // Readline echoes what is typed to its output: this one keeps it to itself.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    screen.write('\n');
  }
}
