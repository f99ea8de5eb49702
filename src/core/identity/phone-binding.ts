import type { BindingFacts } from '../conversation/context.js';
import type { BindPhone, SendPhoneCode } from '../conversation/effect.js';
import type { ConversationInput } from '../conversation/input.js';
import { HubError } from '../errors.js';
import { citizenIdOf } from '../intake/identity.js';
import type { Join, PhoneCodeRequest } from '../model/contact.js';
import type { Conversation } from '../model/conversation.js';
import type {
  CitizenRepository,
  Clock,
  ConversationRepository,
  InputRepository,
  PhoneCodeRepository,
  Waker,
} from '../ports.js';
import type { Contacts } from './contacts.js';
import { samePair, stands } from './join.js';
import type { OneTime } from './one-time.js';
import { openConversation } from './open-conversation.js';

export interface PhoneBindingDeps {
  contacts: Contacts;
  codes: PhoneCodeRepository;
  conversations: ConversationRepository;
  citizens: CitizenRepository;
  inputs: Pick<InputRepository, 'insert'>;
  clock: Clock;
  waker: Waker;
  oneTime: OneTime;
  /** The account that can write to a number first; undefined when none runs. */
  phoneAccount(): { channel: string; account: string } | undefined;
  /** True where a citizen's address is a phone number. */
  isPhone(channel: string): boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Somebody else's phone must not be made to ring, and a message costs money. */
const LIMITS = [
  { of: 'number', ms: MINUTE, most: 1 },
  { of: 'number', ms: DAY, most: 5 },
  { of: 'citizen', ms: 60 * MINUTE, most: 5 },
  { of: 'citizen', ms: DAY, most: 10 },
] as const;

/**
 * 绑定手机: a code goes to a number, and whoever says it is the person of that number. What a code is worth
 * (its time, its tries, that it is good once) is decided in the conversation that asked for it; here are the
 * sending, its limits, and the join. Every part is done under ids made from the step and may be done again.
 */
export class PhoneBinding {
  constructor(private readonly deps: PhoneBindingDeps) {}

  /** What a step has to know; `phone`, E.164, is the number it speaks of. */
  async look({ citizenId, channel }: Conversation, phone?: string): Promise<BindingFacts> {
    const { contacts, oneTime } = this.deps;
    const isCode = (codeId: string, digits: string) => oneTime.isCode(codeId, digits);
    const contact = await contacts.of(citizenId);
    const bound = [...new Set(bindingsOf(citizenId, contact.joins).map((join) => phoneOf(join)))];
    const account = this.deps.phoneAccount();
    const reach = this.deps.isPhone(channel) ? 'here' : account ? 'code' : 'none';
    if (reach !== 'code' || !account || phone === undefined) return { reach, bound, isCode };
    const other = citizenIdOf(account.channel, account.account, phone);
    const pair: Join['citizens'] = [citizenId, other];
    const isApart = contact.joins.some(
      (join) => samePair(join.citizens, pair) && join.separated?.staffId !== undefined,
    );
    const state = contact.citizens.includes(other) ? 'bound' : isApart ? 'apart' : 'free';
    const mayAsk = await this.within({ phone, citizenId, at: this.deps.clock.now() });
    return { reach, bound, isCode, number: { state, mayAsk } };
  }

  /** Sends the code, or tells the conversation that asked why not. */
  async sendCode({ id, citizenId }: Conversation, effect: SendPhoneCode): Promise<void> {
    const { codes, clock, oneTime } = this.deps;
    const { codeId, phone, language } = effect;
    const name = oneTime.nameOf(phone);
    const asked = { id: codeId, conversationId: id, citizenId, phone: name, at: clock.now() };
    // The one that was written counts, so that what is done again is judged by the same moment.
    const request = (await codes.insert(asked)) ? asked : ((await codes.find(codeId)) ?? asked);
    const account = this.deps.phoneAccount();
    if (!account) return this.tellFailed(request, 'not-sent');
    if (!(await this.within({ phone, citizenId, at: request.at, before: codeId }))) {
      return this.tellFailed(request, 'too-often');
    }
    const there = await openConversation({ ...account, address: phone }, this.deps);
    await this.put(there, { type: 'phoneCode', id: `${codeId}.send`, codeId, language });
  }

  /** The message with the code has failed for good. */
  async codeNotSent(codeId: string): Promise<void> {
    const request = await this.deps.codes.find(codeId);
    if (request) await this.tellFailed(request, 'not-sent');
  }

  /**
   * Joins the citizen with the person of the number, who is told here first and there when that fails. A
   * number bound before gives way: it may belong to somebody else by now.
   */
  async bind({ id: conversationId, citizenId }: Conversation, { id, phone }: BindPhone): Promise<void> {
    const account = this.deps.phoneAccount();
    const other = account && citizenIdOf(account.channel, account.account, phone);
    try {
      if (!other) throw new HubError('conflict', 'phone-channel-gone', '短信渠道已停用', '请启用后再绑定');
      await this.deps.contacts.join({
        id: `j.${id}`,
        citizens: [citizenId, other],
        reason: { type: 'verified-phone', phone, order: [citizenId, other] },
      });
    } catch (error) {
      if (!(error instanceof HubError) || error.fault === 'unreachable') throw error;
      if (error.code !== 'person-joined-already') await this.tellStaff(conversationId, id, error);
      return;
    }
    const { joins } = await this.deps.contacts.of(citizenId);
    const older = bindingsOf(citizenId, joins).filter((join) => phoneOf(join) !== phone);
    for (const join of older) await this.separate(join, id, '诉求人改绑其他手机号');
  }

  /** Takes back every binding of the citizen. */
  async unbind({ citizenId }: Conversation, commandId: string): Promise<void> {
    const { joins } = await this.deps.contacts.of(citizenId);
    for (const join of bindingsOf(citizenId, joins)) await this.separate(join, commandId, '诉求人解绑手机');
  }

  private async separate(join: Join, commandId: string, note: string): Promise<void> {
    try {
      const separation = { id: `${commandId}.${join.id}`, name: '诉求人', note };
      await this.deps.contacts.separate(join.id, separation);
    } catch (error) {
      // Somebody was faster: it is taken back, which is all that was wanted.
      if (!(error instanceof HubError) || error.code !== 'person-separated-already') throw error;
    }
  }

  /** Counts requests before this one: of two at the same moment, one is first for both. */
  private async within(asked: {
    phone: string;
    citizenId: string;
    at: Date;
    before?: string;
  }): Promise<boolean> {
    const { codes, oneTime } = this.deps;
    const counts = await Promise.all(
      LIMITS.map(({ of, ms }) =>
        codes.count({
          ...(of === 'number' ? { phone: oneTime.nameOf(asked.phone) } : { citizenId: asked.citizenId }),
          since: new Date(asked.at.getTime() - ms),
          until: asked.at,
          before: asked.before,
        }),
      ),
    );
    return LIMITS.every(({ most }, index) => (counts[index] ?? 0) < most);
  }

  private tellFailed(
    { id: codeId, conversationId }: PhoneCodeRequest,
    why: Extract<ConversationInput, { type: 'codeFailed' }>['why'],
  ): Promise<void> {
    return this.put(conversationId, { type: 'codeFailed', id: `${codeId}.failed`, codeId, why });
  }

  private async put(conversationId: string, input: ConversationInput): Promise<void> {
    const at = this.deps.clock.now();
    await this.deps.inputs.insert({ id: input.id, conversationId, at, input, status: 'new' });
    this.deps.waker.conversation(conversationId);
  }

  private tellStaff(conversationId: string, id: string, error: HubError): Promise<void> {
    return this.deps.conversations.raiseFlag(conversationId, {
      id,
      reason: 'conflict',
      summary: `诉求人已验证手机号，但未能绑定：${error.message}`,
      at: this.deps.clock.now(),
      urgent: false,
    });
  }
}

/** The bindings of a citizen that stand, seen from either side. */
export function bindingsOf(citizenId: string, joins: readonly Join[]): Join[] {
  return joins.filter(
    (join) => stands(join) && join.reason.type === 'verified-phone' && join.citizens.includes(citizenId),
  );
}

const phoneOf = ({ reason }: Join): string => (reason.type === 'verified-phone' ? reason.phone : '');
