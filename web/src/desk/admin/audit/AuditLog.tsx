import { Alert, Button, Tabs } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { AuditVerification } from '../../../../../src/server/admin/audit-routes.js';
import { post } from '../../hub/staff-api';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { Anchors } from './Anchors';
import { AuditTable } from './AuditTable';
import { AUDIT_WORDS } from './words';

type Verified = z.infer<typeof AuditVerification>;

/** 审计: who did what, and whether the log is as it was written. */
export default function AuditLog() {
  const say = useSay(AUDIT_WORDS);
  const [verified, setVerified] = useState<Verified>();
  const { running, problem, attempt } = useAttempt();
  const verify = () => attempt(async () => setVerified(await post<Verified>('/admin/audit/verify', {})));
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <Button className="end" type="primary" loading={running} onClick={() => void verify()}>
          {say('verify')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {verified && <Outcome verified={verified} />}
      <Tabs
        items={[
          { key: 'log', label: say('log'), children: <AuditTable /> },
          { key: 'anchors', label: say('anchors'), children: <Anchors /> },
        ]}
      />
    </>
  );
}

function Outcome({ verified: { records, fault } }: { verified: Verified }) {
  const say = useSay(AUDIT_WORDS);
  return fault ? (
    <Alert
      className="problem"
      type="error"
      showIcon
      role="alert"
      title={say('broken', { seq: fault.seq, kind: say(fault.kind), n: records })}
    />
  ) : (
    <Alert className="problem" type="success" showIcon role="status" title={say('whole', { n: records })} />
  );
}
