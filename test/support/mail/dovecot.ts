import { spawn, spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { portOf } from './imap-peer.js';

/** Whether the machine has Dovecot; where the heavy suites are required, its absence is a failure. */
export function hasDovecot(): boolean {
  const found = spawnSync('dovecot', ['--version']).status === 0;
  if (!found && process.env.HUB_HEAVY === '1') {
    throw new Error('HUB_HEAVY=1 needs Dovecot: apt-get install dovecot-imapd dovecot-lmtpd');
  }
  return found;
}

/** A Dovecot of its own in a temporary directory: LMTP delivery in, IMAP out, no root needed. */
export class Dovecot {
  static readonly password = 'secret';

  private constructor(
    private readonly directory: string,
    readonly imapPort: number,
    readonly lmtpPort: number,
  ) {}

  static async start(): Promise<Dovecot> {
    const directory = await mkdtemp(join(tmpdir(), 'hub-dovecot-'));
    const dovecot = new Dovecot(directory, await freePort(), await freePort());
    for (const name of ['run', 'state', 'mail', 'log']) await mkdir(join(directory, name));
    await openTo(directory, roles().mail);
    await writeFile(dovecot.config, configuration(directory, dovecot.imapPort, dovecot.lmtpPort));
    if ((await run('dovecot', ['-c', dovecot.config])) === 0) return dovecot;
    const log = await readFile(join(directory, 'log', 'dovecot.log'), 'utf8').catch(() => 'no log');
    throw new Error(`dovecot did not start: ${log}`);
  }

  /** Delivers mails over one LMTP connection, as a mail server would. */
  async deliver(to: string, ...mails: (Buffer | string)[]): Promise<void> {
    const lmtp = nodemailer.createTransport({
      host: '127.0.0.1',
      port: this.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
      pool: true,
      maxConnections: 1,
      maxMessages: Infinity,
    });
    try {
      for (const raw of mails) await lmtp.sendMail({ envelope: { from: 'wang@qq.com', to: [to] }, raw });
    } finally {
      lmtp.close();
    }
  }

  /** Gives a user's mailbox another UIDVALIDITY and new numbers, as a restore from a backup does. */
  async renumber(user: string): Promise<void> {
    await run('doveadm', ['-c', this.config, 'kick', user]);
    const box = join(this.directory, 'mail', user);
    for (const name of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
      await rm(join(box, name), { force: true });
    }
    // Dovecot makes the number from the clock: within the same second it would be the old one.
    const another = String(Math.floor(Date.now() / 1000) + 1000);
    const update = ['mailbox', 'update', '-u', user, '--uid-validity', another, 'INBOX'];
    if ((await run('doveadm', ['-c', this.config, ...update])) !== 0)
      throw new Error('doveadm refused the update');
  }

  async stop(): Promise<void> {
    await run('doveadm', ['-c', this.config, 'stop']);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private get config(): string {
    return join(this.directory, 'dovecot.conf');
  }
}

/** The exit code; output is not piped, because the server would keep the pipe open for ever. */
function run(command: string, args: string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: 'ignore' }).on('error', reject).on('exit', resolve);
  });
}

/** Started by root Dovecot insists on dropping to its own users; otherwise everything is the present user. */
function roles(): { internal: string; login: string; mail: string } {
  const { username, uid } = userInfo();
  if (uid === 0) return { internal: 'dovecot', login: 'dovenull', mail: 'nobody' };
  return { internal: username, login: username, mail: username };
}

/** The users to whom Dovecot drops must reach their files in the temporary directory. */
async function openTo(directory: string, user: string): Promise<void> {
  if (userInfo().uid !== 0) return;
  await chmod(directory, 0o755);
  await chown(join(directory, 'mail'), Number(idOf('-u', user)), Number(idOf('-g', user)));
  await chmod(join(directory, 'log'), 0o777);
}

function groupOf(user: string): string {
  return idOf('-gn', user);
}

function idOf(flag: string, user: string): string {
  return spawnSync('id', [flag, user]).stdout.toString().trim();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function configuration(directory: string, imapPort: number, lmtpPort: number): string {
  const { internal, login, mail } = roles();
  return `
base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_fsync = never
mail_location = maildir:${directory}/mail/%n
first_valid_uid = 0
default_internal_user = ${internal}
default_internal_group = ${groupOf(internal)}
default_login_user = ${login}
passdb {
  driver = static
  args = password=${Dovecot.password}
}
userdb {
  driver = static
  args = uid=${mail} gid=${groupOf(mail)} home=${directory}/mail/%n allow_all_users=yes
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  user =
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
recipient_delimiter = +
lda_mailbox_autocreate = yes
namespace inbox {
  inbox = yes
}
`;
}
