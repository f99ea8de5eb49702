import { Alert, App, Input, Modal } from 'antd';
import { useState } from 'react';
import { newId } from '../../shared/id';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { Macro, MacroRun, TicketDetail } from '../hub/types';
import { Mark } from '../ui/Mark';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { MACRO_WORDS } from './macro-words';
import { StepLine } from './StepLine';
import { useMacroPreview } from './use-macro-preview';

type Step = MacroRun['steps'][number];

/** Shows what each step would come to, asks for what its texts leave open, and fires it. */
export function MacroDialog({
  macro,
  ticket,
  onClose,
}: {
  macro: Macro;
  ticket: TicketDetail;
  onClose(): void;
}) {
  const say = useSay(MACRO_WORDS);
  const { message } = App.useApp();
  // Decided on what was seen when it was opened.
  const [version] = useState(ticket.version);
  const [key] = useState(newId);
  const [values, setValues] = useState<Record<string, string>>({});
  const [run, setRun] = useState<MacroRun>();
  const { preview, asked, problem: unseen } = useMacroPreview(macro.id, ticket.id, values);
  const { running, problem, attempt } = useAttempt();
  const fire = () =>
    attempt(async () => {
      const body = { version: macro.version, tickets: [{ id: ticket.id, version }], values };
      const { items } = await post<{ items: MacroRun[] }>(`/staff/macros/${macro.id}/run`, body, { key });
      const [result] = items;
      setRun(result);
      await outdate('tickets');
      if (result?.done !== macro.steps.length) return;
      void message.success(say('allDone', { name: macro.name, n: macro.steps.length }));
      onClose();
    });
  const steps = run?.steps ?? preview?.steps;
  const ready = preview !== undefined && preview.unfilled.length === 0 && preview.steps.every(({ ok }) => ok);
  return (
    <Modal
      open
      title={`${macro.name} · ${ticket.number}`}
      width={640}
      okText={say(run ? 'close' : 'fire')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running, disabled: !run && !ready }}
      onOk={() => (run ? onClose() : void fire())}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="soft">{say('fireLead')}</p>
      <ProblemAlert problem={problem ?? unseen} />
      {run && run.done < macro.steps.length && (
        <Alert className="problem" type="warning" showIcon title={say('stopped', { done: run.done })} />
      )}
      {asked.map((place) => (
        <label key={place}>
          {say('fill', { place })}
          <Input
            className="problem"
            disabled={run !== undefined}
            value={values[place] ?? ''}
            onChange={({ target }) => setValues((now) => withValue(now, place, target.value))}
          />
        </label>
      ))}
      <ol className="macro-steps">
        {macro.steps.map((step, index) => (
          <li key={index}>
            <StepLine step={step} /> <StepState step={steps?.[index]} fired={run !== undefined} />
          </li>
        ))}
      </ol>
    </Modal>
  );
}

function StepState({ step, fired }: { step?: Step; fired: boolean }) {
  const say = useSay(MACRO_WORDS);
  if (!step) return <Mark>{say(fired ? 'notTried' : 'checking')}</Mark>;
  if (step.ok) return <Mark tone="good">{say(fired ? 'done' : 'ok')}</Mark>;
  const { message, hint, fields = [] } = step.problem;
  return (
    <div className="bad-words" role="alert">
      {message} {hint} {fields.map((field) => `${field.path}：${field.message}`).join('；')}
    </div>
  );
}

/** An empty field is a place that is still open. */
function withValue(values: Record<string, string>, place: string, text: string): Record<string, string> {
  const { [place]: _before, ...rest } = values;
  return text === '' ? rest : { ...rest, [place]: text };
}
