import { z } from 'zod';
import type { ChannelHost } from '../channel.js';

/**
 * Short numbers by which one telephone can answer about several tickets: what goes out about a ticket names
 * its number, what comes in begins with it. A number belongs to one telephone and one ticket; it is free
 * again some months after it was last named.
 */
export class ReplyCodes {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** The ticket's number for this telephone, the lowest free one if it has none; undefined when all are taken. */
  async codeFor(phone: string, ticketId: string): Promise<string | undefined> {
    const until = new Date(this.host.clock.now().getTime() + KEPT_MS);
    for (let code = 1; code <= MOST; code++) {
      const key = this.key(phone, String(code));
      // The claim decides between two nodes that name two tickets at once.
      if (await this.host.memory.claim(key, { ticketId }, until)) return String(code);
      if ((await this.ticketAt(key)) !== ticketId) continue;
      await this.host.memory.set(key, { ticketId }, until);
      return String(code);
    }
    return undefined;
  }

  /** Takes the number off a text that begins with one we gave to this telephone. */
  async read(phone: string, text: string): Promise<{ ticketId: string; text: string } | undefined> {
    const reply = parseReply(text);
    if (reply === undefined) return undefined;
    const ticketId = await this.ticketAt(this.key(phone, reply.code));
    return ticketId === undefined ? undefined : { ticketId, text: reply.text };
  }

  private async ticketAt(key: string): Promise<string | undefined> {
    return Named.safeParse(await this.host.memory.get(key)).data?.ticketId;
  }

  private key(phone: string, code: string): string {
    return `reply/${this.account}/${phone}/${code}`;
  }
}

/**
 * "3 内容", "3：内容", "回复3内容", in half or full width. A number alone is the choice of something offered;
 * "3号楼", "3 个月", "3:30", "3-5层" and a list ("1 … 2 …") are about the matter itself: those stay as they are.
 */
export function parseReply(text: string): { code: string; text: string } | undefined {
  const { said, digits, mark = '', rest } = REPLY.exec(text)?.groups ?? {};
  if (digits === undefined || rest === undefined) return undefined;
  const isBare = said === undefined;
  const isSpace = mark.trim() === '';
  const code = Number(digits.normalize('NFKC'));
  const isQuantity = (isBare || mark === '') && isSpace && MEASURE.test(rest);
  const isTimeOrRange = !isSpace && /^[\d０-９]/.test(rest);
  const isList = isBare && new RegExp(`(?:^|[\\s，。；;])${code + 1}[\\s、.．:：]`).test(rest);
  if ((isBare && mark === '') || isQuantity || isTimeOrRange || isList) return undefined;
  return { code: String(code), text: isBare ? rest.trim() : rest.replace(/^[、.．。]\s*/, '').trim() };
}

const REPLY =
  /^\s*(?<said>回[复覆]\s*[“"]?)?(?<digits>[1-9１-９][0-9０-９]?)(?![0-9０-９])[”"]?(?<mark>\s*[:：,，\-—#＃]\s*|\s+)?(?<rest>\S[\s\S]*)$/u;
/** What is counted, numbered or timed: then the number is part of what the citizen tells. */
const MEASURE =
  /^(?:[栋幢楼层个元吨米]|号(?!码|线)|单元|小时|分钟|公里|平方|块钱|天(?!天)|年(?![前底初轻])|月\s*[\d０-９]|点(?:[多半钟]|[\d０-９]))/u;

const MOST = 99;
const KEPT_MS = 180 * 24 * 3_600_000;
const Named = z.object({ ticketId: z.string() });
