import { z } from 'zod';
import { type Publication, PublicationKind, PublicationState } from '../../core/model/publication.js';
import { Instant, iso } from '../http.js';

/** What the public reads: no names of staff. */
export const PublicationView = z
  .object({
    id: z.string(),
    kind: PublicationKind,
    title: z.string(),
    body: z.string(),
    unitName: z.string().optional(),
    publishedAt: Instant,
  })
  .meta({ id: 'Publication' });
export type PublicationView = z.infer<typeof PublicationView>;

export const PublicationsView = z.object({
  items: z.array(PublicationView),
  nextCursor: z.string().optional(),
});
export type PublicationsView = z.infer<typeof PublicationsView>;

/** What staff see while it is written and moderated. */
export const StaffPublication = PublicationView.omit({ publishedAt: true })
  .extend({
    state: PublicationState,
    unit: z.string().optional(),
    version: z.number().int(),
    authorName: z.string(),
    moderatorName: z.string().optional(),
    createdAt: Instant,
    updatedAt: Instant,
    publishedAt: Instant.optional(),
  })
  .meta({ id: 'StaffPublication' });
export type StaffPublication = z.infer<typeof StaffPublication>;

export function publicationView(
  { id, kind, title, body, unit, publishedAt, updatedAt }: Publication,
  unitNames: ReadonlyMap<string, string>,
): PublicationView {
  return {
    id,
    kind,
    title,
    body,
    unitName: unit && unitNames.get(unit),
    publishedAt: iso(publishedAt ?? updatedAt),
  };
}

export function staffPublication(
  publication: Publication,
  unitNames: ReadonlyMap<string, string>,
): StaffPublication {
  const { state, unit, version, author, moderator, createdAt, updatedAt, publishedAt } = publication;
  return {
    ...publicationView(publication, unitNames),
    state,
    unit,
    version,
    authorName: author.name,
    moderatorName: moderator?.name,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    publishedAt: publishedAt && iso(publishedAt),
  };
}
