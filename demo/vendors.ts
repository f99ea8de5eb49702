import { ARI_USER, AsteriskPeer } from '../test/peers/asterisk-ari.js';
import { BOT, TelegramPeer } from '../test/peers/telegram.js';
import { ACCOUNT as TWILIO, TwilioPeer } from '../test/peers/twilio.js';
import { ACCOUNT as WECHAT, WeChatPeer } from '../test/peers/wechat-official.js';
import { US as WEIBO, WeiboPeer } from '../test/peers/weibo.js';
import { ImapPeer } from '../test/support/mail/imap-peer.js';
import { SmtpPeer } from '../test/support/mail/smtp-peer.js';
import { WeChatLine } from './puppet/wechat-line.js';

export const WEIBO_MESSAGES = 'yancheng-private';
/** Twilio signs over the address that was entered there. */
export const SMS_PUBLIC = 'https://12345.example.cn';
const TEMPLATE = { id: 'TEMPLATE-1', data: { thing1: '{text}', time2: '{time}' } };
const RETRY = { firstSeconds: 0.1, maxSeconds: 0.5 };

/** Everybody on the other side of the hub: mail servers and the companies whose channels the city uses. */
export class Vendors {
  private constructor(
    readonly imap: ImapPeer,
    readonly smtp: SmtpPeer,
    readonly official: WeChatPeer,
    readonly wechat: WeChatLine,
    readonly weibo: WeiboPeer,
    readonly twilio: TwilioPeer,
    readonly telegram: TelegramPeer,
    readonly exchange: AsteriskPeer,
  ) {}

  static async open(): Promise<Vendors> {
    return new Vendors(
      await ImapPeer.open(),
      await SmtpPeer.open(),
      await WeChatPeer.open(),
      await WeChatLine.open(),
      await WeiboPeer.open(),
      await TwilioPeer.open(),
      await TelegramPeer.open(),
      await AsteriskPeer.open(),
    );
  }

  /** Settings of all nine channels, as the city's engineer would write them for these vendors. */
  get channels(): Record<string, unknown> {
    const { imap, smtp, official, wechat, weibo, twilio, telegram, exchange } = this;
    const mail = { host: '127.0.0.1', plaintext: true };
    const weiboSide = {
      uid: WEIBO.uid,
      accessToken: WEIBO.token,
      apiRoot: weibo.url,
      tokenInfoUrl: `${weibo.url}/oauth2/get_token_info`,
      retry: RETRY,
    };
    return {
      // One citizen writes three bubbles; on a busy machine they come far apart, and are one turn all the same.
      web: { enabled: true, debounceMs: 4000 },
      app: { enabled: true },
      email: {
        enabled: true,
        debounceMs: 300,
        accounts: [
          {
            address: 'hub@hotline.test',
            displayName: '盐城12345',
            imap: { ...mail, port: imap.port, user: ImapPeer.user, password: ImapPeer.password },
            smtp: { ...mail, port: smtp.port, user: SmtpPeer.user, password: SmtpPeer.password },
            pollSeconds: 1,
            reconnect: { firstSeconds: 0.2, maxSeconds: 1 },
            rate: { perSecond: 50, perHour: 10_000 },
          },
        ],
      },
      'wechat-official': {
        enabled: true,
        accounts: [{ ...WECHAT, apiRoot: official.url, template: TEMPLATE, retry: RETRY }],
      },
      wechat: {
        enabled: true,
        accounts: [
          {
            account: 'hotline-1',
            puppet: new URL('puppet/puppet.mjs', import.meta.url).href,
            options: { port: wechat.port },
            pace: { minSeconds: 0, maxSeconds: 0.1, perMinute: 600 },
            retry: RETRY,
          },
        ],
      },
      weibo: {
        enabled: true,
        comments: [
          {
            ...weiboSide,
            account: 'yancheng',
            screenName: WEIBO.screenName,
            rip: WEIBO.rip,
            pollSeconds: 0.5,
            hourlyReads: 100_000,
          },
        ],
        messages: [
          {
            ...weiboSide,
            account: WEIBO_MESSAGES,
            appSecret: WEIBO.appSecret,
            path: WEIBO.path,
            fileUrl: `${weibo.url}/2/mss/msget`,
          },
        ],
      },
      sms: {
        enabled: true,
        twilio: [{ ...TWILIO, apiRoot: twilio.url, publicUrl: SMS_PUBLIC, retry: RETRY }],
      },
      telegram: {
        enabled: true,
        accounts: [
          {
            account: BOT.username,
            token: BOT.token,
            receive: 'poll',
            pollSeconds: 1,
            apiRoot: telegram.url,
            retry: RETRY,
          },
        ],
      },
      phone: {
        enabled: true,
        accounts: [
          {
            account: '12345',
            areaCode: '0515',
            exchange: { type: 'asterisk', url: exchange.url, ...ARI_USER, retry: RETRY },
          },
        ],
      },
    };
  }
}
