import type { IndexDefinition, IndexOptions } from 'mongoose';
import type { ConversationQuery } from '../core/ports.js';
import type { Collection, Row } from './collection.js';

type Filter = Record<string, unknown>;

/** The indexes that views of the inbox are walked along, each in the order of its view. */
export const INBOX_INDEXES: { fields: IndexDefinition; options?: IndexOptions }[] = [
  { fields: { lastAt: 1, _id: 1 } },
  { fields: { platform: 1, lastAt: 1, _id: 1 }, options: { sparse: true } },
  {
    fields: { openFlags: 1, lastAt: 1, _id: 1 },
    options: { partialFilterExpression: { openFlags: true } },
  },
  { fields: { staffId: 1, lastAt: 1, _id: 1 }, options: { sparse: true } },
  {
    fields: { dueAt: 1, _id: 1 },
    options: { partialFilterExpression: { dueAt: { $exists: true } } },
  },
];

/** A page of a view: newest first, what is due in the order in which it is due. */
export async function listConversations(rows: Collection, query: ConversationQuery): Promise<Row[]> {
  const direction = query.view === 'due' ? 1 : -1;
  return rows.raw
    .find({ ...filterOf(query), ...placeIn(query) })
    .sort({ [FIELD(query.view)]: direction, _id: direction })
    .limit(query.limit)
    .toArray();
}

/** How many a view has, up to `most`: nobody waits to hear the exact number of a long queue. */
export async function countConversations(
  rows: Collection,
  query: Omit<ConversationQuery, 'after' | 'limit'>,
  most: number,
): Promise<number> {
  const filter = { ...filterOf(query), ...placeIn({ ...query, limit: most }) };
  const found = await rows.raw
    .find(filter, { projection: { _id: 1 } })
    .limit(most)
    .toArray();
  return found.length;
}

const FIELD = (view: ConversationQuery['view']) => (view === 'due' ? 'dueAt' : 'lastAt');

function filterOf({ view, scope, channel }: Omit<ConversationQuery, 'limit'>): Filter {
  const { staffId, platform, sealed } = scope;
  return {
    ...viewFilter(view, staffId),
    // What somebody holds they see, whatever county it is of.
    ...(platform !== undefined && view !== 'mine' && { platform }),
    ...(sealed ? {} : { sealed: { $ne: true } }),
    ...(channel !== undefined && { channel }),
  };
}

function viewFilter(view: ConversationQuery['view'], staffId: string): Filter {
  switch (view) {
    case 'all':
    case 'due':
      return {};
    case 'mine':
      return { staffId };
    case 'unassigned':
      return { mode: 'bot' };
    case 'waiting':
      return { openFlags: true, mode: 'bot' };
    case 'flagged':
      return { openFlags: true };
    case 'emergency':
      return openFlag({ urgent: true });
    case 'failed':
      return openFlag({ reason: { $in: ['send-failed', 'send-unknown'] } });
  }
}

const openFlag = (like: Filter): Filter => ({
  openFlags: true,
  flags: { $elemMatch: { ...like, doneAt: { $exists: false } } },
});

/** After the last one of the page before, by time and then by id: none is seen twice or left out. */
function placeIn({ view, dueBefore, after }: ConversationQuery): Filter {
  const field = FIELD(view);
  const [past, beyond] = view === 'due' ? ['$gte', '$lte'] : ['$lte', '$gte'];
  const range = {
    ...(view === 'due' && { $gte: new Date(0), ...(dueBefore && { $lt: dueBefore }) }),
    ...(after && { [past ?? '']: after.at }),
  };
  return {
    ...(Object.keys(range).length > 0 && { [field]: range }),
    ...(after && { $nor: [{ [field]: after.at, _id: { [beyond ?? '']: after.id } }] }),
  };
}
