import type { Effect, Say, SayAsStaff } from '../conversation/effect.js';
import { fitContent } from '../delivery/fit.js';
import { messageIdOf } from '../delivery/message-id.js';
import type { Conversation, PendingEffect } from '../model/conversation.js';
import type { Language } from '../model/codes.js';
import type { OutboundContent, Secret, StoredOutbound } from '../model/message.js';
import type { AttachmentRepository, ChannelTraits, Renderer } from '../ports.js';
import { type Flag, newFlag } from './flag.js';

export interface PendingDeps {
  renderer: Renderer;
  attachments: AttachmentRepository;
}

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
        send(await byStaff(effect, occasion, deps.attachments));
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
  }));
}

async function byStaff(
  say: SayAsStaff,
  occasion: Occasion,
  attachments: AttachmentRepository,
): Promise<Unplaced[]> {
  const files = await Promise.all(say.attachmentIds.map((id) => attachments.get(id)));
  const content = {
    text: say.text,
    buttons: [],
    attachments: files.flatMap((file) => (file ? [file.attachment] : [])),
  };
  return messages(say, content, occasion).map((message) => ({
    ...message,
    author: { type: 'staff', staffId: say.staff.id, name: say.staff.name },
    automatic: false,
  }));
}

/** The parts of one thing said, under ids made from the effect's. */
function messages(
  say: { id: string; ticketId?: string; secret?: Secret },
  content: OutboundContent,
  { conversation, traits, now }: Occasion,
): Omit<Unplaced, 'author' | 'automatic'>[] {
  return fitContent(content, traits).map((part, i) => ({
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
