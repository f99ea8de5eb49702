import { ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { newId } from '../../../shared/id';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { Macro, MacroStep } from '../../hub/types';
import { MACRO_WORDS } from '../../moves/macro-words';
import { StepLine } from '../../moves/StepLine';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { StepDialog } from './StepDialog';

const MOST = 10;

/** A macro and its steps, written; a change is decided on the version that was read. */
export function MacroForm({ macro, onClose }: { macro?: Macro; onClose(): void }) {
  const say = useSay(MACRO_WORDS);
  const { message } = App.useApp();
  const mayShare = useMay('macro.share');
  const [key] = useState(newId);
  const [name, setName] = useState(macro?.name ?? '');
  const [shared, setShared] = useState(false);
  const [steps, setSteps] = useState<MacroStep[]>(macro?.steps ?? []);
  const [open, setOpen] = useState<number>();
  const { running, problem, attempt } = useAttempt();
  const save = () =>
    attempt(async () => {
      if (macro) await post(`/staff/macros/${macro.id}`, { name, steps, version: macro.version });
      else await post('/staff/macros', { name, steps, shared }, { key });
      void message.success(say('saved'));
      await outdate('macros');
      onClose();
    });
  const up = (index: number) => {
    const next = [...steps];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index - 1, 0, moved);
    setSteps(next);
  };
  return (
    <Modal
      open
      width={680}
      title={macro ? `${say('edit')} · ${macro.name}` : say('add')}
      okText={say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running, disabled: name.trim() === '' || steps.length === 0 }}
      onOk={() => void save()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <ProblemAlert problem={problem} />
      <label>
        {say('name')}
        <Input maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      <ol className="edit-lines macro-edit" aria-label={say('steps')}>
        {steps.map((step, index) => (
          <li key={index}>
            <span className="wide">
              <StepLine step={step} />
            </span>
            <Button
              size="small"
              icon={<ArrowUpOutlined />}
              aria-label={say('upStep', { n: index + 1 })}
              disabled={index === 0}
              onClick={() => up(index)}
            />
            <Button
              size="small"
              aria-label={say('editStep', { n: index + 1 })}
              onClick={() => setOpen(index)}
            >
              {say('edit')}
            </Button>
            <Button
              size="small"
              icon={<CloseOutlined />}
              aria-label={say('removeStep', { n: index + 1 })}
              onClick={() => setSteps(steps.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      <Button disabled={steps.length >= MOST} onClick={() => setOpen(steps.length)}>
        {say('addStep')}
      </Button>
      <p className="soft">{say('placesHint')}</p>
      {!macro && mayShare && (
        <Checkbox checked={shared} onChange={({ target }) => setShared(target.checked)}>
          {say('share')}
        </Checkbox>
      )}
      {open !== undefined && (
        <StepDialog
          step={steps[open]}
          onClose={() => setOpen(undefined)}
          onKeep={(step) => {
            setSteps(steps.toSpliced(open, 1, step));
            setOpen(undefined);
          }}
        />
      )}
    </Modal>
  );
}
