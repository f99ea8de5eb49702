import type { ChannelDefinition } from '../../src/channels/channel.js';
import { code, table } from './markdown.js';

/** `docs/channels/<name>.md` where nobody has written more than the code says. */
export function channelPage(channel: ChannelDefinition, settings: string): string {
  const { name, title } = channel;
  return `${[
    `# ${title.en} (${title.zh})`,
    `Made from ${code(`src/channels/${name}/`)} by ${code('npx tsx scripts/docs.ts')}; do not edit.`,
    capabilityTable(channel),
    '## Settings',
    `Under ${code(`channels.${name}`)} of the settings, beside ${code('enabled')} and ${code('debounceMs')}, which every channel has (see [configuration](../configuration.md)).`,
    settings,
  ].join('\n\n')}\n`;
}

/** What a channel can carry and how the bot behaves on it. */
export function capabilityTable({ name, source, capabilities: can, policy }: ChannelDefinition): string {
  const rows: [string, string][] = [
    ['Source code (诉求来源), part of the ticket number', code(source)],
    ['Longest text of one message', `${number(can.maxText)} ${can.textUnit}`],
    ['Parts a longer text is split into', `at most ${can.maxParts}; the rest is cut with an ellipsis`],
    ['Images', yes(can.images)],
    ['Other files', yes(can.files)],
    ['Largest attachment', `${number(can.maxAttachmentBytes)} bytes`],
    ['Buttons', can.buttons === 0 ? 'none; choices are numbered text' : `up to ${can.buttons}`],
    ['Writing first', PROACTIVE[can.proactive]],
    [
      'Reply window',
      can.replyWindow ? replyWindow(can.replyWindow) : 'none: an answer may be sent at any time',
    ],
    ['Receipts', can.receipts ? 'yes' : 'failures only, if the provider reports them'],
    [
      'Unknown outcome of a sending',
      can.repeatSafe
        ? 'sent again: a repeat cannot be seen'
        : policy.delivery === 'fetch'
          ? 'cannot occur: nothing is sent to anybody'
          : 'shown to staff, who decide; never sent again by itself',
    ],
    ['Default sending rate', rate(can.rate)],
    ['Dialogue', DIALOGUE[policy.dialogue]],
    [
      'Quiet time that ends a turn',
      `${policy.debounceMs} ms (setting ${code(`channels.${name}.debounceMs`)})`,
    ],
    ['Delivery', DELIVERY[policy.delivery]],
    [
      'Most automatic answers in one conversation',
      policy.maxAutomatic
        ? `${policy.maxAutomatic.perHour} in an hour, ${policy.maxAutomatic.perDay} in a day; then staff are asked`
        : 'no cap',
    ],
  ];
  return table(['what', 'on this channel'], rows);
}

const PROACTIVE = {
  yes: 'allowed at any time',
  template: 'only with a text the provider has approved',
  no: 'not possible: only answers',
} as const;
const DIALOGUE = {
  chat: 'chat: one question at a time',
  mail: 'mail: everything missing is asked in one reply',
  public: 'public: no case data, only the way to a private channel',
} as const;
const DELIVERY = {
  push: 'push: the hub sends, and keeps the outcome',
  fetch: 'fetch: the citizen’s side comes for it, so what is stored is delivered',
} as const;

function replyWindow({ ms, quota }: { ms: number; quota?: number }): string {
  const most = quota === undefined ? '' : `, at most ${quota} messages`;
  return `${ms / 3_600_000} h after the citizen’s last message${most}`;
}

function yes(can: boolean): string {
  return can ? 'yes' : 'no';
}

function number(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ');
}

function rate({ perSec, perHour }: { perSec?: number; perHour?: number }): string {
  const parts = [
    ...(perSec === undefined ? [] : [`${perSec} in a second`]),
    ...(perHour === undefined ? [] : [`${perHour} in an hour`]),
  ];
  return parts.length === 0 ? 'no limit' : parts.join(', ');
}
