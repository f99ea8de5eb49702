import type { ChannelDefinition } from '../channel.js';
import { AppAdapter } from './adapter.js';
import { AppConfig } from './config.js';
import { MAX_TEXT_CHARACTERS } from './schemas.js';

/** 移动APP: the city's own app and 全民e起管. The device fetches; a push notice only says that there is something. */
const app: ChannelDefinition<AppConfig> = {
  name: 'app',
  title: { zh: '移动APP', en: 'App' },
  source: '14',
  capabilities: {
    maxText: MAX_TEXT_CHARACTERS,
    textUnit: 'chars',
    maxParts: 3,
    images: true,
    files: true,
    buttons: 6,
    proactive: 'yes',
    receipts: true,
    // "Sending" is a notice without content, and the device shows one message id once.
    repeatSafe: true,
    // A push service that is away is none of them: the device fetches what it was not told of.
    failures: ['unreachable', 'rejected', 'opted-out'],
    rate: {},
    maxAttachmentBytes: 20_000_000,
  },
  // Not `fetch`: the hub must hand us each answer, so that the phone in a pocket hears of it.
  policy: { dialogue: 'chat', debounceMs: 800, delivery: 'push', quietHours: { from: '22:00', to: '07:00' } },
  config: AppConfig,
  create: (config, host) => [new AppAdapter(config, host)],
};
export default app;
