import { Select } from 'antd';
import { useState } from 'react';
import { ROLE_EN, ROLE_ZH } from '../../../../../src/core/model/code-words.js';
import type { RuleAction } from '../../../../../src/core/rules/event-rule.js';
import { useHub } from '../../hub/queries';
import { useNames, useSay } from '../../words';
import { RULE_WORDS } from './words';

type Reader = Extract<RuleAction, { type: 'notify' }>['to'];
type Choice = 'unit' | 'leader' | 'assists' | 'desk' | 'role' | 'person';

const FIRST: Record<Choice, Reader> = {
  unit: { type: 'unit', leader: false },
  leader: { type: 'unit', leader: true },
  assists: { type: 'assists' },
  desk: { type: 'desk' },
  role: { type: 'role', role: 'supervisor' },
  person: { type: 'person', staffId: '' },
};
const CHOICES = ['unit', 'leader', 'assists', 'desk', 'role', 'person'] as const;
const READERS = ['operator', 'dispatcher', 'reviewer', 'call-back', 'supervisor', 'sealed-desk'] as const;

/** Who is told. */
export function NotifyFields({ to, onChange }: { to: Reader; onChange(next: Reader): void }) {
  const say = useSay(RULE_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const choice: Choice = to.type === 'unit' ? (to.leader ? 'leader' : 'unit') : to.type;
  return (
    <>
      <Select
        aria-label={say('to')}
        popupMatchSelectWidth={false}
        value={choice}
        onChange={(next) => onChange(FIRST[next])}
        options={CHOICES.map((value) => ({ value, label: say(`to.${value}`) }))}
      />
      {to.type === 'role' && (
        <Select
          aria-label={say('role')}
          popupMatchSelectWidth={false}
          value={to.role}
          onChange={(role) => onChange({ type: 'role', role })}
          options={READERS.map((value) => ({ value, label: roleName(value) }))}
        />
      )}
      {to.type === 'person' && (
        <Person staffId={to.staffId} onChange={(staffId) => onChange({ type: 'person', staffId })} />
      )}
    </>
  );
}

function Person({ staffId, onChange }: { staffId: string; onChange(staffId: string): void }) {
  const say = useSay(RULE_WORDS);
  const [q, setQ] = useState('');
  const { data } = useHub<{ items: { id: string; name: string }[] }>('/staff/colleagues', { q });
  return (
    <Select
      aria-label={say('person')}
      placeholder={say('person')}
      popupMatchSelectWidth={false}
      status={staffId === '' ? 'error' : undefined}
      showSearch={{ onSearch: setQ, filterOption: false }}
      value={staffId === '' ? undefined : staffId}
      onChange={onChange}
      options={data?.items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
