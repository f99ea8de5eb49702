import type { Connection } from 'mongoose';
import { EventRule } from '../core/rules/event-rule.js';
import type { RuleRepository, RuleRunRepository } from '../core/rules/event-rules.js';
import { actionsOf, RuleRun } from '../core/rules/rule-run.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

/** Records of what the hub did by itself are kept for six months (网络安全法 23). */
const KEPT_SECONDS = 183 * 86_400;
/** More rules than anybody looks through; the desk takes in fewer. */
const MOST = 1_000;

/** 自动规则: each with its versions in one document, so that one write changes it. */
export function createRuleStore(connection: Connection): RuleRepository {
  const rows = openCollection(connection, { name: 'event_rules', indexes: [] });
  const { raw } = rows;
  return {
    async all() {
      const found = await raw.find({}).limit(MOST).toArray();
      return found
        .map((row) => fromRow(EventRule, row))
        .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    },
    async save(rule, expected) {
      const { _id, ...row } = toRow(rule);
      if (expected > 0) return (await raw.replaceOne({ _id, revision: expected }, row)).matchedCount === 1;
      try {
        await raw.insertOne({ _id, ...row });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async flag(ruleId, version, flag) {
      await rows.updateOne(
        { _id: ruleId, 'versions.version': { $not: { $gt: version } } },
        { $set: { flag }, $inc: { revision: 1 } },
      );
    },
  };
}

/** 运行记录 of rules; they go by themselves after six months. */
export function createRuleRunStore(connection: Connection): RuleRunRepository {
  const { raw } = openCollection(connection, {
    name: 'rule_runs',
    indexes: [
      { fields: { waits: 1, at: 1 }, options: { partialFilterExpression: { waits: true } } },
      {
        fields: { ticketId: 1, waits: 1, seq: 1, order: 1 },
        options: { partialFilterExpression: { waits: true } },
      },
      { fields: { ruleId: 1, at: 1 } },
      { fields: { ticketId: 1, doneAt: 1 } },
      { fields: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } },
    ],
  });
  return {
    async insert(run) {
      try {
        await raw.insertOne(toRow(run));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async waiting(limit) {
      const found = await raw
        .find({ waits: true }, { projection: { ticketId: 1 } })
        .sort({ at: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(found.map(({ ticketId }) => String(ticketId)))];
    },
    async waitingOf(ticketId) {
      const found = await raw.find({ ticketId, waits: true }).sort({ seq: 1, order: 1 }).toArray();
      return found.map((row) => fromRow(RuleRun, row));
    },
    async progress(id, outcomes) {
      await raw.updateOne({ _id: id }, { $set: { outcomes: [...outcomes] } });
    },
    async finish(id, doneAt, outcomes) {
      await raw.updateOne({ _id: id }, { $set: { doneAt, outcomes: [...outcomes], waits: false } });
    },
    async of(ruleId, { after, limit }) {
      const found = await raw
        .find({
          ruleId,
          ...(after && { at: { $lte: after.at }, $nor: [{ at: after.at, _id: { $gte: after.id } }] }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map((row) => fromRow(RuleRun, row));
    },
    async actionsSince(ticketId, since) {
      const found = await raw.find({ ticketId, doneAt: { $gte: since } }).toArray();
      return found.reduce((sum, row) => sum + actionsOf(fromRow(RuleRun, row)), 0);
    },
  };
}
