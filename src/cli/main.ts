import { EXIT, type Io } from './io.js';
import { askSecret } from './ask-secret.js';
import { runCli } from './program.js';

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  env: process.env,
  askSecret: (prompt) => askSecret(prompt, process.stdin, process.stderr),
};

try {
  process.exitCode = await runCli(process.argv.slice(2), io);
} catch (error) {
  // Everything a person can mend was told already: this is a fault of the command, shown whole.
  io.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = EXIT.failed;
}
