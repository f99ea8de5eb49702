import type { Connection } from 'mongoose';
import { Alert } from '../core/model/alert.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

export interface AlertQuery {
  open: boolean;
  ticketId?: string;
  conversationId?: string;
  before?: Date;
  limit: number;
}

/** 险情警报. Every write that resolves is durable. */
export interface AlertRepository {
  load(id: string): Promise<Alert | undefined>;
  /** The alert that an alarm opened or was added to. */
  byAlarm(alarmId: string): Promise<Alert | undefined>;
  /** The one that stands open in a conversation. */
  openOf(conversationId: string): Promise<Alert | undefined>;
  /** The one write that decides; false when somebody else was faster. `expected` 0 inserts. */
  save(alert: Alert, expected: number): Promise<boolean>;
  /** Open ones oldest first, because those waited longest; ended ones newest first. */
  list(query: AlertQuery): Promise<Alert[]>;
  /** Alerts of which time asks something, those that waited longest first. */
  dueTimers(now: Date, limit: number): Promise<string[]>;
}

export function createAlertStore(connection: Connection, vault: Vault): AlertRepository {
  const pii = vault.of('alerts');
  const rows = openCollection(connection, {
    name: 'alerts',
    indexes: [
      { fields: { open: 1, openedAt: 1 } },
      { fields: { timerAt: 1 } },
      { fields: { conversationId: 1, openedAt: 1 } },
      { fields: { ticketId: 1 }, options: { sparse: true } },
      { fields: { alarmIds: 1 } },
    ],
  });
  const one = async (filter: Record<string, unknown>) => {
    const row = await rows.raw.findOne(filter);
    return row ? fromRow(Alert, pii.open(row)) : undefined;
  };
  return {
    load: (id) => one({ _id: id }),
    byAlarm: (alarmId) => one({ alarmIds: alarmId }),
    openOf: (conversationId) => one({ conversationId, open: true }),

    async save(alert, expected) {
      const { _id, ...rest } = pii.seal(toRow(alert, { alarmIds: alert.heard.map(({ id }) => id) }));
      if (expected > 0)
        return (await rows.raw.replaceOne({ _id, version: expected }, rest)).matchedCount === 1;
      try {
        await rows.raw.insertOne({ _id, ...rest });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async list({ open, ticketId, conversationId, before, limit }) {
      const filter = {
        open,
        ...(ticketId !== undefined && { ticketId }),
        ...(conversationId !== undefined && { conversationId }),
        ...(before && { openedAt: { $lt: before } }),
      };
      const found = await rows.raw
        .find(filter)
        .sort({ openedAt: open ? 1 : -1 })
        .limit(limit)
        .toArray();
      return found.map((row) => fromRow(Alert, pii.open(row)));
    },

    async dueTimers(now, limit) {
      // Null sorts before every date and is none: the lower bound leaves it out.
      const found = await rows.raw
        .find({ timerAt: { $gt: new Date(0), $lte: now } }, { projection: { _id: 1 } })
        .sort({ timerAt: 1 })
        .limit(limit)
        .toArray();
      return found.map((row) => row._id);
    },
  };
}
