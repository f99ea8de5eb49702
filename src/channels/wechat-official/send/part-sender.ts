import type { ChannelHost } from '../../channel.js';
import type { WeChatApi } from '../api/client.js';
import { WeChatError } from '../api/errors.js';
import type { Part } from './compose.js';
import type { ReplyQuota } from './quota.js';

/** Sends single 客服消息, each in room taken for it. */
export class PartSender {
  constructor(
    private readonly host: Pick<ChannelHost, 'readAttachment'>,
    private readonly api: WeChatApi,
    private readonly quota: ReplyQuota,
  ) {}

  /** @throws WeChatError `window-closed` when there is no room, by our count or by WeChat's. */
  async send(citizen: string, part: Part): Promise<void> {
    const slot = await this.quota.take(citizen);
    if (slot === undefined) throw new WeChatError('window-closed', 'no-room', NO_ROOM);
    try {
      const body = part.type === 'text' ? part.body : await this.picture(part.attachmentId);
      await this.api.show('/cgi-bin/message/custom/send', { touser: citizen, ...body });
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.kind === 'window-closed') await this.quota.exhaust(citizen);
      else if (error.kind !== 'unknown-outcome') await slot.release();
      throw error;
    }
  }

  private async picture(attachmentId: string): Promise<object> {
    const found = await this.host.readAttachment(attachmentId);
    if (!found) throw new WeChatError('rejected', 'attachment-missing', '图片已不存在');
    const { attachment, bytes } = found;
    const media_id = await this.api.upload(attachment.name, attachment.mime, bytes);
    return { msgtype: 'image', image: { media_id } };
  }
}

const NO_ROOM = '诉求人超过 48 小时没有互动，或回复之前已发满条数，微信不允许再发';
