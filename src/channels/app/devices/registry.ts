import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import { AppProblem } from '../problem.js';
import type { NewDevice, Platform } from '../schemas.js';
import { Platform as PlatformSchema } from '../schemas.js';

/** A registered device. Its id is the citizen's address on this channel. */
export interface Device {
  id: string;
  platform: Platform;
}

const Registration = z.object({
  keyHash: z.string(),
  /** Raised by signing out, which makes every secret given out before worthless. */
  generation: z.number().int(),
  platform: PlatformSchema,
  appVersion: z.string(),
  pushToken: z.string().optional(),
  registeredAt: z.iso.datetime(),
  signedOut: z.boolean().default(false),
});
type Registration = z.infer<typeof Registration>;

/**
 * The devices of one account. A device makes its id and a key and keeps both; who has the key is the
 * device, so registering again (the answer was lost, the app was updated) gives the same secret and keeps
 * the conversation, while knowing another's id gives nothing.
 */
export class Devices {
  private readonly secret: Buffer;

  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'secret' | 'clock'>,
    private readonly account: string,
  ) {
    this.secret = host.secret(`app-device:${account}`);
  }

  /** Throws `device-key-wrong` when the id is registered under another key. */
  async register(device: NewDevice): Promise<{ secret: string; known: boolean }> {
    const { deviceId, deviceKey, platform, appVersion, pushToken } = device;
    const fresh: Registration = {
      keyHash: sha256(deviceKey),
      generation: 0,
      platform,
      appVersion,
      registeredAt: this.host.clock.now().toISOString(),
      signedOut: false,
    };
    const first = await this.host.memory.claim(this.key(deviceId), fresh);
    const registration = first ? fresh : await this.read(deviceId);
    if (registration?.keyHash !== fresh.keyHash) throw new AppProblem('device-key-wrong');
    if (!first) await this.write(deviceId, { ...registration, platform, appVersion, signedOut: false });
    if (pushToken !== undefined) await this.setPushToken(deviceId, pushToken);
    return { secret: this.secretOf(deviceId, registration.generation), known: !first };
  }

  /** The device of a secret we gave out; undefined for everything else. */
  async verify(secret: string): Promise<Device | undefined> {
    const [, id, generation] = /^([\w-]{16,64})\.(\d{1,9})\.[\w-]{43}$/.exec(secret) ?? [];
    if (id === undefined || generation === undefined) return undefined;
    const expected = Buffer.from(this.secretOf(id, Number(generation)));
    const given = Buffer.from(secret);
    // Before any look-up, so that guessing costs the store nothing.
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const registration = await this.read(id);
    if (registration?.generation !== Number(generation)) return undefined;
    return { id, platform: registration.platform };
  }

  /** Nothing given out before opens anything, and the device is not notified until it registers again. */
  async signOut(deviceId: string): Promise<void> {
    const { pushToken: _, ...rest } = await this.get(deviceId);
    await this.write(deviceId, { ...rest, generation: rest.generation + 1, signedOut: true });
  }

  /**
   * A token belongs to the device that named it last: an app installed anew has a new id and the old token,
   * and must not hear of a conversation that it cannot open.
   */
  async setPushToken(deviceId: string, pushToken: string | null): Promise<void> {
    const { pushToken: _, ...rest } = await this.get(deviceId);
    if (pushToken === null) return this.write(deviceId, rest);
    const owner = Owner.safeParse(await this.host.memory.get(this.tokenKey(pushToken)));
    if (owner.success && owner.data.deviceId !== deviceId)
      await this.dropPushToken(owner.data.deviceId, pushToken);
    await this.write(deviceId, { ...rest, pushToken });
    await this.host.memory.set(this.tokenKey(pushToken), { deviceId });
  }

  /** The service said that the token is no more; one that the device has replaced meanwhile stays. */
  async dropPushToken(deviceId: string, pushToken: string): Promise<void> {
    const registration = await this.read(deviceId);
    if (registration?.pushToken !== pushToken) return;
    const { pushToken: _, ...rest } = registration;
    await this.write(deviceId, rest);
    await this.host.memory.delete(this.tokenKey(pushToken));
  }

  /** Whether anybody will come for what is sent there. */
  async standing(deviceId: string): Promise<'registered' | 'signed-out' | 'unknown'> {
    const registration = await this.read(deviceId);
    if (!registration) return 'unknown';
    return registration.signedOut ? 'signed-out' : 'registered';
  }

  /** Where a device can be notified; undefined when it cannot. */
  async pushTarget(deviceId: string): Promise<{ platform: Platform; token: string } | undefined> {
    const registration = await this.read(deviceId);
    return registration?.pushToken === undefined
      ? undefined
      : { platform: registration.platform, token: registration.pushToken };
  }

  private async get(deviceId: string): Promise<Registration> {
    const registration = await this.read(deviceId);
    if (!registration) throw new AppProblem('no-device');
    return registration;
  }

  private async read(deviceId: string): Promise<Registration | undefined> {
    const found = await this.host.memory.get(this.key(deviceId));
    return found && Registration.parse(found);
  }

  private write(deviceId: string, registration: Registration): Promise<void> {
    return this.host.memory.set(this.key(deviceId), registration);
  }

  private secretOf(deviceId: string, generation: number): string {
    const body = `${deviceId}.${generation}`;
    return `${body}.${createHmac('sha256', this.secret).update(body).digest('base64url')}`;
  }

  private key(deviceId: string): string {
    return `device:${this.account}:${deviceId}`;
  }

  private tokenKey(pushToken: string): string {
    return `push-token:${this.account}:${sha256(pushToken)}`;
  }
}

const Owner = z.object({ deviceId: z.string() });

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
