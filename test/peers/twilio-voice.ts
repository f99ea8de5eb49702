import { createHmac } from 'node:crypto';

export const TWILIO = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: 'a-token-of-twilio' };

export interface VoiceRequest {
  /** Path and query below the account's webhook address. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Twilio as it calls a webhook: a form, signed over the address it was given and all of the form's fields. */
export class TwilioVoicePeer {
  private calls = 0;

  /** @param address the webhook address of the account, as it was entered at Twilio. */
  constructor(
    private readonly address: string,
    private readonly authToken: string = TWILIO.authToken,
  ) {}

  newCall(): string {
    return `CA${(++this.calls).toString(16).padStart(32, '0')}`;
  }

  request(path: string, fields: Record<string, string>): VoiceRequest {
    return {
      path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'user-agent': 'TwilioProxy/1.1',
        'x-twilio-signature': signatureOf(this.authToken, `${this.address}${path}`, fields),
      },
      body: new URLSearchParams(fields).toString(),
    };
  }

  /** The first request of a call that comes in. */
  incoming(callSid: string, over: Record<string, string> = {}): VoiceRequest {
    return this.request('/voice', { ...common(callSid), CallStatus: 'ringing', ...over });
  }

  /** A status of the leg to an operator's phone. */
  phone(callSid: string, extension: string, status: string, at: Date): VoiceRequest {
    return this.request(`/phone?extension=${extension}`, {
      ...common(`CA${'f'.repeat(30)}${callSid.slice(-2)}`),
      ParentCallSid: callSid,
      Direction: 'outbound-dial',
      CallStatus: status,
      Timestamp: at.toUTCString().replace('GMT', '+0000'),
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
    });
  }

  /** The status of the caller's own call. */
  status(callSid: string, status: string, at: Date, over: Record<string, string> = {}): VoiceRequest {
    return this.request('/status', {
      ...common(callSid),
      CallStatus: status,
      Timestamp: at.toUTCString().replace('GMT', '+0000'),
      CallDuration: '35',
      ...over,
    });
  }
}

/** base64(HMAC-SHA1(token, address + each name and value in the order of names)), as Twilio documents it. */
export function signatureOf(authToken: string, url: string, fields: Record<string, string>): string {
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => `${text}${name}${fields[name] ?? ''}`, url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

function common(callSid: string): Record<string, string> {
  return {
    CallSid: callSid,
    AccountSid: TWILIO.accountSid,
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
    From: '+8613812345678',
    Caller: '+8613812345678',
    To: '+8651588886666',
    Called: '+8651588886666',
  };
}
