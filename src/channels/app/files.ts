import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Attachment } from '../../core/model/attachment.js';
import type { ChannelHost } from '../channel.js';
import type { Device } from './devices/registry.js';
import type { DeviceFile } from './schemas.js';

/** A file a device uploaded, and the digest of the bytes as they came: ours are encoded anew. */
const Uploaded = z.object({ attachment: Attachment, digest: z.string() });
export type Uploaded = z.infer<typeof Uploaded>;

/**
 * Files as one device may name them. What it uploads, it names itself, so that it may upload again when no
 * answer came. What it is shown is `<id>.<HMAC of device and id>`: nobody else can guess or use that.
 */
export class DeviceFiles {
  private readonly key: Buffer;

  constructor(
    private readonly host: Pick<ChannelHost, 'secret' | 'memory' | 'clock'>,
    private readonly account: string,
    private readonly attachWithinMs: number,
  ) {
    this.key = host.secret('app-file');
  }

  /** The file as the device's citizen sees it. */
  show(device: Device, { id, name, mime, size }: Attachment): DeviceFile {
    return { id: `${id}.${this.sign(device, id)}`, name, mime, size };
  }

  /** Id of the stored attachment behind a handle; undefined unless the handle was made for this device. */
  open(device: Device, handle: string): string | undefined {
    const dot = handle.lastIndexOf('.');
    const id = handle.slice(0, dot);
    const signature = Buffer.from(handle.slice(dot + 1));
    const expected = Buffer.from(this.sign(device, id));
    return dot > 0 && signature.length === expected.length && timingSafeEqual(signature, expected)
      ? id
      : undefined;
  }

  /** Keeps the upload under the device's own id for it; what stood there first is answered and stays. */
  async remember(device: Device, uploadId: string, upload: Uploaded): Promise<Uploaded> {
    const until = new Date(this.host.clock.now().getTime() + this.attachWithinMs);
    const first = await this.host.memory.claim(this.uploadKey(device, uploadId), upload, until);
    return first ? upload : ((await this.uploaded(device, uploadId)) ?? upload);
  }

  /** An upload of this device; undefined when it is another's, unknown, or too old. */
  async uploaded(device: Device, uploadId: string): Promise<Uploaded | undefined> {
    const found = await this.host.memory.get(this.uploadKey(device, uploadId));
    return found && Uploaded.parse(found);
  }

  private sign(device: Device, id: string): string {
    return createHmac('sha256', this.key).update(`${device.id}\n${id}`).digest('base64url').slice(0, 22);
  }

  private uploadKey(device: Device, uploadId: string): string {
    return `upload:${this.account}:${device.id}:${uploadId}`;
  }
}
