import { Input } from 'antd';
import { Words } from '../../ui/Words';
import { useSay } from '../../words';
import { RETENTION_WORDS } from './words';

/** Whose data it is about, and who asked. */
export interface Asked {
  contact: string;
  reason: string;
}

const LEAST_REASON = 4;
const LEAST_CONTACT = 3;

export const isComplete = ({ contact, reason }: Asked): boolean =>
  contact.trim().length >= LEAST_CONTACT && reason.trim().length >= LEAST_REASON;

export function PersonFields({ value, onChange }: { value: Asked; onChange(next: Asked): void }) {
  const say = useSay(RETENTION_WORDS);
  return (
    <>
      <label>
        {say('contact')}
        <Input
          autoComplete="off"
          maxLength={200}
          value={value.contact}
          onChange={({ target }) => onChange({ ...value, contact: target.value })}
        />
      </label>
      <label>
        {say('reason')}
        <Words
          maxLength={500}
          value={value.reason}
          onChange={({ target }) => onChange({ ...value, reason: target.value })}
        />
      </label>
    </>
  );
}
