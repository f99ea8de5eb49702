import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { WeChatAccount } from '../config.js';
import { readAnswer } from './answer.js';
import { errorOf, TOKEN_ERRORS, WeChatError } from './errors.js';
import { Http, type HttpAnswer, type HttpRequest } from './http.js';
import { TokenHolder } from './token.js';

const Done = z.object({ msgid: z.string().optional(), media_id: z.string().optional() });
export type Done = z.infer<typeof Done>;

/** The calls of api.weixin.qq.com that the channel makes. What goes wrong is thrown as a WeChatError. */
export class WeChatApi {
  private readonly http: Http;
  private readonly tokens: TokenHolder;
  private readonly apiHost: string;

  constructor(
    account: WeChatAccount,
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
  ) {
    this.http = new Http(account.apiRoot, account.requestSeconds * 1000);
    this.tokens = new TokenHolder(account, this.http, host);
    this.apiHost = new URL(account.apiRoot).host;
  }

  /** Of the token used last; it is renewed before. */
  get tokenExpiresAt(): Date | undefined {
    return this.tokens.expiresAt;
  }

  /** Tells by throwing whether the account can be used now: it has a token, or gets one. */
  async check(): Promise<void> {
    await this.tokens.get();
  }

  async call(url: string, body: object): Promise<Done> {
    return this.withToken({ method: 'POST', url, body });
  }

  /** A call that a citizen sees: silence after it is an unknown outcome, and it is never made again by itself. */
  async show(url: string, body: object): Promise<Done> {
    return this.withToken({ method: 'POST', url, body, visible: true });
  }

  /** Gives WeChat a picture for three days. */
  async upload(name: string, mime: string, bytes: Buffer): Promise<string> {
    const form = new FormData();
    form.append('media', new Blob([bytes], { type: mime }), name);
    const params = { type: 'image' };
    const { media_id } = await this.withToken({
      method: 'POST',
      url: '/cgi-bin/media/upload',
      params,
      body: form,
    });
    if (media_id !== undefined) return media_id;
    throw new WeChatError('rejected', 'bad-answer', '微信没有给出图片的 media_id');
  }

  /** A file that a citizen sent. A JSON body is an error, or the address of a video: never the file. */
  async download(mediaId: string): Promise<Buffer> {
    const answer = await this.exchange({
      method: 'GET',
      url: '/cgi-bin/media/get',
      params: { media_id: mediaId },
    });
    const json = jsonOf(answer);
    if (json === undefined) return answer.bytes;
    const { video_url: address } = Video.parse(json);
    if (address !== undefined) return this.downloadVideo(address);
    throw new WeChatError('rejected', 'bad-answer', '微信没有给出文件');
  }

  private async downloadVideo(address: string): Promise<Buffer> {
    const { host, hostname, protocol } = new URL(address);
    // The address comes from outside: anything else could lead the hub into its own network.
    const isWeChats =
      host === this.apiHost || (/\.(qq\.com|qpic\.cn)$/.test(hostname) && /^https?:$/.test(protocol));
    if (!isWeChats) throw new WeChatError('rejected', 'foreign-address', '视频地址不属于微信');
    return (await this.http.exchange({ method: 'GET', url: address })).bytes;
  }

  private async withToken(request: HttpRequest): Promise<Done> {
    return readAnswer(await this.exchange(request), Done, this.host.clock.now());
  }

  /** With the token; once more with a new one when WeChat refuses it. */
  private async exchange(request: HttpRequest): Promise<HttpAnswer> {
    const token = await this.tokens.get();
    const answer = await this.exchangeWith(token, request);
    const code = errcodeOf(answer);
    if (code === undefined) return answer;
    if (!TOKEN_ERRORS.has(code.errcode)) throw this.failure(code);
    const second = await this.exchangeWith(await this.tokens.replace(token), request);
    const again = errcodeOf(second);
    if (again === undefined) return second;
    throw this.failure(again);
  }

  private exchangeWith(token: string, request: HttpRequest): Promise<HttpAnswer> {
    return this.http.exchange({ ...request, params: { access_token: token, ...request.params } });
  }

  private failure({ errcode, errmsg }: { errcode: number; errmsg: string }): WeChatError {
    return errorOf(errcode, errmsg, this.host.clock.now());
  }
}

const Video = z.object({ video_url: z.url().optional() }).catch({});
const Failed = z.object({ errcode: z.number().refine((code) => code !== 0), errmsg: z.string().default('') });

function errcodeOf(answer: HttpAnswer): z.infer<typeof Failed> | undefined {
  return Failed.safeParse(jsonOf(answer)).data;
}

/** WeChat sends errors of media/get as text/plain or JSON, whatever was asked for. */
function jsonOf({ bytes, contentType }: HttpAnswer): unknown {
  if (!/json|text\/plain/.test(contentType) && bytes[0] !== 0x7b) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
