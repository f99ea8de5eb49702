import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What is wrong with a request whatever it asks for, and what is wrong with us. */
export const REQUEST_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'validation-failed': entry(
    'bad-input',
    400,
    ['提交的内容有几处不符合要求。', '请按 fields 里逐项列出的说明修改后再提交。'],
    ['Some of what was sent does not fit.', 'Mend the places listed under fields and send again.'],
  ),
  'malformed-json': entry(
    'bad-input',
    400,
    ['请求体不是正确的 JSON。', '请检查引号、逗号和括号，并不要使用 __proto__、constructor 等键名。'],
    [
      'The body is not valid JSON.',
      'Check quotes, commas and brackets; keys such as __proto__ and constructor are refused.',
    ],
  ),
  'invalid-utf8': entry(
    'bad-input',
    400,
    ['请求体不是 UTF-8 编码。', '请把内容按 UTF-8 编码后再发送。'],
    ['The body is not UTF-8.', 'Encode the body as UTF-8 and send again.'],
  ),
  'empty-body': entry(
    'bad-input',
    400,
    ['请求体是空的。', '请附上 JSON 内容；没有参数时请发送 {}。'],
    ['The body is empty.', 'Send JSON; {} when there is nothing to say.'],
  ),
  'body-too-large': entry(
    'bad-input',
    413,
    ['内容太大，没有接收。', '请分几次发送，或压缩附件后再试。'],
    ['What was sent is too large and was not taken.', 'Send it in parts, or make attachments smaller.'],
  ),
  'unsupported-media-type': entry(
    'bad-input',
    415,
    ['不支持这种内容类型。', '请用 Content-Type: application/json 发送。'],
    ['This content type is not supported.', 'Send with Content-Type: application/json.'],
  ),
  'bad-url': entry(
    'bad-input',
    400,
    ['网址里有无法识别的字符。', '请检查网址中的百分号编码（应为 UTF-8）。'],
    ['The address has characters that cannot be read.', 'Check its percent-encoding (UTF-8).'],
  ),
  'bad-request': entry(
    'bad-input',
    400,
    ['请求不完整或不符合 HTTP 规定。', '请检查请求头和内容长度后重试。'],
    ['The request is incomplete or not proper HTTP.', 'Check headers and content length, then try again.'],
  ),
  'headers-too-large': entry(
    'bad-input',
    431,
    ['请求头太长。', '请清除本站的 Cookie 后重试。'],
    ['The request headers are too large.', 'Clear the cookies of this site and try again.'],
  ),
  'request-timeout': entry(
    'bad-input',
    408,
    ['请求没有在规定时间内发完。', '请检查网络后重试。'],
    ['The request did not arrive in time.', 'Check the network and try again.'],
  ),
  'method-not-allowed': entry(
    'bad-input',
    405,
    ['这个地址不支持这种操作。', '请看 Allow 响应头里列出的方法。'],
    ['This address does not take that method.', 'See the Allow header for those it takes.'],
  ),
  'idempotency-key-required': entry(
    'bad-input',
    400,
    ['缺少 Idempotency-Key。', '请为每个动作生成一个不重复的值；重试同一个动作时用同一个值。'],
    [
      'Idempotency-Key is missing.',
      'Make one unique value per action and send the same value when you retry it.',
    ],
  ),
  'route-not-found': entry(
    'not-found',
    404,
    ['没有这个地址。', '请检查网址；接口目录见 /docs。'],
    ['There is nothing at this address.', 'Check the address; the interface is described at /docs.'],
  ),
  'if-match-unreadable': entry(
    'bad-input',
    400,
    ['If-Match 不是工单的版本。', '请原样送回 ETag 的内容，例如 "3"。'],
    ['If-Match is not a version of a ticket.', 'Send back what ETag said, such as "3".'],
  ),
  'rate-limited': entry(
    'rate-limited',
    429,
    ['操作太频繁了。', '请稍等片刻再试（见 Retry-After）。'],
    ['Too many requests.', 'Wait a little and try again (see Retry-After).'],
  ),
  'not-ready': entry(
    'unreachable',
    503,
    ['系统正在启动或停止。', '请稍后再试。'],
    ['The hub is starting or stopping.', 'Try again shortly.'],
  ),
  'internal-error': entry(
    'bug',
    500,
    ['系统出了问题，不是您的操作造成的。', '请稍后重试；仍不行时把 requestId 告诉技术人员。'],
    [
      'Something broke on our side; it was not you.',
      'Try again later; if it stays, give the requestId to the technicians.',
    ],
  ),
};
