import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { TICKET_STATE_EN, TICKET_STATE_ZH } from '../../../../src/core/model/ticket-words.js';
import { useCatalogue } from '../hub/catalogue';
import type { Query } from '../hub/staff-api';
import { optionsOf, requestTypeOptions } from '../ui/options';
import { useSay } from '../words';
import { TICKET_WORDS } from './words';

const TYPE_MS = 350;

/** What the list is narrowed by. */
export function TicketFilters({
  filter,
  onChange,
  onClear,
}: {
  filter: Record<string, string>;
  onChange(next: Query): void;
  onClear(): void;
}) {
  const say = useSay(TICKET_WORDS);
  const { units } = useCatalogue();
  const search = { filterOption: true, optionFilterProp: 'label' };
  return (
    <div className="row filters" role="search" aria-label={say('filters')}>
      <Words value={filter['text'] ?? ''} onChange={(text) => onChange({ text })} />
      <Select
        aria-label={say('state')}
        allowClear
        placeholder={say('anyState')}
        value={filter['state']}
        onChange={(state) => onChange({ state })}
        options={optionsOf(TICKET_STATE_ZH, TICKET_STATE_EN)}
      />
      <Select
        aria-label={say('type')}
        allowClear
        placeholder={say('anyType')}
        value={filter['type']}
        onChange={(type) => onChange({ type })}
        options={requestTypeOptions()}
      />
      <Select
        aria-label={say('unit')}
        allowClear
        showSearch={search}
        placeholder={say('anyUnit')}
        value={filter['unit']}
        onChange={(unit) => onChange({ unit })}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
        popupMatchSelectWidth={300}
      />
      <Select
        aria-label={say('byDue')}
        value={filter['sort'] ?? 'createdAt'}
        onChange={(sort) =>
          onChange(sort === 'dueAt' ? { sort, order: 'ascending' } : { sort: undefined, order: undefined })
        }
        options={[
          { value: 'createdAt', label: say('byCreated') },
          { value: 'dueAt', label: say('byDue') },
        ]}
      />
      <Checkbox
        checked={filter['overdue'] === 'true'}
        onChange={({ target }) => onChange({ overdue: target.checked })}
      >
        {say('overdueOnly')}
      </Checkbox>
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={onClear}>
          {say('clear')}
        </Button>
      )}
    </div>
  );
}

/** Asked when the hand rests, not at every letter. */
function Words({ value, onChange }: { value: string; onChange(text: string): void }) {
  const say = useSay(TICKET_WORDS);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPE_MS);
    return () => clearTimeout(timer);
    // `onChange` is made anew with every drawing.
  }, [text, value]);
  return (
    <Input.Search
      allowClear
      aria-label={say('text')}
      placeholder={say('text')}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onSearch={onChange}
      className="filter-text"
    />
  );
}
