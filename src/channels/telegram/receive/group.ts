import type { BotIdentity } from '../api/client.js';
import type { Message } from './update.js';

/** The bot as far as it is known: its name only after Telegram has told it. */
export type KnownBot = Pick<BotIdentity, 'id'> & Partial<BotIdentity>;

/** Whether a message in a group is meant for the bot: it names the bot, or answers it. */
export function isForBot(message: Message, bot: KnownBot): boolean {
  if (message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = [...message.entities, ...message.caption_entities];
  return entities.some(({ type, offset, length, user }) => {
    const words = text.slice(offset, offset + length).toLowerCase();
    if (type === 'text_mention') return user?.id === bot.id;
    if (bot.username === undefined) return false;
    const name = `@${bot.username.toLowerCase()}`;
    return type === 'mention' ? words === name : type === 'bot_command' && words.endsWith(name);
  });
}

/** What was said, without the name it was said to. */
export function withoutName(text: string, { username }: KnownBot): string {
  if (username === undefined) return text;
  // Telegram's user names are letters, digits and underscores: none of them means anything in a pattern.
  const without = text.replaceAll(new RegExp(`@${username}(?![A-Za-z0-9_])`, 'gi'), '');
  return without === text ? text : without.trim();
}
