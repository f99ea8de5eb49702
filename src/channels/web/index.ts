import type { ChannelDefinition } from '../channel.js';
import { WebAdapter } from './adapter.js';
import { WebConfig } from './config.js';
import { MAX_TEXT_CHARACTERS } from './schemas.js';

/** 网站: the city's own page. Answers are fetched by the citizen's browser, live or at the next visit. */
const web: ChannelDefinition<WebConfig> = {
  name: 'web',
  title: { zh: '网站', en: 'Web' },
  source: '08',
  capabilities: {
    maxText: MAX_TEXT_CHARACTERS,
    textUnit: 'chars',
    maxParts: 3,
    images: true,
    files: true,
    buttons: 6,
    proactive: 'yes',
    receipts: true,
    rate: {},
    maxAttachmentBytes: 20_000_000,
  },
  policy: { dialogue: 'chat', debounceMs: 800, delivery: 'fetch' },
  config: WebConfig,
  create: (config, host) => (config.enabled ? [new WebAdapter(config, host)] : []),
};
export default web;
