import { z } from 'zod';
import { HANDLING, type Medium } from './cast.js';
import type { HubProcess } from './hub-process.js';
import type { Played } from './play.js';
import type { Desk } from './staff.js';

/** Where a message is one message: elsewhere it is split to fit, or joined when only a few may be sent. */
const EACH: ReadonlySet<Medium> = new Set<Medium>(['web', 'email', 'app', 'telegram', 'wechat']);

const Inbox = z.object({ items: z.array(z.object({ id: z.string(), channel: z.string() })) });
const Thread = z.object({
  messages: z.array(
    z.object({
      direction: z.string(),
      kind: z.string().optional(),
      delivery: z.object({ status: z.string() }).optional(),
    }),
  ),
});

/** How many messages a citizen must have got: one for each turn, and the notices. */
export const due = ({ role, turns }: Pick<Played, 'role' | 'turns'>): number =>
  turns + role.unasked + HANDLING.length;

/** Of those announced by a template message the latest three are told in whole, once the citizen writes again. */
const whole = ({ role }: Played): RegExp[] =>
  role.trouble === 'official-window' ? HANDLING.slice(-3) : HANDLING;

/** True when everything that a citizen is to hear has come, whole or joined. */
export function hasHeardAll(one: Played): boolean {
  const heard = one.person.heard();
  if (EACH.has(one.role.channel)) return heard.length >= due(one);
  return whole(one).every((notice) => heard.some((text) => notice.test(text)));
}

/** Prints who heard what, and every message the hub knows of; true when something is missing, doubled or out of order. */
export async function account(
  played: Played[],
  hub: HubProcess,
  desk: Desk,
  began: number,
): Promise<boolean> {
  const problems = played.flatMap((one) => toldBy(one));
  problems.push(...(await ledger(played, desk)));
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

/** What one citizen heard; what is wrong with it. */
function toldBy(one: Played): string[] {
  const { role, person, turns, before } = one;
  const heard = person.heard();
  const problems = [...one.problems];
  print(`\n${role.name} (${role.channel}): ${role.what}`);
  for (const text of [...(before?.remarks ?? []), ...heard]) {
    print(`  ← ${text.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
  }
  if (person.repeated > 0)
    print(`    (${person.repeated} sent again under its Message-ID: one mail for the reader)`);
  if (EACH.has(role.channel) && heard.length !== due(one))
    problems.push(`heard ${heard.length} messages for ${turns} turns, expected ${due(one)}`);
  if (new Set(heard).size !== heard.length) problems.push('heard the same thing twice');
  for (const must of role.mustHear)
    if (!heard.some((text) => must.test(text))) problems.push(`never heard ${must}`);
  let last = -1;
  for (const notice of whole(one)) {
    const places = heard.flatMap((text, at) => (notice.test(text) ? [at] : []));
    const [place = -1] = places;
    if (places.length !== 1) problems.push(`heard ${notice} ${places.length} times`);
    if (place < last) problems.push(`heard ${notice} too early`);
    last = place;
  }
  return problems.map((problem) => `${role.name}: ${problem}`);
}

/** Every message the hub has, by channel, beside what the citizens have sent. */
async function ledger(played: Played[], desk: Desk): Promise<string[]> {
  const { items } = await desk.operator.get('/api/staff/conversations?limit=100', Inbox);
  const counts = new Map<string, Map<string, number>>();
  let taken = 0;
  for (const { id, channel } of items) {
    const { messages } = await desk.operator.get(`/api/staff/conversations/${id}`, Thread);
    const row = counts.get(channel) ?? new Map<string, number>();
    counts.set(channel, row);
    for (const { direction, kind, delivery } of messages) {
      // A call that began: nothing that anybody said.
      if (kind === 'event' && channel === 'phone') continue;
      const what = direction === 'in' ? 'accepted' : (delivery?.status ?? direction);
      row.set(what, (row.get(what) ?? 0) + 1);
      if (direction === 'in') taken += 1;
    }
  }
  print('\nEvery message, as the hub has it:');
  for (const [channel, row] of [...counts].sort()) {
    print(`  ${channel.padEnd(16)} ${[...row].map(([what, n]) => `${n} ${what}`).join(', ')}`);
  }
  const persons = played.flatMap(({ person, before }) => [person, ...(before?.persons ?? [])]);
  const said = persons.reduce((sum, person) => sum + person.said, 0);
  return said === taken ? [] : [`citizens sent ${said} messages, the hub has ${taken}`];
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
