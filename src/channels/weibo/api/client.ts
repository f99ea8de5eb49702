import { z } from 'zod';
import type { CallKind, HourlyBudget } from './budget.js';
import { WeiboError } from './errors.js';
import { Http, type HttpRequest } from './http.js';
import { Id, OwnComment, Page } from './shapes.js';

export interface ClientSettings {
  /** api.weibo.com for comments, m.api.weibo.com for private messages. */
  apiRoot: string;
  tokenInfoUrl: string;
  requestSeconds: number;
}

/** What a comment answers: a post, or a comment beneath it. */
export interface ReplyTarget {
  statusId: string;
  commentId?: string;
}

/**
 * The calls of Weibo's API that the channel makes. Ids are text on both ways, every call is counted, and what
 * goes wrong is thrown as a WeiboError.
 */
export class WeiboClient {
  private readonly http: Http;

  constructor(
    private readonly settings: ClientSettings,
    /** Asked for each call, so that a token that was replaced in its file is used at once. */
    private readonly token: () => Promise<string>,
    private readonly budget: HourlyBudget,
    private readonly now: () => Date,
  ) {
    this.http = new Http(settings.requestSeconds * 1000, now);
  }

  /** When the token ends. */
  async tokenExpiresAt(): Promise<Date> {
    const form = { access_token: await this.token() };
    const answer = await this.call(
      'read',
      { method: 'POST', url: '/oauth2/get_token_info', form },
      TokenInfo,
    );
    return new Date(this.now().getTime() + answer.expire_in * 1000);
  }

  /** Newest first: what is newer than `sinceId` and not newer than `maxId`. */
  async feed(path: string, query: { sinceId: string; maxId?: string; count: number }): Promise<Page> {
    const { sinceId, maxId, count } = query;
    const params = { since_id: sinceId, count: String(count), ...(maxId !== undefined && { max_id: maxId }) };
    return this.call('read', { method: 'GET', url: path, params }, Page);
  }

  /** Writes in public; gives the id of the new comment. `rip` is the operator's address, which Weibo asks for. */
  async comment({ statusId, commentId }: ReplyTarget, comment: string, rip: string): Promise<string> {
    const url = commentId === undefined ? '/2/comments/create.json' : '/2/comments/reply.json';
    const form = { id: statusId, comment, rip, ...(commentId !== undefined && { cid: commentId }) };
    const { idstr } = await this.call('reply', { method: 'POST', url, form, visible: true }, Created);
    return idstr;
  }

  /** What we have written lately, newest first. */
  async ownComments(): Promise<OwnComment[]> {
    const request = { method: 'GET', url: '/2/comments/by_me.json', params: { count: '50' } } as const;
    const { items } = await this.call('read', request, Page);
    return items.flatMap((item) => OwnComment.safeParse(item).data ?? []);
  }

  /** Answers a private message. */
  async message(receiverId: string, text: string): Promise<void> {
    const data = JSON.stringify({ text });
    const form = { type: 'text', data, receiver_id: receiverId, save_sender_box: '1' };
    await this.call(
      'reply',
      { method: 'POST', url: '/2/messages/reply.json', form, visible: true },
      z.unknown(),
    );
  }

  /** A file of a private message, from the address where Weibo keeps them. */
  async file(url: string, fid: string): Promise<Buffer> {
    await this.budget.take('read');
    const token = await this.readToken();
    const { bytes, json } = await this.http.exchange({ method: 'GET', url, token, params: { fid } });
    if (json === undefined) return bytes;
    throw new WeiboError('rejected', 'bad-answer', '微博没有给出文件');
  }

  /** An unknown answer to what people can see is an unknown outcome: Weibo did take it. */
  private async call<T>(
    kind: CallKind,
    request: Omit<HttpRequest, 'token'>,
    shape: z.ZodType<T>,
  ): Promise<T> {
    await this.budget.take(kind);
    try {
      const url = new URL(request.url, this.settings.apiRoot).href;
      const { json } = await this.http.exchange({ ...request, url, token: await this.readToken() });
      const parsed = shape.safeParse(json);
      if (json !== undefined && parsed.success) return parsed.data;
      const verdict = request.visible ? 'unknown-outcome' : 'unreachable';
      throw new WeiboError(verdict, 'bad-answer', '微博接口的回答无法理解');
    } catch (error) {
      if (error instanceof WeiboError && error.more.closes) await this.budget.close(kind, error.more.closes);
      throw error;
    }
  }

  private async readToken(): Promise<string> {
    return this.token().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new WeiboError('auth', 'token-unreadable', `access_token 无法读取：${why}`);
    });
  }
}

const TokenInfo = z.object({ expire_in: z.coerce.number() });
const Created = z.object({ idstr: Id });
