import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { Mark } from '../ui/Mark';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { callStep } from './calls';
import { PHONE_WORDS } from './words';

/** At which extension one sits: only there do calls come up. */
export function Seat({ extension }: { extension?: string }) {
  const say = useSay(PHONE_WORDS);
  const [written, setWritten] = useState('');
  const { running, problem, attempt } = useAttempt();
  const sit = (at?: string) => attempt(() => callStep('/extension', { extension: at }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (written.trim() !== '') void sit(written.trim());
  };
  return (
    <form className="row" onSubmit={submit}>
      {extension === undefined ? (
        <>
          <Mark tone="warn">{say('notSeated')}</Mark>
          <Input
            className="extension"
            value={written}
            maxLength={60}
            aria-label={say('seat')}
            placeholder={say('seat')}
            onChange={({ target }) => setWritten(target.value)}
          />
          <Button htmlType="submit" type="primary" loading={running}>
            {say('sit')}
          </Button>
        </>
      ) : (
        <>
          <Mark tone="good">{say('seated', { extension })}</Mark>
          <Button loading={running} onClick={() => void sit()}>
            {say('leave')}
          </Button>
        </>
      )}
      <ProblemAlert problem={problem} />
    </form>
  );
}
