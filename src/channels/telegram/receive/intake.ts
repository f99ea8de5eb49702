import type { ChannelHost, RawPayload } from '../../channel.js';
import type { BotIdentity, TelegramApi } from '../api/client.js';
import { TelegramError } from '../api/errors.js';
import type { FileInbox } from './file-inbox.js';
import type { KnownBot } from './group.js';
import { handIn } from './hand-in.js';
import { normalise, type Meaning } from './normalise.js';
import { Update } from './update.js';

export interface IntakeContext {
  host: ChannelHost;
  account: string;
  bot(): KnownBot;
  api(): Pick<TelegramApi, 'acknowledgePress' | 'sendText'>;
  inbox: FileInbox;
}

/**
 * Takes one update: when it resolves, everything that the update tells is durable, and Telegram may be told
 * so. Doing it again changes nothing. It rejects only when the store does.
 */
export async function takeUpdate(value: unknown, raw: RawPayload, context: IntakeContext): Promise<void> {
  const { host, account, inbox } = context;
  const update = Update.safeParse(value).data;
  if (update === undefined) {
    return host.quarantine(raw, { code: 'unreadable', message: 'Telegram 推送的内容无法解析', account });
  }
  const meaning = normalise(update, { account, bot: context.bot(), receivedAt: raw.receivedAt });
  switch (meaning.type) {
    case 'nothing':
      return;
    case 'unknown': {
      const message = 'Telegram 的这种消息尚不支持，请人工查看原件';
      const { externalId } = meaning;
      return host.quarantine(raw, { code: 'unknown-type', message, account, externalId });
    }
    case 'message': {
      const { message, file } = meaning;
      if (file) await inbox.put({ message, file, raw });
      else await handIn(message, raw, host);
      void courtesies(meaning, context);
    }
  }
}

/** What makes the bot polite and nothing depends on: a failure is a line in the log. */
async function courtesies(
  { press, group, message }: Extract<Meaning, { type: 'message' }>,
  context: IntakeContext,
): Promise<void> {
  const { host, account } = context;
  try {
    if (press !== undefined) await context.api().acknowledgePress(press);
    if (group === undefined) return;
    const until = new Date(host.clock.now().getTime() + POINT_EVERY_MS);
    const isFirst = await host.memory.claim(`pointed/${account}/${group}/${message.from.id}`, {}, until);
    if (isFirst) await context.api().sendText(group, wayFor(context.bot()));
  } catch (error) {
    const why = error instanceof TelegramError ? error.code : undefined;
    host.log.warn({ why, externalId: message.externalId }, 'a courtesy to Telegram failed');
  }
}

/** Once in a while for each person, so that nobody can make the bot flood a group. */
const POINT_EVERY_MS = 10 * 60_000;

function wayFor({ username }: Partial<BotIdentity>): string {
  const link = username === undefined ? '' : `：https://t.me/${username}?start=group`;
  return `为保护您的隐私，请到与我的私聊中继续${link}\n遇到危险请立即拨打 110、119 或 120。`;
}
