import { Button, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { CLOCK_EN, CLOCK_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { DeadlinePreview } from '../../../../../src/server/views/city-view.js';
import { ApiProblem } from '../../../shared/api';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { isEnglish, useNames, useSay } from '../../words';
import { FileText } from './FileText';
import { CITY_WORDS } from './words';

type Preview = z.infer<typeof DeadlinePreview>;
type Moved = Preview['atRestart'];

/** Which clocks of open tickets other limits, or another table of days off, would move. */
export function DeadlineTrial() {
  const say = useSay(CITY_WORDS);
  const [content, setContent] = useState('');
  const [found, setFound] = useState<Preview>();
  const { running, problem, attempt } = useAttempt();
  const preview = () =>
    attempt(async () => {
      setFound(undefined);
      const file = parsed(content, (message) => say('notJson', { message }));
      // A table of days off names its year; limits do not.
      const body = 'year' in file ? { holidays: file } : { deadlines: file };
      setFound(await post<Preview>('/admin/city/deadlines/preview', body));
    });
  return (
    <section className="card stack">
      <p className="soft">{say('previewLead')}</p>
      <FileText label={say('content')} value={content} onChange={setContent} />
      <div className="row">
        <Button
          type="primary"
          loading={running}
          disabled={content.trim() === ''}
          onClick={() => void preview()}
        >
          {say('runPreview')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {found && (
        <>
          <p role="status">
            {say('looked', { n: found.looked })} {!found.complete && say('incomplete')}
          </p>
          <MovedClocks title={say('atRestart')} moved={found.atRestart} />
          <MovedClocks title={say('forNew')} moved={found.forNewTickets} />
        </>
      )}
    </section>
  );
}

function MovedClocks({ title, moved: { count, first } }: { title: string; moved: Moved }) {
  const say = useSay(CITY_WORDS);
  const clockName = useNames(CLOCK_ZH, CLOCK_EN);
  return (
    <>
      <strong>
        {title}：{say('total', { n: count })}
      </strong>
      {count > 0 && (
        <Table<Moved['first'][number]>
          size="small"
          rowKey={({ number, step }) => `${number} ${step}`}
          dataSource={first}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: 800 }}
          columns={[
            { title: say('ticket'), dataIndex: 'number', width: 190 },
            { title: say('step'), render: (_, { step }) => clockName(step), width: 110 },
            { title: say('dueAt'), render: (_, { dueAt }) => dueAt && <When at={dueAt} />, width: 130 },
            {
              title: say('newDueAt'),
              render: (_, { newDueAt }) => newDueAt && <When at={newDueAt} />,
              width: 130,
            },
            { title: say('why'), render: (_, { explanation: { zh, en } }) => (isEnglish() ? en : zh) },
          ]}
        />
      )}
    </>
  );
}

/** The object in a file. Throws `ApiProblem`, as the hub would, when there is none. */
function parsed(content: string, say: (message: string) => string): object {
  try {
    const file: unknown = JSON.parse(content);
    if (typeof file === 'object' && file !== null) return file;
    throw new SyntaxError('no object');
  } catch (error) {
    throw new ApiProblem(400, 'not-json', say(error instanceof Error ? error.message : ''));
  }
}
