import axios from 'axios';
import { z } from 'zod';
import { SmsError } from '../provider.js';
import { transportError } from '../transport-error.js';

/** The largest picture that Twilio passes on. */
const MAX_BYTES = 5 * 1024 * 1024;
/** Where Twilio's media addresses lead (twilio.com/docs/messaging/api/media-resource). */
const STORES = /\.(twilio\.com|twiliocdn\.com|amazonaws\.com)$/;

/**
 * Files that citizens sent, fetched from Twilio and then deleted there. The addresses come from outside:
 * only Twilio's own are called, and only Twilio itself is shown the credentials.
 */
export class TwilioMedia {
  private readonly root: URL;
  private readonly http;

  constructor(
    apiRoot: string,
    private readonly auth: { username: string; password: string },
    timeoutMs: number,
  ) {
    this.root = new URL(apiRoot);
    this.http = axios.create({
      timeout: timeoutMs,
      responseType: 'arraybuffer',
      maxContentLength: MAX_BYTES,
      maxRedirects: 0,
      validateStatus: () => true,
    });
  }

  /** @throws SmsError `rejected` for what will never be had, `unreachable` for what may be later. */
  async fetch(address: string): Promise<Buffer> {
    const answer = await this.get(this.own(address), this.auth);
    if (answer.status < 300 || answer.status >= 400) return this.bytesOf(answer);
    const next = new URL(String(answer.headers['location'] ?? ''), address);
    const isStore = next.protocol === 'https:' && STORES.test(next.hostname);
    if (!isStore && next.host !== this.root.host) throw foreign();
    return this.bytesOf(await this.get(next));
  }

  /** What was fetched need not lie there any longer. */
  async remove(address: string): Promise<void> {
    const { auth } = this;
    const { status } = await this.http.delete(this.own(address).href, { auth }).catch((error: unknown) => {
      throw transportError(error, false);
    });
    if (status >= 300 && status !== 404) throw new SmsError('unreachable', `http-${status}`, '文件未能删除');
  }

  /** Without that, anybody who can sign could lead the hub, with its credentials, anywhere. */
  private own(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined) throw foreign();
    // Twilio names its own host, whatever way we take to it.
    if (url.protocol === 'https:' && url.host === 'api.twilio.com') {
      url.protocol = this.root.protocol;
      url.host = this.root.host;
    }
    if (url.host !== this.root.host || url.protocol !== this.root.protocol) throw foreign();
    return url;
  }

  private async get(url: URL, auth?: { username: string; password: string }) {
    return this.http.get<ArrayBuffer>(url.href, { auth }).catch((error: unknown) => {
      const tooLarge = TooLarge.safeParse(error).success;
      throw tooLarge ? new SmsError('rejected', 'too-large', '文件超过 5 MB') : transportError(error, false);
    });
  }

  private bytesOf({ status, data }: { status: number; data: ArrayBuffer }): Buffer {
    if (status === 200) return Buffer.from(data);
    // Twilio announces files a moment before they are there.
    const kind = status === 404 || status >= 500 || status === 429 ? 'unreachable' : 'rejected';
    throw new SmsError(kind, `http-${status}`, `Twilio 返回 HTTP ${status}`);
  }
}

const TooLarge = z.object({ message: z.string().includes('maxContentLength') });

function foreign(): SmsError {
  return new SmsError('rejected', 'foreign-address', '文件地址不属于 Twilio');
}
