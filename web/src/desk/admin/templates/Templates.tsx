import { Empty, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useHub } from '../../hub/queries';
import type { Template } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { TemplatePage } from './TemplatePage';
import { TEMPLATE_WORDS } from './words';
import '../../style/administration.css';

/** 消息模板: what citizens are told, found by id or words, and tried beside. */
export default function Templates() {
  const say = useSay(TEMPLATE_WORDS);
  const { data, error, refetch } = useHub<{ items: Template[] }>('/admin/templates');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const has = (one: string) => one.toLowerCase().includes(text.trim().toLowerCase());
  const items = data?.items ?? [];
  const shown = items.filter(({ id, texts }) => has(id) || texts.some((one) => has(one.text)));
  const template = items.find(({ id }) => id === chosen);
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      {!data && !error && <Skeleton active />}
      <div className="edit-columns templates">
        <section className="card" aria-label={say('heading')}>
          <Input.Search
            allowClear
            aria-label={say('find')}
            placeholder={say('find')}
            onChange={({ target }) => setText(target.value)}
          />
          {data && shown.length === 0 && <Empty description={say('none')} />}
          <ul className="template-list">
            {shown.map(({ id, texts }) => (
              <li key={id}>
                <button type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
                  <code>{id}</code>
                  <span className="soft">{texts[0]?.text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        {template ? (
          <TemplatePage key={template.id} template={template} />
        ) : (
          <section className="card soft">{say('choose')}</section>
        )}
      </div>
    </>
  );
}
