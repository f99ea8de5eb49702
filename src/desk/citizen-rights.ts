import type { Contacts } from '../core/identity/contacts.js';
import { HubError } from '../core/errors.js';
import { OVER } from '../core/privacy/erase.js';
import type { Ticket } from '../core/model/ticket.js';
import type { Clock } from '../core/ports.js';
import { WireOrder, WireUpdate } from '../core/exchange/wire.js';
import type { Delivery } from '../store/exchange-store.js';
import type { PersonData, PersonStore } from '../store/person-data.js';

export interface CitizenRightsDeps {
  people: PersonStore;
  contacts: Pick<Contacts, 'of'>;
  clock: Clock;
  /** A closed ticket is kept by law for so many days, whatever the person asks. */
  keptByLawDays: number;
}

/** What a person gets of themselves: their own words, what they were told, and how their matters went. */
export interface CitizenExport {
  exportedAt: string;
  addresses: object[];
  conversations: object[];
  tickets: object[];
  calls: object[];
  /** Dangers they told of. */
  alerts: object[];
  /** Which platforms were given what of their matters (个人信息保护法 23). */
  sentToPlatforms: object[];
  /** Sealed matters are given out by the sealed desk alone. */
  sealedTicketsWithheld: number;
}

const DAY_MS = 86_400_000;

/** 查阅、复制 and 删除: what a person may ask of the hub about themselves (个人信息保护法 45, 47). */
export class CitizenRights {
  constructor(private readonly deps: CitizenRightsDeps) {}

  /** Everything of the contact that this citizen, or this address, belongs to. */
  async export(idOrAddress: string): Promise<{ ids: string[]; content: CitizenExport }> {
    const { ids, data } = await this.gather(idOrAddress);
    return { ids, content: exportOf(data, this.deps.clock.now()) };
  }

  /**
   * Removes the person for good. Refused while a ticket is open, or while the law keeps it: then the hub may
   * only store it, and the answer says until when.
   */
  async erase(idOrAddress: string): Promise<{ ids: string[]; tickets: number; messages: number }> {
    const { ids, data } = await this.gather(idOrAddress);
    const open = data.tickets.filter(({ state }) => !OVER.includes(state));
    if (open.length > 0) throw refused('citizen-has-open-ticket', `还有未办结的工单：${numbersOf(open)}`);
    // The duty desk still needs the words and the number.
    if (data.alerts.some((alert) => alert.open))
      throw refused('citizen-has-open-alert', '还有未结束的险情警报');
    const until = data.tickets.filter((ticket) => this.keptUntil(ticket) > this.deps.clock.now());
    if (until.length > 0) {
      const last = Math.max(...until.map((ticket) => this.keptUntil(ticket).getTime()));
      const day = new Date(last).toISOString().slice(0, 10);
      throw refused('citizen-kept-by-law', `工单 ${numbersOf(until)} 依法须保存至 ${day}`);
    }
    await this.deps.people.erase(data);
    return { ids, tickets: data.tickets.length, messages: data.messages.length };
  }

  private keptUntil({ updatedAt }: Ticket): Date {
    return new Date(updatedAt.getTime() + this.deps.keptByLawDays * DAY_MS);
  }

  private async gather(idOrAddress: string): Promise<{ ids: string[]; data: PersonData }> {
    const found = await this.deps.people.find(idOrAddress);
    if (found.length === 0) {
      throw new HubError('not-found', 'citizen-not-found', '没有这个诉求人', '请核对号码、邮箱或诉求人编号');
    }
    const contacts = await Promise.all(found.map((id) => this.deps.contacts.of(id)));
    const ids = [...new Set([...found, ...contacts.flatMap(({ citizens }) => citizens)])].sort();
    return { ids, data: await this.deps.people.collect(ids) };
  }
}

function numbersOf(tickets: readonly Ticket[]): string {
  return tickets.map(({ number }) => number).join('、');
}

function refused(
  code: 'citizen-has-open-ticket' | 'citizen-has-open-alert' | 'citizen-kept-by-law',
  message: string,
): HubError {
  return new HubError('conflict', code, message, '办结并满法定保存期限后可以删除；在此之前只作存储');
}

function exportOf(data: PersonData, now: Date): CitizenExport {
  const tickets = data.tickets.filter(({ request }) => request.secrecy !== 'sealed');
  const sealed = new Set(
    data.tickets
      .filter(({ request }) => request.secrecy === 'sealed')
      .map(({ conversationId }) => conversationId),
  );
  const talks = data.conversations.filter(
    ({ id, flags }) => !sealed.has(id) && !flags.some(({ reason }) => reason === 'sealed'),
  );
  return {
    exportedAt: now.toISOString(),
    addresses: data.citizens.map(({ id: _, ...citizen }) => citizen),
    conversations: talks.map(({ id, channel, account, createdAt }) => ({
      channel,
      account,
      createdAt,
      messages: data.messages
        .filter((message) => message.conversationId === id)
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .map((message) => {
          const { text, attachments } = message.direction === 'in' ? message.message : message.content;
          return {
            at: message.at,
            from: message.direction === 'in' ? 'citizen' : 'hotline',
            text,
            files: attachments.map(({ name }) => name),
          };
        }),
    })),
    tickets: tickets.map(({ number, state, request, createdAt, answer, rating, events }) => {
      const { type, title, matter, place, when, name, phone, extra } = request;
      return {
        number,
        state,
        createdAt,
        request: { type, title, matter, place, when, name, phone: phone?.e164, extra },
        answer: answer?.text,
        rating,
        // Remarks of staff to each other are no data of the person's.
        steps: events
          .filter(({ move }) => move !== 'note')
          .map(({ at, move, to }) => ({ at, move, state: to })),
      };
    }),
    calls: data.calls.map(({ startedAt, caller, state, record }) => ({
      startedAt,
      caller,
      state,
      record: record?.summary,
    })),
    alerts: data.alerts
      .filter((alert) => !alert.sealed && !sealed.has(alert.conversationId))
      .map(({ openedAt, state, danger, named, place, phone, persons, heard, steps }) => ({
        openedAt,
        state,
        danger,
        named,
        place,
        phone: phone?.e164,
        persons,
        words: heard.map(({ at, text }) => ({ at, text })),
        steps: steps.map(({ at, type }) => ({ at, type })),
      })),
    sentToPlatforms: data.sent.flatMap((delivery) => sentOf(delivery, tickets)),
    sealedTicketsWithheld: data.tickets.length - tickets.length,
  };
}

/** What one platform was given; words of staff to it are no data of the person’s. */
function sentOf({ ticketId, peer, status, createdAt, doneAt, body }: Delivery, tickets: readonly Ticket[]) {
  const ticket = tickets.find(({ id }) => id === ticketId);
  if (!ticket) return [];
  const json: unknown = JSON.parse(body);
  const order = WireOrder.safeParse(json).data;
  const change = WireUpdate.safeParse(json).data?.change;
  const said = change?.type === 'supplement' || change?.type === 'urge' ? change : undefined;
  return [{ platform: peer, number: ticket.number, status, at: doneAt ?? createdAt, sent: order ?? said }];
}
