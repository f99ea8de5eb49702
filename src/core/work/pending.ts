import type { Effect, Say, SayAsStaff } from '../conversation/effect.js';
import { fitContent } from '../delivery/fit.js';
import { quietUntil } from '../delivery/quiet-hours.js';
import { messageIdOf } from '../delivery/message-id.js';
import type { Attachment } from '../model/attachment.js';
import type { Conversation, PendingEffect } from '../model/conversation.js';
import type { Language } from '../model/codes.js';
import type { OutboundContent, Secret, StoredOutbound } from '../model/message.js';
import type { AttachmentRepository, ChannelTraits, Renderer } from '../ports.js';
import { type Flag, newFlag } from './flag.js';

export interface PendingDeps {
  renderer: Renderer;
  attachments: AttachmentRepository;
  /** An address that ends, for a file that a channel cannot carry; undefined when nobody may read it so. */
  fileLink: (file: Attachment, conversation: Conversation) => string | undefined;
}

/** A citizen who wrote so lately is awake. */
const AWAKE_MS = 30 * 60_000;

export interface Occasion {
  conversation: Conversation;
  traits: ChannelTraits;
  language: Language;
  plain: boolean;
  now: Date;
  /** The step answers a message, as opposed to telling of a ticket or a timer. */
  answersTurn: boolean;
  /** Too many answers lately: the bot keeps quiet and people are called. */
  mute: boolean;
}

/** What is left to carry out of a step, and the flags, which live in the conversation itself. */
export interface Pending {
  effects: PendingEffect[];
  flags: Flag[];
  lastSeq: number;
}

/** Makes effects ready to be kept: texts rendered and fitted to the channel, places in the conversation given. */
export async function pendingOf(effects: Effect[], occasion: Occasion, deps: PendingDeps): Promise<Pending> {
  const { conversation, now } = occasion;
  const pending: Pending = { effects: [], flags: [], lastSeq: conversation.lastSeq };
  const send = (parts: Omit<StoredOutbound, 'seq'>[]) => {
    for (const part of parts) {
      pending.effects.push({ type: 'send', message: { ...part, seq: ++pending.lastSeq } });
    }
  };
  for (const effect of effects) {
    switch (effect.type) {
      case 'say':
        if (occasion.mute) {
          const why = '短时间内自动答复过多，已转人工查看';
          pending.flags.push(newFlag(effect.id, 'automatic-mail', why, now));
        } else send(byBot(effect, occasion, deps.renderer));
        break;
      case 'sayAsStaff':
        send(await byStaff(effect, occasion, deps));
        break;
      case 'notifyStaff':
        pending.flags.push(newFlag(effect.id, effect.reason, effect.summary, now));
        break;
      case 'createTicket': {
        const { channel, account, id: conversationId } = conversation;
        // Where a request came from is known here; the engine knows only what was said.
        const source = { ...effect.request.source, channel, account, conversationId };
        pending.effects.push({ ...effect, request: { ...effect.request, source } });
        break;
      }
      case 'ticketCommand':
      case 'sendPhoneCode':
      case 'bindPhone':
      case 'unbindPhone':
      case 'issueLink':
      case 'handOn':
        pending.effects.push(effect);
        break;
    }
  }
  return pending;
}

type Unplaced = Omit<StoredOutbound, 'seq'>;

function byBot(say: Say, occasion: Occasion, renderer: Renderer): Unplaced[] {
  const { traits, language, plain, conversation } = occasion;
  const { dialogue, buttons } = traits;
  const content = renderer.render(say, { language, plain, channel: conversation.channel, dialogue, buttons });
  return messages(say, content, occasion).map((message) => ({
    ...message,
    author: { type: 'bot' },
    template: say.parts.map((part) => part.template).join('+'),
    automatic: true,
    answersTurn: occasion.answersTurn,
    delivery: { ...message.delivery, runAt: say.secret ? occasion.now : runAtOf(occasion) },
  }));
}

async function byStaff(
  say: SayAsStaff,
  occasion: Occasion,
  { attachments, fileLink }: PendingDeps,
): Promise<Unplaced[]> {
  const files = await Promise.all(say.attachmentIds.map((id) => attachments.get(id)));
  const content = {
    text: say.text,
    buttons: [],
    attachments: files.flatMap((file) => (file ? [file.attachment] : [])),
  };
  const linkTo = (file: Attachment) => fileLink(file, occasion.conversation);
  return messages(say, content, occasion, linkTo).map((message) => ({
    ...message,
    author: { type: 'staff', staffId: say.staff.id, name: say.staff.name },
    automatic: false,
  }));
}

/**
 * When the bot may say it: in quiet hours a notice that nobody waits for is held back until they end. An
 * answer, a danger, and whoever wrote just now do not wait.
 */
function runAtOf({ answersTurn, conversation, traits, now }: Occasion): Date {
  const isAwake = now.getTime() - conversation.lastAt.getTime() < AWAKE_MS;
  const isUrgent = conversation.flags.some((flag) => flag.urgent && !flag.doneAt);
  return answersTurn || isAwake || isUrgent ? now : (quietUntil(now, traits.quietHours) ?? now);
}

/** The parts of one thing said, under ids made from the effect's. */
function messages(
  say: { id: string; ticketId?: string; secret?: Secret },
  content: OutboundContent,
  { conversation, traits, now }: Occasion,
  linkTo?: (file: Attachment) => string | undefined,
): Omit<Unplaced, 'author' | 'automatic'>[] {
  return fitContent(content, traits, linkTo).map((part, i) => ({
    id: messageIdOf(say.id, i),
    direction: 'out',
    conversationId: conversation.id,
    channel: conversation.channel,
    account: conversation.account,
    at: now,
    content: part,
    to: conversation.address,
    thread: conversation.thread,
    ticketId: say.ticketId,
    secret: say.secret,
    delivery: {
      status: traits.delivery === 'fetch' ? 'sent' : 'ready',
      runAt: now,
      attempts: 0,
      fence: 0,
      updatedAt: now,
    },
  }));
}
