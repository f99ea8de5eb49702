import { createHash } from 'node:crypto';
import { HubError } from '../core/errors.js';
import type { Understand } from '../core/language/understanding.js';
import { PUBLICATION_STATE_ZH, type Publication, type PublicationState } from '../core/model/publication.js';
import type { Clock } from '../core/ports.js';
import { personalData } from '../core/publication/personal-data.js';
import type {
  PublicationDraft,
  PublicationQuery,
  PublicationRepository,
  PublicationService,
} from '../core/publication/publication-service.js';
import type { StaffActor } from '../core/services.js';

/** Notices and cases on their way to the public: written by one person, let out by another. */
export class PublicationDesk implements PublicationService {
  constructor(
    private readonly deps: { publications: PublicationRepository; understand: Understand; clock: Clock },
  ) {}

  list(query: PublicationQuery): Promise<Publication[]> {
    return this.deps.publications.list(query);
  }

  async get(id: string): Promise<Publication> {
    const found = await this.deps.publications.load(id);
    if (!found) throw new HubError('not-found', 'publication-not-found', '没有这条公示', '请刷新列表后重试');
    return found;
  }

  async published(id: string): Promise<Publication | undefined> {
    const found = await this.deps.publications.load(id);
    return found?.state === 'published' ? found : undefined;
  }

  async draft(author: StaffActor, commandId: string, draft: PublicationDraft): Promise<Publication> {
    this.refusePersonalData(draft);
    const id = `p${createHash('sha256').update(`${author.id}:${commandId}`).digest('hex').slice(0, 24)}`;
    const now = this.deps.clock.now();
    const made: Publication = {
      ...draft,
      id,
      state: 'draft',
      version: 1,
      author: { id: author.id, name: author.name },
      createdAt: now,
      updatedAt: now,
    };
    return (await this.deps.publications.insert(made)) ? made : this.get(id);
  }

  async edit(
    id: string,
    author: StaffActor,
    change: Partial<Omit<PublicationDraft, 'kind'>>,
  ): Promise<Publication> {
    const found = await this.get(id);
    // What the public reads changes only by a moderator's hand: withdrawn, reworded, let out again.
    if (found.state === 'published') this.mustBe(found, 'draft', '修改，请先撤下');
    const edited = { ...found, ...change };
    this.refusePersonalData(edited);
    return this.save(found, {
      ...edited,
      state: 'draft',
      author: { id: author.id, name: author.name },
      moderator: undefined,
      publishedAt: undefined,
    });
  }

  async publish(id: string, moderator: StaffActor): Promise<Publication> {
    const found = await this.get(id);
    if (found.state === 'published') return found;
    this.mustBe(found, 'draft', '发布');
    if (found.author.id === moderator.id) {
      throw new HubError('not-allowed', 'publication-own', '自己写的不能自己审核发布', '请另一位督办员审核');
    }
    // Read again at the last moment: what counts as personal may have grown since the draft was written.
    this.refusePersonalData(found);
    return this.save(found, {
      ...found,
      state: 'published',
      moderator: { id: moderator.id, name: moderator.name },
      publishedAt: this.deps.clock.now(),
    });
  }

  async withdraw(id: string, moderator: StaffActor): Promise<Publication> {
    const found = await this.get(id);
    if (found.state === 'withdrawn') return found;
    return this.save(found, {
      ...found,
      state: 'withdrawn',
      moderator: { id: moderator.id, name: moderator.name },
    });
  }

  private async save(found: Publication, changed: Publication): Promise<Publication> {
    const saved = { ...changed, version: found.version + 1, updatedAt: this.deps.clock.now() };
    if (await this.deps.publications.save(saved, found.version)) return saved;
    throw new HubError('conflict', 'publication-changed', '这条公示刚被他人修改', '请刷新后重试', {
      state: found.state,
    });
  }

  private mustBe({ state }: Publication, wanted: PublicationState, move: string): void {
    if (state === wanted) return;
    throw new HubError(
      'conflict',
      'publication-changed',
      `这条公示当前为“${PUBLICATION_STATE_ZH[state]}”，不能${move}`,
      '请刷新后重试',
      { state },
    );
  }

  private refusePersonalData({ title, body }: Pick<Publication, 'title' | 'body'>): void {
    const { understand, clock } = this.deps;
    const fields = Object.entries({ title, body }).flatMap(([path, text]) =>
      personalData(text, understand, clock.now()).map((found) => ({
        path,
        message: `${KIND_ZH[found.kind]}：${found.text}`,
      })),
    );
    if (fields.length === 0) return;
    throw new HubError(
      'bad-input',
      'publication-personal-data',
      '文中有能认出诉求人的内容，不能公开',
      '请删去或改写 fields 中列出的内容',
      { fields },
    );
  }
}

const KIND_ZH = {
  phone: '手机号',
  'id-number': '身份证号',
  plate: '车牌号',
  name: '姓名',
  home: '住址',
  ticket: '工单编号',
} as const;
