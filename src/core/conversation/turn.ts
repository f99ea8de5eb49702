import type { Attachment } from '../model/attachment.js';
import type { InboundMessage } from '../model/message.js';
import type { Intent, Understanding } from '../language/understanding.js';
import type { StepContext } from './context.js';
import type { ConversationInput } from './input.js';
import { Outcome } from './outcome.js';
import type { ConversationState, HeldTurn } from './state.js';

/** "不对，是盐都区": how a correction begins when no other sign tells it. */
const MENDS =
  /^(?:不对|不是|错了|说错|写错|打错|搞错|更正|改成|改为|no,|not |sorry,)|(?:电话|手机|号码|地址|地点|位置|名字|姓名|时间|日期|类型)号?码?(?:我)?(?:写|说|填|打|留|搞|弄)?(?:的)?(?:不对|错|有误|不是|要改|改[成为到一]|换成|应该是)|(?:phone|number|address|place|name|date)(?: is| was)? (?:wrong|incorrect|not right)/i;

type TurnInput = Extract<ConversationInput, { type: 'turn' }>;

/** A citizen's words with everything that came with them, understood. */
export interface Heard {
  understanding: Understanding;
  messageIds: string[];
  attachments: Attachment[];
  location?: HeldTurn['location'];
  origin: { channel: string; account: string };
}

/** A citizen's turn on its way through the router. */
export class Turn extends Outcome implements Heard {
  readonly understanding: Understanding;
  readonly messageIds: string[];
  readonly attachments: Attachment[];
  readonly location: HeldTurn['location'];
  readonly origin: { channel: string; account: string };
  /** The ticket the message belongs to, where the channel verified that. */
  readonly threadTicketId: string | undefined;
  /** True for a voice message that nobody has turned into words. */
  readonly isVoice: boolean;
  /** The value chosen among what was offered: by a button, its number, or the value itself. */
  readonly chosen: string | undefined;

  constructor(state: ConversationState, input: TurnInput, context: StepContext) {
    super(state, input.id, context);
    const messages = input.messages.map(({ message }) => message);
    this.messageIds = input.messages.map(({ id }) => id);
    this.attachments = messages.flatMap(({ attachments }) => attachments);
    this.location = messages.findLast(({ location }) => location !== undefined)?.location;
    this.origin = originOf(messages);
    this.threadTicketId = messages.find(({ thread }) => thread.ticketId && !thread.unverified)?.thread
      .ticketId;
    this.isVoice = messages.some(({ kind, text = '' }) => kind === 'voice' && text.trim() === '');
    this.understanding = context.understand(textOf(messages), context.now);
    this.chosen = this.#chosenFrom(messages);
  }

  /** What the citizen wrote, trimmed; empty for a picture alone. */
  get text(): string {
    return this.understanding.text.trim();
  }
  get heard(): string {
    return this.understanding.normalised;
  }
  wants(intent: Intent): boolean {
    return this.chosen === intent || this.understanding.intents.some(({ value }) => value === intent);
  }
  /** True when an offer is turned down: "不用了" is a no to a question, not the end of everything. */
  get declines(): boolean {
    return this.wants('no') || this.wants('cancel');
  }
  /** True when the citizen puts something right that we had understood otherwise. */
  get mends(): boolean {
    return this.wants('correct') || MENDS.test(this.heard);
  }
  /** The turn in a form that can be kept until it is clear what it belongs to. */
  hold(): HeldTurn {
    const { text, messageIds, attachments, location, origin } = this;
    return { text, at: this.context.now, messageIds, attachments, location, origin };
  }

  #chosenFrom(messages: InboundMessage[]): string | undefined {
    const { offered } = this.state;
    const said = [...messages.map(({ event }) => event?.key), this.understanding.text.trim()];
    const value = offered.find((candidate) => said.includes(candidate));
    if (value !== undefined) return value;
    const { choice } = this.understanding;
    return choice === undefined ? undefined : offered[choice - 1];
  }
}

/** A turn put aside, understood again as of when it was said. */
export function rehear(held: HeldTurn, context: StepContext): Heard {
  return { ...held, understanding: context.understand(held.text, held.at) };
}

function textOf(messages: InboundMessage[]): string {
  return messages
    .map(({ text }) => text?.trim() ?? '')
    .filter((text) => text !== '')
    .join('\n');
}

function originOf(messages: InboundMessage[]): { channel: string; account: string } {
  const { channel = '', account = '' } = messages[0] ?? {};
  return { channel, account };
}
