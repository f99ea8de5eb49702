import twilio, { type Twilio } from 'twilio';
import type { TwilioAccount } from '../config.js';

/** Twilio's own client for one account, calling the API at the address of the settings. */
export function openClient(account: TwilioAccount, authToken: string): Twilio {
  const httpClient = new RootedClient(account.apiRoot, account.requestSeconds * 1000);
  return twilio(account.accountSid, authToken, { httpClient });
}

/** The client knows regions and edges, but no other address: that is put in its place here. */
class RootedClient extends twilio.RequestClient {
  constructor(apiRoot: string, timeoutMs: number) {
    // A kept connection that the other side has closed fails like one that took the message: never known.
    super({ timeout: timeoutMs, keepAlive: false, autoRetry: true, maxRetries: 3 });
    const root = new URL(apiRoot);
    this.axios.interceptors.request.use((request) => {
      const url = new URL(request.url ?? '/', root);
      url.protocol = root.protocol;
      url.host = root.host;
      return { ...request, url: url.href };
    });
  }
}
