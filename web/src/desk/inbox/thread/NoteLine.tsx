import type { NoteView } from '../../hub/types';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Words for colleagues: told apart from what the citizen reads at the first glance. */
export function NoteLine({ note: { name, text, at } }: { note: NoteView }) {
  const say = useSay(INBOX_WORDS);
  return (
    <article className="note">
      <header className="soft">
        {say('noteOf', { name })} · <When at={at} />
      </header>
      <p className="said">{text}</p>
    </article>
  );
}
