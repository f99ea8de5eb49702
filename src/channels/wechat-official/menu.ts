import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelMemory } from '../channel.js';
import type { WeChatApi } from './api/client.js';
import type { Menu } from './config.js';

/**
 * Publishes the menu of the settings (自定义菜单) when it is not the one published last. Followers see a new
 * menu within five minutes. An account without a menu in its settings is left as it is. `anew`: published
 * whatever was published last, because somebody may have changed it at WeChat.
 */
export async function publishMenu(
  menu: Menu | undefined,
  account: string,
  api: WeChatApi,
  memory: ChannelMemory,
  { anew = false } = {},
): Promise<void> {
  if (menu === undefined) return;
  const buttons = { button: menu.map(buttonOf) };
  const digest = createHash('sha256').update(JSON.stringify(buttons)).digest('hex');
  const key = `menu/${account}`;
  if (!anew && Published.safeParse(await memory.get(key)).data?.digest === digest) return;
  await api.call('/cgi-bin/menu/create', buttons);
  await memory.set(key, { digest });
}
const Published = z.object({ digest: z.string() });

/** The words that a tap on the button says; the key of a button is its name. */
export function saysOf(menu: Menu | undefined, key: string): string | undefined {
  const items = (menu ?? []).flatMap((button) => ('items' in button ? button.items : [button]));
  const item = items.find(({ name }) => name === key);
  return item && 'says' in item ? item.says : undefined;
}

function buttonOf(button: Menu[number]): object {
  const { name } = button;
  if ('items' in button) return { name, sub_button: button.items.map(buttonOf) };
  return 'url' in button ? { type: 'view', name, url: button.url } : { type: 'click', name, key: name };
}
