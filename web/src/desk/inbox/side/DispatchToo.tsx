import { Checkbox, Radio } from 'antd';
import { useEffect } from 'react';
import type { HeardRequest } from '../../hub/types';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Where it could go, and why: a proposal, which one press takes along. */
export function DispatchToo({
  suggestion,
  unit,
  onUnit,
}: {
  suggestion: NonNullable<HeardRequest['dispatch']>;
  unit?: string;
  onUnit(unit: string | undefined): void;
}) {
  const say = useSay(INBOX_WORDS);
  const all = [suggestion, ...suggestion.alternatives];
  const chosen = all.find((one) => one.unit === unit) ?? suggestion;
  useEffect(() => onUnit(suggestion.unit), [suggestion.unit]);
  return (
    <section className="card">
      <Checkbox
        checked={unit !== undefined}
        onChange={({ target }) => onUnit(target.checked ? suggestion.unit : undefined)}
      >
        {say('dispatchTo', { unit: chosen.unitName })}
      </Checkbox>
      {all.length > 1 && (
        <Radio.Group
          className="stack tight"
          value={unit}
          disabled={unit === undefined}
          onChange={({ target }) => onUnit(String(target.value))}
          options={all.map((one) => ({ value: one.unit, label: `${one.unitName}：${one.reason}` }))}
        />
      )}
      {all.length === 1 && <p className="soft">{suggestion.reason}</p>}
    </section>
  );
}
