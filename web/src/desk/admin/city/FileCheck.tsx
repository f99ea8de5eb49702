import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { post } from '../../hub/staff-api';
import type { City } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { ConfigProblems } from './ConfigProblems';
import { FileText } from './FileText';
import { CITY_WORDS } from './words';

/** What the hub would say of one file, were it changed. */
export function FileCheck() {
  const say = useSay(CITY_WORDS);
  const [name, setName] = useState('deadlines.json');
  const [content, setContent] = useState('');
  const [found, setFound] = useState<City['problems']>();
  const { running, problem, attempt } = useAttempt();
  const check = () =>
    attempt(async () => {
      setFound(undefined);
      setFound((await post<{ problems: City['problems'] }>('/admin/city/check', { name, content })).problems);
    });
  return (
    <section className="card stack">
      <p className="soft">{say('checkLead')}</p>
      <label>
        {say('fileName')}
        <Input
          value={name}
          placeholder={say('fileNameHint')}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <FileText label={say('content')} value={content} onChange={setContent} onName={setName} />
      <div className="row">
        <Button
          type="primary"
          loading={running}
          disabled={content.trim() === '' || name.trim() === ''}
          onClick={() => void check()}
        >
          {say('runCheck')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {found?.length === 0 && <Alert type="success" showIcon role="status" title={say('fine')} />}
      {found && found.length > 0 && <ConfigProblems problems={found} />}
    </section>
  );
}
