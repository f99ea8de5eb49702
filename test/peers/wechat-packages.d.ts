/** The parts of two independent implementations that the tests use; neither ships types. */
declare module 'wechat-crypto' {
  export default class WXBizMsgCrypt {
    constructor(token: string, encodingAESKey: string, id: string);
    getSignature(timestamp: string, nonce: string, encrypt: string): string;
    decrypt(text: string): { message: string; id: string };
    encrypt(text: string): string;
  }
}
declare module 'co-wechat-api' {
  export default class API {
    constructor(appid: string, appsecret: string);
    prefix: string;
    sendText(openid: string, text: string): Promise<{ errcode: number }>;
    sendTemplate(
      openid: string,
      templateId: string,
      url: string,
      topColor: string,
      data: Record<string, { value: string }>,
    ): Promise<{ errcode: number; msgid: number }>;
    getMedia(mediaId: string): Promise<Buffer>;
    uploadMedia(bytes: Buffer, type: string, filename: string, mime: string): Promise<{ media_id: string }>;
    createMenu(menu: object): Promise<{ errcode: number }>;
  }
}
