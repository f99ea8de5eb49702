import { generateSync } from 'otplib';
import { type Client, PASSWORD, type TestHub } from './test-hub.js';

/** An authenticator app with a clock of its own, so many seconds off the hub's. */
export class App {
  constructor(
    readonly secret: string,
    private readonly clock: { now(): Date },
  ) {}

  code(secondsOff = 0): string {
    return generateSync({
      secret: this.secret,
      epoch: Math.floor(this.clock.now().getTime() / 1000) + secondsOff,
    });
  }
}

/** Sets an app for a signed-in person; the hub's clock stands in a step that is not yet used afterwards. */
export async function setApp(
  hub: TestHub,
  client: Omit<Client, 'id'>,
): Promise<{ app: App; recovery: string[] }> {
  const offered = await client.call('POST', '/api/staff/session/second-factor/offer', { password: PASSWORD });
  if (offered.status !== 200) throw new Error(`nothing offered: ${offered.text}`);
  const app = new App(String(offered.body['secret']), hub.clock);
  const confirmed = await client.call('POST', '/api/staff/session/second-factor/confirm', {
    code: app.code(),
  });
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`);
  hub.clock.advance(30_000);
  return { app, recovery: [confirmed.body['recoveryCodes']].flat().map(String) };
}
