import { CODE_LIVES_MS } from '../../identity/one-time.js';
import type { Phone } from '../../model/place.js';
import type { Next } from '../composer.js';
import type { BindingFacts } from '../context.js';
import { hasBegun } from '../draft.js';
import { maskDigits } from '../mask.js';
import type { ConversationState } from '../state.js';
import type { Turn } from '../turn.js';
import { repeatPending, resumeForm } from './gather.js';

/** With six digits, one guess in 200 000 opens. */
const MOST_WRONG = 5;
/** Six digits after that are something else. Before, whoever is late hears that they are late. */
const REMEMBERED_MS = 15 * 60_000;

/** "绑定手机": asks for the number, or takes the one that came with the wish. */
export function bindPhone(turn: Turn): void {
  const { reach } = factsOf(turn);
  if (reach !== 'code') return leave(turn, reach === 'here' ? 'bind.here' : 'bind.none');
  const phone = phoneIn(turn);
  if (phone) return sendCode(turn, phone);
  turn.become({ type: 'binding' });
  turn.say('bind.ask');
}

/** "解绑手机": the channels of one person part as they were. */
export function unbindPhone(turn: Turn): void {
  const { bound } = factsOf(turn);
  if (bound.length === 0) return leave(turn, 'unbind.none');
  turn.order({ type: 'unbindPhone' });
  turn.update({ code: undefined });
  leave(turn, 'unbind.done', { phones: bound.map(masked).join('、') });
}

/** The number was asked for, or a code is on its way: whatever else is said goes on as if neither were. */
export function whileBinding(turn: Turn, next: Next): void {
  const phone = phoneIn(turn);
  const { code } = turn.state;
  if (phone) return sendCode(turn, phone);
  if (code && AGAIN.test(turn.heard)) return sendCode(turn, code.phone);
  if (turn.declines) {
    turn.update({ code: undefined });
    return leave(turn, 'bind.left');
  }
  if (ALMOST.test(turn.heard)) {
    turn.say(code ? 'bind.sixDigits' : 'bind.number');
    return;
  }
  resumeForm(turn);
  next();
}
const AGAIN =
  /重新?发|再发|再来一个|没(?:有)?收到|收不到|resend|send (?:it )?again|did ?n[o']t (?:get|arrive)/i;
/** Digits that are neither a number nor a code. */
const ALMOST = /^[\d\s-]{4,}$/;

/** Six digits and nothing else while a code is awaited: never the answer to a question of the form. */
export function saysCode(turn: Turn): boolean {
  const { code } = turn.state;
  if (!code || turn.context.now.getTime() > code.until.getTime() + REMEMBERED_MS) return false;
  return digitsIn(turn) !== undefined;
}

/** The code decides here, in the one write of this step: its tries, its time, and that it is good once. */
export function takeCode(turn: Turn, next: Next): void {
  const { code } = turn.state;
  const digits = digitsIn(turn);
  if (!code || digits === undefined) return next();
  if (code.until <= turn.context.now) {
    turn.become({ type: 'binding' });
    turn.say('bind.expired');
    return;
  }
  const facts = factsOf(turn);
  if (!facts.isCode(code.id, digits)) return wrongCode(turn, code);
  turn.update({ code: undefined });
  if (facts.number?.state === 'apart') return leave(turn, 'bind.apart');
  turn.order({ type: 'bindPhone', phone: code.phone.e164 });
  leave(turn, 'bind.done', { phone: masked(code.phone.e164) });
}

function wrongCode(turn: Turn, code: NonNullable<ConversationState['code']>): void {
  const wrong = code.wrong + 1;
  const left = MOST_WRONG - wrong;
  turn.update({ code: { ...code, wrong, until: left > 0 ? code.until : turn.context.now } });
  turn.become({ type: 'binding' });
  if (left > 0) turn.say('bind.wrong', { left });
  else turn.say('bind.spent');
}

function sendCode(turn: Turn, phone: Phone): void {
  const { reach, number } = factsOf(turn);
  if (reach !== 'code') return leave(turn, 'bind.none');
  if (phone.kind !== 'mobile') {
    turn.become({ type: 'binding' });
    turn.say('bind.mobile');
    return;
  }
  if (number?.state === 'bound') return leave(turn, 'bind.already', { phone: masked(phone.e164) });
  if (number?.state === 'apart') return leave(turn, 'bind.apart');
  if (number?.mayAsk === false) return leave(turn, 'bind.tooOften');
  const codeId = `p_${turn.inputId}`;
  turn.order({ type: 'sendPhoneCode', codeId, phone: phone.e164, language: turn.language });
  const until = new Date(turn.context.now.getTime() + CODE_LIVES_MS);
  turn.update({ code: { id: codeId, phone, until, wrong: 0 } });
  turn.become({ type: 'binding' });
  turn.say('bind.sent', { phone: masked(phone.e164) });
}

/** Says how it ended and goes back to the form in work. */
function leave(turn: Turn, template: string, params: { phone?: string; phones?: string } = {}): void {
  turn.say(template, params);
  if (turn.dialogue.type === 'binding') resumeForm(turn);
  if (hasBegun(turn.state.draft)) repeatPending(turn);
}

const NOTHING: BindingFacts = { reach: 'none', bound: [], isCode: () => false };
const factsOf = ({ context }: Turn): BindingFacts => context.binding ?? NOTHING;

/** A number with hardly anything beside it; in a longer text it belongs to what is told. */
function phoneIn({ understanding, heard }: Turn): Phone | undefined {
  const words = heard.replace(/[\d\s+()-]/g, '');
  return words.length <= MOST_BESIDE ? understanding.phones[0]?.value : undefined;
}
const MOST_BESIDE = 24;

/** "123456", "验证码是 123456": bubbles before it do not matter. */
function digitsIn({ heard, attachments }: Turn): string | undefined {
  if (attachments.length > 0) return undefined;
  const said = heard.split('\n').findLast((line) => line.trim() !== '') ?? '';
  return CODE.exec(said.trim())?.[1]?.replace(/\D/g, '');
}
const CODE =
  /^(?:我的|短信|手机|收到了?|[,:\s])*(?:验证码|校验码|动态码|(?:my |the )?code)?(?:就?是|为|is|[,:\s])*(\d(?:[\s-]?\d){5})[。.!\s]*$/i;

const masked = (e164: string): string => maskDigits(e164.replace(/^\+86(?=1\d{10}$)/, ''));
