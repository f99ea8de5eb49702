import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { outdate, useHub } from '../hub/queries';
import { post, type Query, remove } from '../hub/staff-api';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { filterBody } from './address-filter';
import { TICKET_WORDS } from './words';

interface View {
  id: string;
  name: string;
  filter: Record<string, string | number | boolean | string[]>;
  sort: string;
  order: string;
}

/** Filters somebody keeps under a name. */
export function SavedViews({
  filter,
  onApply,
  onClear,
}: {
  filter: Record<string, string>;
  onApply(filter: Query): void;
  onClear(): void;
}) {
  const say = useSay(TICKET_WORDS);
  const views = useHub<{ items: View[] }>('/staff/views');
  const { running, problem, attempt } = useAttempt();
  const [name, setName] = useState('');
  const keep = () =>
    attempt(async () => {
      const { sort, order } = filter;
      await post('/staff/views', { name, filter: filterBody(filter), sort, order });
      setName('');
      await outdate('views');
    });
  const apply = (view: View) => {
    onClear();
    const { sort, order } = view;
    onApply({ ...view.filter, ...(sort === 'dueAt' ? { sort, order } : {}) });
  };
  const drop = (id: string) =>
    attempt(async () => {
      await remove(`/staff/views/${id}`);
      await outdate('views');
    });
  const known = views.data?.items ?? [];
  const content = (
    <div className="stack tight views">
      <ProblemAlert problem={problem} />
      {known.length === 0 && <span className="soft">{say('noViews')}</span>}
      {known.map((view) => (
        <div key={view.id} className="row between">
          <Button type="link" onClick={() => apply(view)}>
            {view.name}
          </Button>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${say('delete')} ${view.name}`}
            onClick={() => void drop(view.id)}
          />
        </div>
      ))}
      {Object.keys(filter).length > 0 && (
        <Space.Compact>
          <Input
            value={name}
            maxLength={60}
            placeholder={say('viewName')}
            aria-label={say('saveView')}
            onChange={({ target }) => setName(target.value)}
            onPressEnter={() => void keep()}
          />
          <Button type="primary" loading={running} disabled={name.trim() === ''} onClick={() => void keep()}>
            {say('save')}
          </Button>
        </Space.Compact>
      )}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title={say('views')}>
      <Button>{say('views')}</Button>
    </Popover>
  );
}
