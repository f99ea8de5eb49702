import { type RefSelectProps, Select } from 'antd';
import { useRef } from 'react';
import { useShortcuts } from '../frame/shortcuts';
import { useCatalogue } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { Mark } from '../ui/Mark';
import { useSay } from '../words';
import { DISPATCH_WORDS } from './words';

export interface Candidate {
  unit: string;
  unitName: string;
  reason: string;
}

/** Where the hub would send it: the suggestion first, each with its reason. */
export function candidatesOf({ dispatchSuggestion }: TicketDetail): Candidate[] {
  if (!dispatchSuggestion) return [];
  const { unit, unitName, reason, alternatives } = dispatchSuggestion;
  return [{ unit, unitName, reason }, ...alternatives];
}

/** The lead unit: the hub's proposals under the keys 1, 2, …, and all others in a list. */
export function UnitChoice({
  candidates,
  value,
  onChange,
}: {
  candidates: readonly Candidate[];
  value?: string;
  onChange(unit: string): void;
}) {
  const say = useSay(DISPATCH_WORDS);
  const { units } = useCatalogue();
  const select = useRef<RefSelectProps>(null);
  const isOther = value !== undefined && !candidates.some(({ unit }) => unit === value);
  useShortcuts([
    ...candidates.map(({ unit }, index) => ({
      keys: `${index + 1}`,
      label: say('pick', { n: index + 1 }),
      run: () => onChange(unit),
    })),
    { keys: 'u', label: say('focusOther'), run: () => select.current?.focus() },
  ]);
  return (
    <fieldset className="choices">
      <legend>{say('to')}</legend>
      {candidates.map(({ unit, unitName, reason }, index) => (
        <label key={unit} className="choice">
          <input type="radio" name="lead" checked={value === unit} onChange={() => onChange(unit)} />
          <span>
            <kbd>{index + 1}</kbd> <strong>{unitName}</strong>{' '}
            {index === 0 && <Mark tone="good">{say('suggested')}</Mark>}
            <br />
            <span className="soft">{reason}</span>
          </span>
        </label>
      ))}
      {candidates.length === 0 && <p className="soft">{say('none')}</p>}
      <Select
        ref={select}
        aria-label={say('otherUnit')}
        placeholder={say('otherUnit')}
        showSearch={{ optionFilterProp: 'label' }}
        value={isOther ? value : undefined}
        onChange={onChange}
        options={units.filter(({ current }) => current).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </fieldset>
  );
}
