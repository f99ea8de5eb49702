/** Somebody of staff at a conversation now. */
export interface Present {
  staffId: string;
  name: string;
  state: 'viewing' | 'typing';
}

/** A screen says every ten seconds that it is still there. */
export const PRESENCE_MS = 25_000;

/**
 * Who looks at a conversation or writes in it, at this node. Kept in memory alone: it is a hint, and whoever
 * relies on it is protected by `seenSeq` when they answer.
 */
export class Presence {
  private readonly rooms = new Map<string, Map<string, Present & { timer: NodeJS.Timeout }>>();

  constructor(
    private readonly onChange: (conversationId: string) => void,
    private readonly livesMs = PRESENCE_MS,
  ) {}

  /** Somebody is there, for a while. */
  beat(conversationId: string, person: Present): void {
    const room = this.rooms.get(conversationId) ?? new Map<string, Present & { timer: NodeJS.Timeout }>();
    const before = room.get(person.staffId);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.leave(conversationId, person.staffId), this.livesMs).unref();
    room.set(person.staffId, { ...person, timer });
    this.rooms.set(conversationId, room);
    if (before?.state !== person.state) this.onChange(conversationId);
  }

  leave(conversationId: string, staffId: string): void {
    const room = this.rooms.get(conversationId);
    const gone = room?.get(staffId);
    if (!room || !gone) return;
    clearTimeout(gone.timer);
    room.delete(staffId);
    if (room.size === 0) this.rooms.delete(conversationId);
    this.onChange(conversationId);
  }

  /** Whether somebody writes there at this moment. */
  isTyping(conversationId: string, staffId: string): boolean {
    return this.rooms.get(conversationId)?.get(staffId)?.state === 'typing';
  }

  /** Who is there, by name; without one person, who knows that they are. */
  at(conversationId: string, exceptId?: string): Present[] {
    return [...(this.rooms.get(conversationId)?.values() ?? [])]
      .filter(({ staffId }) => staffId !== exceptId)
      .map(({ staffId, name, state }) => ({ staffId, name, state }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
