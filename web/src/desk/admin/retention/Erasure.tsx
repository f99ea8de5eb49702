import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ErasureView } from '../../../../../src/server/admin/privacy-routes.js';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { type Asked, isComplete, PersonFields } from './PersonFields';
import { RETENTION_WORDS } from './words';

const NOBODY: Asked = { contact: '', reason: '' };

/** 删除: one person, for good, and only after somebody said that they know what it does. */
export function Erasure() {
  const say = useSay(RETENTION_WORDS);
  const [asked, setAsked] = useState(NOBODY);
  const [sure, setSure] = useState(false);
  const [erased, setErased] = useState<z.infer<typeof ErasureView>>();
  const { running, problem, attempt } = useAttempt();
  const run = () =>
    attempt(async () => {
      setErased(undefined);
      setErased(await post<z.infer<typeof ErasureView>>('/admin/citizens/erase', asked));
      setAsked(NOBODY);
      setSure(false);
    });
  return (
    <section className="card stack">
      <p className="soft">{say('eraseLead')}</p>
      <Alert type="warning" showIcon title={say('eraseWarning')} />
      <PersonFields value={asked} onChange={setAsked} />
      <Checkbox checked={sure} onChange={({ target }) => setSure(target.checked)}>
        {say('eraseConfirm')}
      </Checkbox>
      <div className="row">
        <Button
          danger
          type="primary"
          loading={running}
          disabled={!sure || !isComplete(asked)}
          onClick={() => void run()}
        >
          {say('eraseRun')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {erased && <Alert type="success" showIcon role="status" title={say('erased', erased)} />}
    </section>
  );
}
