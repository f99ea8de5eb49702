import type { Taking } from './taking.js';

/** Files and message ids are kept whatever else is understood. */
export function takeFiles(taking: Taking): void {
  const { attachments, messageIds, origin } = taking.heard;
  const { draft } = taking;
  const known = new Set(draft.attachments.map(({ id }) => id));
  const fresh = attachments.filter(({ id }) => !known.has(id));
  if (fresh.length > 0) taking.set('attachments', { attachments: [...draft.attachments, ...fresh] });
  const ids = messageIds.filter((id) => !draft.messageIds.includes(id));
  taking.draft = {
    ...taking.draft,
    messageIds: [...draft.messageIds, ...ids],
    origin: draft.origin ?? origin,
  };
}
