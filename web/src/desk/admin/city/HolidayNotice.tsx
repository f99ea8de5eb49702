import { Alert, Button, Input, InputNumber, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { NoticeView } from '../../../../../src/server/views/city-view.js';
import { post } from '../../hub/staff-api';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { saveFile } from '../../ui/save-file';
import { isEnglish, useSay } from '../../words';
import { ConfigProblems } from './ConfigProblems';
import { CITY_WORDS } from './words';

type Notice = z.infer<typeof NoticeView>;
interface Day {
  date: string;
  name: string;
  off: boolean;
}

/** 放假通知: the official words, read into a calendar that somebody checks and takes away as a file. */
export function HolidayNotice() {
  const say = useSay(CITY_WORDS);
  const [text, setText] = useState('');
  const [year, setYear] = useState<number | null>(null);
  const [notice, setNotice] = useState<Notice>();
  const { running, problem, attempt } = useAttempt();
  const read = () =>
    attempt(async () => {
      setNotice(undefined);
      const body = { text, ...(year !== null && { year }) };
      setNotice(await post<Notice>('/admin/city/calendar/import', body));
    });
  return (
    <section className="card stack">
      <p className="soft">{say('noticeLead')}</p>
      <label>
        {say('notice')}
        <Input.TextArea rows={8} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <div className="row">
        <label>
          {say('noticeYear')}{' '}
          <InputNumber min={2000} max={2100} value={year} onChange={setYear} controls={false} />
        </label>
        <Button type="primary" loading={running} disabled={text.trim() === ''} onClick={() => void read()}>
          {say('readNotice')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {notice && <Read notice={notice} />}
    </section>
  );
}

function Read({ notice: { file, problems, configProblems } }: { notice: Notice }) {
  const say = useSay(CITY_WORDS);
  return (
    <>
      {problems.length === 0 && <Alert type="success" showIcon role="status" title={say('noProblem')} />}
      {problems.map(({ words, message }, index) => (
        <Alert
          key={index}
          type="warning"
          showIcon
          role="alert"
          title={isEnglish() ? message.en : message.zh}
          description={<q className="said">{words}</q>}
        />
      ))}
      {configProblems.length > 0 && <ConfigProblems problems={configProblems} />}
      {file && (
        <>
          <div className="row">
            <Button
              type="primary"
              onClick={() => saveFile(file.name.split('/').at(-1) ?? file.name, file.content)}
            >
              {say('download', { name: file.name })}
            </Button>
          </div>
          <Table<Day>
            size="small"
            rowKey="date"
            dataSource={daysOf(file.content)}
            pagination={false}
            scroll={{ x: 400 }}
            columns={[
              { title: say('date'), dataIndex: 'date', width: 130 },
              { title: say('name'), dataIndex: 'name' },
              {
                title: say('table'),
                width: 120,
                render: (_, { off }) => <Mark tone={off ? 'good' : 'warn'}>{say(off ? 'off' : 'work')}</Mark>,
              },
            ]}
          />
        </>
      )}
    </>
  );
}

function daysOf(content: string): Day[] {
  // The hub wrote this file itself, by its own schema.
  const { days }: { days: Day[] } = JSON.parse(content);
  return days;
}
