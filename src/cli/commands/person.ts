import type { Command } from 'commander';
import { PersonView } from '../../server/views/person-view.js';
import type { Context } from '../context.js';
import { short } from '../print.js';

const path = (id: string, rest = '') => `/api/staff/conversations/${encodeURIComponent(id)}/person${rest}`;

/** `hub conversations person|join|separate`: who is behind a conversation. */
export function personCommands(conversations: Command, { client, print }: Context): void {
  conversations
    .command('person <id>')
    .description('who is behind it, and the same person’s other conversations')
    .action(async (id: string) => {
      const person = await client().get(path(id), PersonView);
      print(person, () => linesOf(person));
    });

  conversations
    .command('join <id> <otherId>')
    .description('say that another conversation is of the same person')
    .requiredOption('--note <text>', 'why')
    .option('--key <key>', 'the same key is one join')
    .action(async (id: string, conversationId: string, { note, key }: { note: string; key?: string }) => {
      const person = await client().post(path(id, '/join'), PersonView, { conversationId, note }, key);
      print(person, () => linesOf(person));
    });

  conversations
    .command('separate <id> <joinId>')
    .description('take one join back; `person` lists them')
    .requiredOption('--note <text>', 'why')
    .option('--key <key>', 'the same key is one separation')
    .action(async (id: string, joinId: string, { note, key }: { note: string; key?: string }) => {
      const person = await client().post(path(id, '/separate'), PersonView, { joinId, note }, key);
      print(person, () => linesOf(person));
    });
}

function linesOf({ citizen, conversations, joins }: PersonView): string[] {
  return [
    [citizen.name, citizen.channel, citizen.address].filter((word) => word !== undefined).join(' '),
    ...conversations.map((c) => `= ${c.id} ${c.channel} ${c.lastAt.slice(0, 16)} ${short(c.lastText, 50)}`),
    ...joins.map(
      ({ id, conversationIds, reason, separated }) =>
        `${id} ${conversationIds.join(' + ')} ${whyOf(reason)}${separated ? `, separated: ${whyOf({ type: 'staff', ...separated })}` : ''}`,
    ),
  ];
}

function whyOf(reason: PersonView['joins'][number]['reason']): string {
  const day = reason.at.slice(0, 16);
  return reason.type === 'staff'
    ? `${day} [${reason.name}] ${reason.note}`
    : `${day} verified phone ${reason.phone}`;
}
