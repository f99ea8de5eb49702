import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { newId } from '../../shared/id';
import { useCatalogue } from '../hub/catalogue';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffPublication } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { Words } from '../ui/Words';
import { useSay } from '../words';
import { PUBLICATION_WORDS } from './words';

interface Draft {
  kind: StaffPublication['kind'];
  title: string;
  body: string;
  unit?: string;
}

/** Writes a text or rewords it; what tells of a person is refused by the hub, and said at the field. */
export function Editor({ publication, onClose }: { publication?: StaffPublication; onClose(): void }) {
  const say = useSay(PUBLICATION_WORDS);
  const { units } = useCatalogue();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const [key] = useState(newId);
  const { running, problem, attempt } = useAttempt();
  useEffect(() => {
    form.setFields(
      (problem?.fields ?? []).flatMap(({ path, message: wrong }) =>
        path === 'title' || path === 'body' || path === 'unit' ? [{ name: path, errors: [wrong] }] : [],
      ),
    );
  }, [problem]);
  const send = ({ kind, ...text }: Draft) =>
    attempt(async () => {
      if (publication) await post(`/staff/publications/${publication.id}/edit`, text, { key });
      else await post('/staff/publications', { kind, ...text }, { key });
      await outdate('publications');
      void message.success(say('saved'));
      onClose();
    });
  const required = [{ required: true, message: say('required') }];
  return (
    <Modal
      open
      title={say(publication ? 'edit' : 'write')}
      width={720}
      okText={say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <ProblemAlert problem={problem} />
      <Form
        form={form}
        layout="vertical"
        initialValues={publication ?? { kind: 'case' }}
        onFinish={(draft) => void send(draft)}
      >
        {!publication && (
          <Form.Item name="kind" label={say('kind')}>
            <Radio.Group
              options={[
                { value: 'case', label: say('case') },
                { value: 'notice', label: say('notice') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item name="title" label={say('title')} rules={required}>
          <Input maxLength={100} showCount />
        </Form.Item>
        <Form.Item name="body" label={say('body')} rules={required} extra={say('bodyHint')}>
          <Words rows={8} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="unit" label={say('unit')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
