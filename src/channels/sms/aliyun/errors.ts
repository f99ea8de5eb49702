import type { SendFailure } from '../../channel.js';
import { SmsError } from '../provider.js';

/** The meaning of a `Code` other than OK (help.aliyun.com/document_detail/101346.html). */
export function aliyunError(code: string, message: string, now: Date): SmsError {
  const meaning = MEANINGS[code] ?? byPrefix(code);
  const { kind, says, alarm, wait } = meaning;
  const said = message === '' ? '' : `：${message.slice(0, 200)}`;
  const retryAfterMs = wait?.(message, now);
  return new SmsError(kind, code, `${says}（${code}${said}）`, { alarm, retryAfterMs });
}

interface Meaning {
  kind: SendFailure;
  says: string;
  alarm?: true;
  wait?: (message: string, now: Date) => number;
}

function byPrefix(code: string): Meaning {
  if (code.startsWith('Throttling')) return { kind: 'unreachable', says: '调用太频繁，稍后自动重试' };
  if (/^(InvalidAccessKeyId|Signature|Forbidden|InvalidTimeStamp|NoPermission)/.test(code)) {
    return { kind: 'auth', says: '阿里云不接受 AccessKey 或签名，请核对 AccessKey、权限与本机时间' };
  }
  // Whoever reports a fault of their own may have sent the message all the same.
  if (/^(isp\.|ServiceUnavailable|InternalError)/.test(code)) {
    return { kind: 'unknown-outcome', says: '阿里云系统错误，短信可能已送出' };
  }
  return { kind: 'rejected', says: '阿里云拒绝了这条短信' };
}

const ACCOUNT = 'auth' as const;
const REFUSED = 'rejected' as const;
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'isv.BUSINESS_LIMIT_CONTROL': {
    kind: 'unreachable',
    says: '该号码的发送频率已达上限，稍后自动重试',
    wait: limitOf,
  },
  'isv.DAY_LIMIT_CONTROL': {
    kind: 'unreachable',
    says: '今天的短信限额已用完',
    alarm: true,
    wait: untilTomorrow,
  },
  'isv.MONTH_LIMIT_CONTROL': {
    kind: 'unreachable',
    says: '本月的短信限额已用完',
    alarm: true,
    wait: untilTomorrow,
  },
  'isv.MOBILE_NUMBER_ILLEGAL': { kind: REFUSED, says: '号码不正确' },
  'isv.MOBILE_COUNT_OVER_LIMIT': { kind: REFUSED, says: '号码太多' },
  'isv.DOMESTIC_NUMBER_NOT_SUPPORTED': { kind: REFUSED, says: '模板不能发到境内号码', alarm: true },
  'isv.SMS_TEMPLATE_ILLEGAL': { kind: REFUSED, says: '模板不存在或未通过审核', alarm: true },
  'isv.SMS_SIGNATURE_ILLEGAL': { kind: REFUSED, says: '签名不存在或未通过审核', alarm: true },
  'isv.SMS_SIGN_ILLEGAL': { kind: REFUSED, says: '签名被禁用', alarm: true },
  'isv.SIGN_STATE_ILLEGAL': { kind: REFUSED, says: '签名不可用', alarm: true },
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': { kind: REFUSED, says: '签名与模板的类型不一致', alarm: true },
  'isv.TEMPLATE_MISSING_PARAMETERS': { kind: REFUSED, says: '模板的变量没有全部设置', alarm: true },
  'isv.TEMPLATE_PARAMS_ILLEGAL': { kind: REFUSED, says: '变量内容不合模板的规范' },
  'isv.PARAM_LENGTH_LIMIT': { kind: REFUSED, says: '变量太长，请减小 variableChars' },
  'isv.PARAM_NOT_SUPPORT_URL': { kind: REFUSED, says: '变量里不能有网址' },
  'isv.BLACK_KEY_CONTROL_LIMIT': { kind: REFUSED, says: '内容含有被管控的词语' },
  'isv.SMS_CONTENT_ILLEGAL': { kind: REFUSED, says: '内容含有禁止发送的词语' },
  'isv.OUT_OF_SERVICE': { kind: ACCOUNT, says: '余额不足，短信已停' },
  'isv.AMOUNT_NOT_ENOUGH': { kind: ACCOUNT, says: '余额不足，请充值' },
  'isv.ACCOUNT_NOT_EXISTS': { kind: ACCOUNT, says: '账号不存在' },
  'isv.ACCOUNT_ABNORMAL': { kind: ACCOUNT, says: '账号异常' },
  'isv.PRODUCT_UN_SUBSCRIPT': { kind: ACCOUNT, says: '未开通短信服务' },
  'isv.PRODUCT_UNSUBSCRIBE': { kind: ACCOUNT, says: '未开通短信服务' },
  'isv.DENY_IP_RANGE': { kind: ACCOUNT, says: '本机地址不在中国内地，不能发送境内短信' },
  'isp.RAM_PERMISSION_DENY': { kind: ACCOUNT, says: 'RAM 用户没有权限，请按说明授权' },
};

/** "触发分钟级流控Permits:1": per minute, hour or day, of one number. */
function limitOf(message: string, now: Date): number {
  if (message.includes('天级')) return untilTomorrow(message, now);
  return message.includes('小时级') ? HOUR_MS : MINUTE_MS;
}

/** Counts begin anew at midnight in China; ten minutes later the crowd is over. */
function untilTomorrow(_message: string, now: Date): number {
  return DAY_MS - ((now.getTime() + 8 * HOUR_MS) % DAY_MS) + 10 * MINUTE_MS;
}
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
