import { AppApi, type AppNewDevice } from './app-api.js';
import { Hub, type HubSettings } from './hub.js';

export * from './app-api.js';
export { follow } from './follow.js';
export { Hub, Refused, Unreachable, type HubSettings } from './hub.js';
export { Outbox, type Flushed, type OutboxItem, type OutboxStorage } from './outbox.js';

/** Registers the device and gives the API in its name. At every start of the app. */
export async function connect(settings: HubSettings, device: AppNewDevice): Promise<AppApi> {
  const hub = new Hub(settings);
  const api = new AppApi(hub);
  hub.secret = (await api.registerDevice(device)).secret;
  return api;
}
