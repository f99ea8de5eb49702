import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { CitizenExportView } from '../../../../../src/server/admin/privacy-routes.js';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { saveFile } from '../../ui/save-file';
import { useSay } from '../../words';
import { type Asked, isComplete, PersonFields } from './PersonFields';
import { RETENTION_WORDS } from './words';

/** 查阅、复制: everything of one person as a file, for that person. */
export function Export() {
  const say = useSay(RETENTION_WORDS);
  const [asked, setAsked] = useState<Asked>({ contact: '', reason: '' });
  const [withheld, setWithheld] = useState<number>();
  const { running, problem, attempt } = useAttempt();
  const run = () =>
    attempt(async () => {
      setWithheld(undefined);
      const content = await post<z.infer<typeof CitizenExportView>>('/admin/citizens/export', asked);
      saveFile(`citizen-${content.exportedAt.slice(0, 10)}.json`, JSON.stringify(content, null, 2));
      setWithheld(content.sealedTicketsWithheld);
    });
  return (
    <section className="card stack">
      <p className="soft">{say('exportLead')}</p>
      <PersonFields value={asked} onChange={setAsked} />
      <div className="row">
        <Button type="primary" loading={running} disabled={!isComplete(asked)} onClick={() => void run()}>
          {say('exportRun')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {withheld !== undefined && (
        <Alert type="success" showIcon role="status" title={say('exported', { n: withheld })} />
      )}
    </section>
  );
}
