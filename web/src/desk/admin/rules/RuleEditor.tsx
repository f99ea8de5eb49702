import { App, Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import type { RuleText } from '../../../../../src/core/rules/event-rule.js';
import { newId } from '../../../shared/id';
import { go } from '../../../shared/router';
import { outdate } from '../../hub/queries';
import { post, remove } from '../../hub/staff-api';
import type { EventRule } from '../../hub/types';
import { useStaff } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { ActionList } from './ActionList';
import { ConditionList } from './ConditionList';
import { RulePreview } from './RulePreview';
import { TriggerFields } from './TriggerFields';
import { RULE_WORDS } from './words';

const FRESH: RuleText = {
  name: '',
  mode: 'watch',
  trigger: { type: 'created' },
  when: {},
  then: [{ type: 'notify', to: { type: 'unit', leader: false } }],
};

/** What a rule says, beside what it would have done. A change is a new version, decided on the one that was read. */
export function RuleEditor({ rule }: { rule?: EventRule }) {
  const say = useSay(RULE_WORDS);
  const { message, modal } = App.useApp();
  const { staff } = useStaff();
  const [text, setText] = useState<RuleText>(() => (rule ? textOf(rule) : FRESH));
  const [key] = useState(newId);
  const onlySealed = !staff.roles.includes('supervisor');
  const [sealed, setSealed] = useState(rule?.sealed ?? onlySealed);
  const { running, problem, attempt } = useAttempt();
  const change = (part: Partial<RuleText>) => setText((now) => ({ ...now, ...part }));
  const save = () =>
    attempt(async () => {
      const saved = rule
        ? await post<EventRule>(`/staff/rules/${rule.id}`, { ...text, version: rule.version })
        : await post<EventRule>('/staff/rules', { ...text, sealed }, { key });
      void message.success(say('saved'));
      await outdate('rules');
      go(`/desk/rules/${saved.id}`, { replace: true });
    });
  const askRemove = (known: EventRule) =>
    modal.confirm({
      title: say('remove'),
      content: say('removeAsk', { name: known.name }),
      okButtonProps: { danger: true },
      onOk: () =>
        attempt(async () => {
          await remove(`/staff/rules/${known.id}`);
          await outdate('rules');
          go('/desk/rules');
        }),
    });
  return (
    <div className="edit-columns">
      <section className="card stack" aria-label={say('new')}>
        <ProblemAlert problem={problem} />
        <label>
          {say('name')}
          <Input maxLength={60} value={text.name} onChange={({ target }) => change({ name: target.value })} />
        </label>
        <TriggerFields value={text.trigger} onChange={(trigger) => change({ trigger })} />
        <ConditionList value={text.when} onChange={(when) => change({ when })} />
        <ActionList value={text.then} onChange={(then) => change({ then })} />
        {!rule && staff.roles.includes('sealed-desk') && (
          <Checkbox
            checked={sealed}
            disabled={onlySealed}
            onChange={({ target }) => setSealed(target.checked)}
          >
            {say('sealedLead')}
          </Checkbox>
        )}
        <fieldset>
          <legend>{say('mode')}</legend>
          <Radio.Group
            value={text.mode}
            onChange={({ target }) => change({ mode: target.value })}
            options={(['off', 'watch', 'active'] as const).map((value) => ({ value, label: say(value) }))}
          />
          <p className="soft">{say('modeLead')}</p>
        </fieldset>
        <div className="row">
          <Button
            type="primary"
            loading={running}
            disabled={text.name.trim() === '' || text.then.length === 0}
            onClick={() => void save()}
          >
            {say('save')}
          </Button>
          {rule && (
            <Button danger onClick={() => void askRemove(rule)}>
              {say('remove')}
            </Button>
          )}
        </div>
      </section>
      <RulePreview rule={{ trigger: text.trigger, when: text.when, sealed }} />
    </div>
  );
}

const textOf = ({ name, mode, trigger, when, then }: EventRule): RuleText => ({
  name,
  mode,
  trigger,
  when,
  then,
});
