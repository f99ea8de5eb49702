interface ProblemText {
  status: number;
  zh: [message: string, hint: string];
  en: [message: string, hint: string];
}

/** Every refusal of the channel's own, with how to mend it. */
export const PROBLEMS = {
  'invalid-utf8': {
    status: 400,
    zh: ['文字编码不完整，无法读取。', '请删去乱码后再发。'],
    en: ['The text is not valid Unicode.', 'Send UTF-8 without lone surrogates.'],
  },
  'empty-message': {
    status: 400,
    zh: ['消息是空的。', '请写几个字，或者附上照片、位置再发。'],
    en: ['The message is empty.', 'Write something, or attach a photo or a place.'],
  },
  'message-refused': {
    status: 400,
    zh: ['这条消息无法接收。', '请检查内容后重新发送；仍然不行请拨打 12345。'],
    en: ['The message cannot be taken.', 'Check what it holds and send it again, or call 12345.'],
  },
  'no-device': {
    status: 401,
    zh: ['这台设备还没有登记，或者已经退出。', '请重新打开应用；接口调用方请再次 POST /api/app/devices。'],
    en: ['The device is not registered, or signed out.', 'Register it again with POST /api/app/devices.'],
  },
  'device-key-wrong': {
    status: 403,
    zh: ['设备编号与登记时的密钥不符。', '请重新安装应用；接口调用方请为这台设备生成新的编号和密钥再登记。'],
    en: ['The key does not fit this device id.', 'Make a new device id and key, and register those.'],
  },
  'link-gone': {
    status: 404,
    zh: ['这个链接已经用过或者过期了。', '请在原来的渠道重新获取链接，或者直接在这里说明情况。'],
    en: ['The link was used or is too old.', 'Ask for a new one where it came from, or write here.'],
  },
  'attachment-not-found': {
    status: 404,
    zh: ['找不到这个文件。', '请先上传，再随消息发出；超过保存期限的请重新上传。'],
    en: ['There is no such upload of this device.', 'Upload it first, again if it is too old.'],
  },
  'upload-conflict': {
    status: 409,
    zh: ['这个上传编号下已有另一个文件。', '请为每个文件使用新的编号。'],
    en: ['Another file was uploaded under this id.', 'Use a new id for each file.'],
  },
  'id-reused': {
    status: 409,
    zh: ['这个编号下已有另一条内容，两条都已保存。', '不必重发；以后请为每条消息使用新的编号。'],
    en: ['Another message came under this id before; both are kept.', 'Use a new id for each message.'],
  },
  'too-large': {
    status: 413,
    zh: ['内容太长，一条最多 {limit} 字。', '请分几条发送，或者把长文作为文件上传。'],
    en: ['The message is too long: at most {limit} characters.', 'Send it in parts, or as a file.'],
  },
  'too-many-attachments': {
    status: 413,
    zh: ['附件太多，一条消息最多 {limit} 个。', '请分几条消息发送。'],
    en: ['Too many attachments: at most {limit} in a message.', 'Send them in several messages.'],
  },
  'file-too-large': {
    status: 413,
    zh: ['文件太大，最多 {limit}。', '请压缩照片，或者截取最要紧的部分再上传。'],
    en: ['The file is too large: at most {limit}.', 'Compress it, or upload the part that matters.'],
  },
  'file-empty': {
    status: 400,
    zh: ['没有收到文件内容。', '请重新选择文件再上传。'],
    en: ['No file was received.', 'Send the bytes of the file as the body.'],
  },
  'type-not-allowed': {
    status: 415,
    zh: ['不支持这种文件。', '请改用照片、PDF、Word、Excel、音频或视频文件。'],
    en: ['This type is not taken.', 'Send pictures, PDF, office documents, audio or video.'],
  },
  'unreadable-image': {
    status: 422,
    zh: ['照片打不开，可能已损坏。', '请重新拍照或截图后再上传。'],
    en: ['The picture cannot be read.', 'Take it again or make a screenshot of it.'],
  },
  'rate-limited': {
    status: 429,
    zh: ['操作太频繁了。', '请稍等片刻再试；情况紧急请直接拨打 12345，危及生命请拨 110、119、120。'],
    en: ['Too many requests.', 'Wait as long as Retry-After says. In danger call 110, 119 or 120.'],
  },
} as const satisfies Record<string, ProblemText>;
export type ProblemCode = keyof typeof PROBLEMS;
