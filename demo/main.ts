import { ImapPeer } from '../test/support/mail/imap-peer.js';
import { SmtpPeer } from '../test/support/mail/smtp-peer.js';
import { WebCitizen } from '../test/support/web-citizen.js';
import { CAST, HANDLING, type Role } from './cast.js';
import { HubProcess } from './hub-process.js';
import { MailCitizen } from './mail-citizen.js';
import { type Person, playRole } from './person.js';
import { Desk } from './staff.js';

/**
 * A scripted day at the hotline: citizens on web and email, interleaved; staff through the API; then an
 * account of who heard what. `--kills N` kills the hub (kill -9) at N random moments and starts it again.
 * Ends with 1 when an expected message is missing, doubled or out of order.
 */
async function main(): Promise<void> {
  const kills = Number(/^--kills=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 0);
  const imap = await ImapPeer.open();
  const smtp = await SmtpPeer.open();
  const hub = await HubProcess.make(settings(imap.port, smtp.port));
  const began = Date.now();
  let failed = true;
  try {
    await hub.start();
    const desk = await Desk.open(() => hub.base, hub.firstPassword());
    const played = await play(hub, desk, { imap, smtp }, kills);
    failed = report(played, hub, desk, began);
    const code = await hub.stop();
    if (code !== 0) {
      failed = true;
      print(`The hub did not stop in order: exit code ${code}`);
    }
  } catch (error) {
    print(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    await hub.kill();
    hub.remove();
  }
  // The mail peers live in this process and hold connections that were cut with the hub: end with them.
  process.exit(failed ? 1 : 0);
}

interface Played {
  role: Role;
  person: Person;
  turns: number;
}

async function play(
  hub: HubProcess,
  desk: Desk,
  mail: { imap: ImapPeer; smtp: SmtpPeer },
  kills: number,
): Promise<Played[]> {
  const enter = async (role: Role): Promise<Played> => {
    const person =
      role.channel === 'web'
        ? await WebCitizen.open(() => hub.base, role.name)
        : new MailCitizen(role.name, role.address, role.subject ?? '', mail.imap, mail.smtp);
    return { role, person, turns: await playRole(role, person) };
  };
  const over = new AbortController();
  const killing = killAtRandom(hub, kills, over.signal);
  try {
    const [played] = await Promise.all([Promise.all(CAST.map(enter)), desk.work(CAST.length)]);
    over.abort();
    await killing;
    await quiet(played);
    return played;
  } finally {
    over.abort();
    await killing;
  }
}

/** Kills and restarts; when the story is over before the last kill, the rest is done on the quiet hub. */
async function killAtRandom(hub: HubProcess, kills: number, over: AbortSignal): Promise<void> {
  while (hub.kills < kills) {
    if (!over.aborted) await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 2_500));
    await hub.kill();
    await hub.start();
  }
}

/** How many messages a citizen must have got: one for each turn, and the notices. */
function due({ role, turns }: Played): number {
  return turns + role.unasked + HANDLING.length;
}

/** Waits until everybody has heard everything, then a while longer for what must not come. */
async function quiet(played: Played[]): Promise<void> {
  const until = Date.now() + 60_000;
  const waiting = () => played.some((one) => one.person.heard().length < due(one));
  do {
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const { person } of played) await person.look();
  } while (waiting() && Date.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const { person } of played) await person.look();
}

/** Prints who heard what; true when something is missing, doubled or out of order. */
function report(played: Played[], hub: HubProcess, desk: Desk, began: number): boolean {
  const problems: string[] = [];
  for (const one of played) {
    const { role, person, turns } = one;
    const heard = person.heard();
    print(`\n${role.name} (${role.channel}): ${role.what}`);
    for (const text of heard) print(`  ← ${text.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
    if (person.repeated > 0)
      print(`    (${person.repeated} sent again under its Message-ID: one mail for the reader)`);
    const wrong = (what: string) => problems.push(`${role.name}: ${what}`);
    if (heard.length !== due(one))
      wrong(`heard ${heard.length} messages for ${turns} turns, expected ${due(one)}`);
    if (new Set(heard).size !== heard.length) wrong('heard the same thing twice');
    for (const must of role.mustHear)
      if (!heard.some((text) => must.test(text))) wrong(`never heard ${must}`);
    const notices = heard.slice(-HANDLING.length);
    for (const [i, must] of HANDLING.entries())
      if (!must.test(notices[i] ?? '')) wrong(`notice ${i + 1} is not ${must}`);
  }
  if (desk.done.length !== played.length)
    problems.push(`${desk.done.length} tickets for ${played.length} matters`);
  for (const fault of hub.faults()) problems.push(`fault in the log: ${fault.slice(0, 400)}`);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  print(`\n${desk.done.length} tickets closed, ${hub.kills} kills, ${seconds} s`);
  print(
    problems.length === 0 ? 'Everybody heard everything, once.' : problems.map((p) => `✗ ${p}`).join('\n'),
  );
  return problems.length > 0;
}

function settings(imapPort: number, smtpPort: number): Record<string, unknown> {
  const peer = { host: '127.0.0.1', plaintext: true };
  return {
    channels: {
      web: { enabled: true },
      email: {
        enabled: true,
        debounceMs: 300,
        accounts: [
          {
            address: 'hub@hotline.test',
            displayName: '盐城12345',
            imap: { ...peer, port: imapPort, user: ImapPeer.user, password: ImapPeer.password },
            smtp: { ...peer, port: smtpPort, user: SmtpPeer.user, password: SmtpPeer.password },
            pollSeconds: 1,
            reconnect: { firstSeconds: 0.2, maxSeconds: 1 },
            rate: { perSecond: 50, perHour: 10_000 },
          },
        ],
      },
    },
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
