import twilio from 'twilio';
import type { TwilioExchange } from '../config.js';

/** Rings every phone at once and tells us how each goes; what the caller hears is only the ringing. */
export function ringPhones({ ring, ringSeconds }: TwilioExchange, address: string): string {
  const response = new twilio.twiml.VoiceResponse();
  const dial = response.dial({
    timeout: ringSeconds,
    answerOnBridge: true,
    action: `${address}/after`,
    method: 'POST',
  });
  for (const { extension, number, sip } of ring) {
    const told = {
      statusCallback: `${address}/phone?extension=${encodeURIComponent(extension)}`,
      statusCallbackMethod: 'POST',
    };
    if (number !== undefined) dial.number({ ...told, statusCallbackEvent: ['ringing', 'answered'] }, number);
    else if (sip !== undefined) dial.sip({ ...told, statusCallbackEvent: ['ringing', 'answered'] }, sip);
  }
  return response.toString();
}

/** What the caller hears when the phones have rung: words when nobody answered, and the end. */
export function afterRinging({ missedWords }: TwilioExchange, dialStatus: string | undefined): string {
  const response = new twilio.twiml.VoiceResponse();
  const wasAnswered = dialStatus === 'completed' || dialStatus === 'answered';
  if (!wasAnswered && missedWords !== '') response.say({ language: 'cmn-CN' }, missedWords);
  response.hangup();
  return response.toString();
}
