import type { Publication, PublicationKind, PublicationState } from '../model/publication.js';
import type { StaffActor } from '../services.js';

/** What an author writes. */
export type PublicationDraft = Pick<Publication, 'kind' | 'title' | 'body' | 'unit'>;

export interface PublicationQuery {
  kind?: PublicationKind;
  state?: PublicationState;
  /** Older than this, by publication where published, else by making. */
  before?: Date;
  limit: number;
}

/** What the store keeps for publications. Every write that resolves is durable. */
export interface PublicationRepository {
  /** False when the id is taken. */
  insert(publication: Publication): Promise<boolean>;
  load(id: string): Promise<Publication | undefined>;
  /** False when the stored version is not `expected`. */
  save(publication: Publication, expected: number): Promise<boolean>;
  /** Newest first. */
  list(query: PublicationQuery): Promise<Publication[]>;
}

/** Writing, moderating and reading what is published. Every failure is a `HubError`. */
export interface PublicationService {
  list(query: PublicationQuery): Promise<Publication[]>;
  get(id: string): Promise<Publication>;
  /** What citizens may read; undefined for drafts and what was withdrawn. */
  published(id: string): Promise<Publication | undefined>;
  /** The same commandId is one draft. Refused when the text tells of a person. */
  draft(author: StaffActor, commandId: string, draft: PublicationDraft): Promise<Publication>;
  /** A published text is never edited in place: it is withdrawn first, and goes back to being a draft. */
  edit(id: string, author: StaffActor, change: Partial<Omit<PublicationDraft, 'kind'>>): Promise<Publication>;
  publish(id: string, moderator: StaffActor): Promise<Publication>;
  withdraw(id: string, moderator: StaffActor): Promise<Publication>;
}
