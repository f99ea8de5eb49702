import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { CALL_BACK_RESULT_EN, CALL_BACK_RESULT_ZH } from '../../../../src/core/model/call-words.js';
import { type Page, useHub } from '../hub/queries';
import type { Call } from '../hub/types';
import { useStaff } from '../session/session';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { When } from '../ui/When';
import { isEnglish, useSay } from '../words';
import { callerOf, callStep } from './calls';
import { PHONE_WORDS } from './words';

/** 回拨: who waits longest first; one person at a time, until somebody was reached. */
export function CallBacks() {
  const say = useSay(PHONE_WORDS);
  const { data, error } = useHub<Page<Call>>('/staff/calls', { callBacks: true, limit: 50 });
  const calls = data?.items ?? [];
  return (
    <section aria-label={say('backs')} className="call-list">
      <h2>
        {say('backs')} · {calls.length}
      </h2>
      <ProblemAlert problem={error} />
      {calls.length === 0 && <p className="soft">{say('noBacks')}</p>}
      <ul>
        {calls.map((call) => (
          <li key={call.id} className="card">
            <CallBack call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CallBack({ call }: { call: Call }) {
  const say = useSay(PHONE_WORDS);
  const { staff } = useStaff();
  const { running, problem, attempt } = useAttempt();
  const { callBack, id } = call;
  if (!callBack) return null;
  const { state, takenBy, tries, since } = callBack;
  return (
    <>
      <div className="row">
        <strong>{callerOf(call) ?? say('hidden')}</strong>
        <span className="soft">
          <When at={since} />
          {tries.length > 0 && ` · ${say('tries', { n: tries.length })}`}
        </span>
        {state === 'open' && (
          <Button
            loading={running}
            onClick={() => void attempt(async () => void (await callStep(`/${id}/call-back/take`)))}
          >
            {say('takeBack')}
          </Button>
        )}
        {state === 'taken' && takenBy !== staff.name && (
          <span>{say('takenBy', { name: takenBy ?? '' })}</span>
        )}
      </div>
      <ProblemAlert problem={problem} />
      {state === 'taken' && takenBy === staff.name && <Outcome id={id} />}
    </>
  );
}

function Outcome({ id }: { id: string }) {
  const say = useSay(PHONE_WORDS);
  const [note, setNote] = useState('');
  const { running, problem, attempt } = useAttempt();
  const options = Object.entries(isEnglish() ? CALL_BACK_RESULT_EN : CALL_BACK_RESULT_ZH).map(
    ([value, label]) => ({ value, label }),
  );
  const finish = ({ result }: { result: string }) =>
    attempt(async () => {
      const body = note.trim() === '' ? { result } : { result, note: note.trim() };
      await callStep(`/${id}/call-back/finish`, body);
    });
  return (
    <Form layout="vertical" className="outcome" initialValues={{ result: 'reached' }} onFinish={finish}>
      <ProblemAlert problem={problem} />
      <Form.Item name="result" label={say('result')}>
        <Select options={options} />
      </Form.Item>
      <Form.Item label={say('note')} htmlFor={`note-${id}`}>
        <Input
          id={`note-${id}`}
          value={note}
          maxLength={2000}
          onChange={({ target }) => setNote(target.value)}
        />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={running}>
        {say('finishBack')}
      </Button>
    </Form>
  );
}
