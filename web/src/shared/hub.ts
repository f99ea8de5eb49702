import { Api } from './api';
import { Feed } from './feed';
import { currentLanguage, words } from './language';
import { Outbox } from './outbox';

/** The hub, and what one browser has with it: shared by every page of ours. */
export const api = new Api({ language: currentLanguage, words, sessionKey: 'hub.session' });
export const outbox = new Outbox(api, 'hub.outbox');
export const snapOutbox = new Outbox(api, 'hub.snap');
export const feed = new Feed(api);
