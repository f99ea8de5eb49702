import { App, Button, Popconfirm } from 'antd';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffPublication } from '../hub/types';
import { useMay, useStaff } from '../session/session';
import { Mark } from '../ui/Mark';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { clockTime } from '../ui/time';
import { useSay } from '../words';
import { PUBLICATION_WORDS } from './words';

/** One text with what may be done with it: its author does not let it out. */
export function PublicationCard({ publication, onEdit }: { publication: StaffPublication; onEdit(): void }) {
  const say = useSay(PUBLICATION_WORDS);
  const { staff } = useStaff();
  const mayModerate = useMay('publication.moderate');
  const { message } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const { id, kind, title, body, state, unitName, authorName, moderatorName } = publication;
  const at = publication.publishedAt ?? publication.updatedAt;
  const isOwn = authorName === staff.name;
  const move = (what: 'publish' | 'withdraw') =>
    attempt(async () => {
      await post(`/staff/publications/${id}/${what}`);
      await outdate('publications');
      void message.success(say('done'));
    });
  return (
    <article className="card">
      <h2>
        <Mark tone="info">{say(kind)}</Mark> {title}
      </h2>
      <ProblemAlert problem={problem} />
      <p className="said publication-body">{body}</p>
      <p className="soft">
        {[
          unitName,
          say('by', { author: authorName }),
          moderatorName && say('moderated', { moderator: moderatorName }),
          clockTime(at),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="row">
        {state !== 'published' && <Button onClick={onEdit}>{say('edit')}</Button>}
        {mayModerate && state === 'draft' && !isOwn && (
          <Popconfirm title={say('publishAsk')} onConfirm={() => void move('publish')}>
            <Button type="primary" loading={running}>
              {say('publish')}
            </Button>
          </Popconfirm>
        )}
        {mayModerate && state === 'draft' && isOwn && <span className="soft">{say('own')}</span>}
        {mayModerate && state === 'published' && (
          <Popconfirm title={say('withdrawAsk')} onConfirm={() => void move('withdraw')}>
            <Button danger loading={running}>
              {say('withdraw')}
            </Button>
          </Popconfirm>
        )}
        {state === 'published' && (
          <a href={kind === 'case' ? `/cases/${id}` : `/notices/${id}`} target="_blank" rel="noreferrer">
            {say('read')}
          </a>
        )}
      </div>
    </article>
  );
}
