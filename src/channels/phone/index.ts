import type { ChannelDefinition } from '../channel.js';
import { PhoneAdapter } from './adapter.js';
import { PhoneConfig } from './config.js';
import { MAX_WORDS } from './line.js';

/** 电话: operators write down what callers say; exchanges tell who rings. Nothing can be sent in writing. */
const phone: ChannelDefinition<PhoneConfig> = {
  name: 'phone',
  title: { zh: '电话', en: 'Telephone' },
  source: '01',
  addresses: 'phone',
  capabilities: {
    maxText: MAX_WORDS,
    textUnit: 'chars',
    maxParts: 1,
    images: false,
    files: false,
    buttons: 0,
    // Closed from the first moment: a text goes another way, or a person calls.
    replyWindow: { ms: 0 },
    proactive: 'no',
    receipts: false,
    failures: ['window-closed', 'rejected'],
    rate: {},
    maxAttachmentBytes: 0,
  },
  policy: { dialogue: 'mail', debounceMs: 0, delivery: 'push' },
  config: PhoneConfig,
  create: (config, host) => config.accounts.map((account) => new PhoneAdapter(account, host)),
};

export default phone;
