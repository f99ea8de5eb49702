import { Button, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { Words } from '../../ui/Words';
import { useSay } from '../../words';
import { type Colleague, ColleagueChoice } from '../thread/ColleagueChoice';
import { INBOX_WORDS } from '../words';

/** Words for colleagues; "@" names one, who is told. */
export function NoteForm({ conversationId }: { conversationId: string }) {
  const say = useSay(INBOX_WORDS);
  const [text, setText] = useState('');
  const [mentions, setMentions] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const { data } = useHub<{ items: Colleague[] }>('/staff/colleagues', { limit: 50 });
  const { running, problem, attempt } = useAttempt();
  const nameOf = (id: string) => data?.items.find((one) => one.id === id)?.name ?? id;
  const save = () =>
    attempt(async () => {
      await post(`/staff/conversations/${conversationId}/note`, { text, mentions });
      setText('');
      setMentions([]);
      await outdate('conversations', conversationId);
    });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (text.trim() !== '') void save();
    } else if (event.key === '@') {
      event.preventDefault();
      setAsking(true);
    } else if (event.key === 'Escape') event.currentTarget.blur();
  };
  const name = (id: string) => {
    setAsking(false);
    setMentions((before) => [...new Set([...before, id])]);
    setText((before) => `${before}@${nameOf(id)} `);
  };
  return (
    <>
      <ProblemAlert problem={problem} />
      <Words
        rows={3}
        value={text}
        aria-label={say('note')}
        placeholder={say('noteHint')}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="reply-foot">
        <Button size="small" onClick={() => setAsking(true)}>
          @
        </Button>
        {mentions.map((id) => (
          <Mark key={id} tone="info">
            @{nameOf(id)}
          </Mark>
        ))}
        <Button
          className="end"
          type="primary"
          disabled={text.trim() === ''}
          loading={running}
          onClick={() => void save()}
        >
          {say('saveNote')}
        </Button>
      </div>
      <Modal
        open={asking}
        onCancel={() => setAsking(false)}
        footer={null}
        title={say('findColleague')}
        width={420}
        destroyOnHidden
      >
        <ColleagueChoice onChoose={name} />
      </Modal>
    </>
  );
}
