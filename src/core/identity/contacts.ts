import { HubError } from '../errors.js';
import type { Contact, Join, JoinReason, Separation } from '../model/contact.js';
import type { Clock, ContactRepository } from '../ports.js';
import { contactOf, samePair, stands } from './join.js';

export interface ContactsDeps {
  contacts: ContactRepository;
  clock: Clock;
}

/**
 * Joins citizens of several channels to one contact, and separates them again. One join is one document,
 * and one write decides it, on any number of nodes: there is no half-joined contact to repair. What
 * belongs together follows from the joins that stand.
 */
export class Contacts {
  constructor(private readonly deps: ContactsDeps) {}

  /** Everyone who is the same person as this citizen, with the whole history of how they came together. */
  async of(citizenId: string): Promise<Contact> {
    const joins = new Map<string, Join>();
    const asked = new Set<string>();
    let citizens = [citizenId];
    while (citizens.length > 0) {
      for (const join of await this.deps.contacts.joinsOf(citizens)) joins.set(join.id, join);
      citizens.forEach((id) => asked.add(id));
      const contact = contactOf(citizenId, [...joins.values()]);
      citizens = contact.citizens.filter((id) => !asked.has(id));
    }
    return contactOf(citizenId, [...joins.values()]);
  }

  /**
   * Says that two citizens are one person; whoever each was joined with before comes along. The same
   * command id is one join. Refused when they are together already, because a second join between the
   * same people would keep them together after the first is taken back.
   */
  async join(command: { id: string; citizens: [string, string]; reason: JoinReason }): Promise<Join> {
    const [one, other] = command.citizens;
    if (one === other) {
      const hint = '请选择同一诉求人的另一个会话';
      throw new HubError('bad-input', 'join-with-itself', '不能与自己归并', hint);
    }
    const known = await this.deps.contacts.find(command.id);
    if (known) return known;
    const { citizens, joins } = await this.of(one);
    if (citizens.includes(other)) throw joinedAlready();
    if (
      command.reason.type === 'verified-phone' &&
      joins.some((join) => samePair(join.citizens, command.citizens) && join.separated?.staffId !== undefined)
    ) {
      // A family shares a phone. What a person has looked at and parted, no rule puts together again.
      const hint = '如确为同一人，请由工作人员归并';
      throw new HubError('conflict', 'person-kept-apart', '工作人员已确认两者不是同一人', hint);
    }
    const join: Join = { ...command, at: this.deps.clock.now() };
    if (await this.deps.contacts.insert(join)) return join;
    const faster = await this.deps.contacts.find(command.id);
    if (faster) return faster;
    throw joinedAlready();
  }

  /**
   * Takes one join back: those it brought together part exactly as they were, and every other join
   * stays. The same command id is one separation.
   */
  async separate(joinId: string, command: Omit<Separation, 'at'>): Promise<Join> {
    const join = await this.find(joinId);
    if (stands(join)) await this.deps.contacts.separate(joinId, { ...command, at: this.deps.clock.now() });
    const after = await this.find(joinId);
    if (after.separated?.id === command.id) return after;
    throw new HubError('conflict', 'person-separated-already', '这条归并已被撤销', '请刷新后查看');
  }

  private async find(joinId: string): Promise<Join> {
    const join = await this.deps.contacts.find(joinId);
    if (join) return join;
    throw new HubError('not-found', 'join-not-found', '没有这条归并记录', '请刷新后重试');
  }
}

function joinedAlready(): HubError {
  return new HubError('conflict', 'person-joined-already', '两者已归为同一诉求人', '无需再次归并');
}
