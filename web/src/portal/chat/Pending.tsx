import { outbox } from '../../shared/hub';
import { useWords } from '../../shared/language';
import type { OutboxItem } from '../../shared/outbox';
import { setDraft } from './draft';

/** Something written that the hub has not shown back yet, with how far it got. */
export function Pending({ item }: { item: OutboxItem }) {
  const words = useWords();
  const { id, text, attachments, state, problem } = item;
  const isBad = state === 'refused' || state === 'waiting';
  return (
    <li className="message you pending">
      <p className="who">{words('you')}</p>
      <p className="text">{text}</p>
      {attachments.map(({ name }, index) => (
        <p key={index}>{name}</p>
      ))}
      <p className={isBad ? 'state bad' : 'state'}>
        {words(state)}
        {problem && `：${problem}`}{' '}
        {state === 'waiting' && (
          <button type="button" onClick={() => void outbox.flush()}>
            {words('resend')}
          </button>
        )}
        {state === 'refused' && (
          <button
            type="button"
            onClick={() => {
              outbox.remove(id);
              setDraft(text);
            }}
          >
            {words('edit')}
          </button>
        )}
      </p>
    </li>
  );
}
