import { Button, Empty, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { PLACES } from '../../../../../src/core/model/canned-words.js';
import { outdate, useHub } from '../../hub/queries';
import { post, remove } from '../../hub/staff-api';
import { useMay, useStaff } from '../../session/session';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { Words } from '../../ui/Words';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import type { CannedAnswer } from './canned';

interface Wanted {
  title: string;
  text: string;
  tags: string[];
  shared?: 'no' | 'platform' | 'unit';
}

/** One's own canned answers and those that are shared: written, changed, given up. */
export function CannedManager({ onClose }: { onClose(): void }) {
  const say = useSay(INBOX_WORDS);
  const [edited, setEdited] = useState<CannedAnswer | 'new'>();
  const { data, error } = useHub<{ items: CannedAnswer[] }>('/staff/canned-answers', {});
  const { problem, attempt } = useAttempt();
  const drop = (one: CannedAnswer) =>
    attempt(async () => {
      await remove(`/staff/canned-answers/${one.id}`);
      await outdate('canned-answers');
    });
  return (
    <Modal open onCancel={onClose} footer={null} title={say('cannedManage')} width={640}>
      <ProblemAlert problem={error ?? problem} />
      {edited ? (
        <CannedForm answer={edited === 'new' ? undefined : edited} onDone={() => setEdited(undefined)} />
      ) : (
        <>
          <Button type="primary" onClick={() => setEdited('new')}>
            {say('cannedNew')}
          </Button>
          <ul className="lines">
            {data?.items.map((one) => (
              <li key={one.id}>
                <span>
                  <strong>{one.title}</strong>{' '}
                  {one.tags.map((tag) => (
                    <Mark key={tag}>{tag}</Mark>
                  ))}{' '}
                  <Mark tone="info">{say(SHARED[one.owner.type])}</Mark>
                  <span className="canned-text soft">{one.text}</span>
                </span>
                {one.mayChange && (
                  <span className="row">
                    <Button size="small" onClick={() => setEdited(one)}>
                      {say('edit')}
                    </Button>
                    <Button size="small" danger onClick={() => void drop(one)}>
                      {say('remove')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
          {data?.items.length === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noCanned')} />
          )}
        </>
      )}
    </Modal>
  );
}

const SHARED = { person: 'sharedNo', platform: 'sharedPlatform', unit: 'sharedUnit' } as const;

function CannedForm({ answer, onDone }: { answer?: CannedAnswer; onDone(): void }) {
  const say = useSay(INBOX_WORDS);
  const mayShare = useMay('canned-answer.share');
  const { unit } = useStaff().staff;
  const { running, problem, attempt } = useAttempt();
  const save = ({ shared = 'no', ...wanted }: Wanted) =>
    attempt(async () => {
      const words = { ...wanted, tags: wanted.tags ?? [] };
      await (answer
        ? post(`/staff/canned-answers/${answer.id}`, { ...words, version: answer.version })
        : post('/staff/canned-answers', { ...words, shared }));
      await outdate('canned-answers');
      onDone();
    });
  return (
    <Form<Wanted>
      layout="vertical"
      initialValues={answer}
      onFinish={(wanted) => void save(wanted)}
      disabled={running}
    >
      <ProblemAlert problem={problem} />
      <Form.Item name="title" label={say('cannedTitle')} rules={[{ required: true, max: 60 }]}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item
        name="text"
        label={say('cannedText')}
        extra={say('cannedPlaces', { places: PLACES.map((place) => `{{${place}}}`).join(' ') })}
        rules={[{ required: true, max: 5_000 }]}
      >
        <Words rows={4} />
      </Form.Item>
      <Form.Item name="tags" label={say('cannedTags')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      {!answer && mayShare && (
        <Form.Item name="shared" label={say('shared')} initialValue="no">
          <Select
            options={[
              { value: 'no', label: say('sharedNo') },
              { value: 'platform', label: say('sharedPlatform') },
              ...(unit === undefined ? [] : [{ value: 'unit', label: say('sharedUnit') }]),
            ]}
          />
        </Form.Item>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={running}>
          {say('save')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </Form>
  );
}
