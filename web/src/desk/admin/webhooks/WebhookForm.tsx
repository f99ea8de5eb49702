import { Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import { newId } from '../../../shared/id';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { Webhook } from '../../hub/types';
import { useCityOptions } from '../../ui/city-options';
import { optionsOf, requestTypeOptions } from '../../ui/options';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { WEBHOOK_WORDS } from './words';

interface Said {
  name: string;
  url: string;
  which: 'all' | 'some';
  events?: Exclude<Webhook['events'], 'all'>;
  filter: Webhook['filter'];
}

/** A new subscription, or a change of one; a change counts for events from now on. */
export function WebhookForm({
  webhook,
  onClose,
  onSecret,
}: {
  webhook?: Webhook;
  onClose(): void;
  onSecret?(secret: string): void;
}) {
  const say = useSay(WEBHOOK_WORDS);
  const city = useCityOptions();
  const [form] = Form.useForm<Said>();
  const [key] = useState(newId);
  const which = Form.useWatch('which', form);
  const { running, problem, attempt } = useAttempt();
  const send = ({ name, url, which: all, events, filter }: Said) =>
    attempt(async () => {
      const wanted = { name, url, filter, events: all === 'all' ? all : events };
      if (webhook) await post(`/admin/webhooks/${webhook.id}`, wanted);
      else onSecret?.((await post<{ secret: string }>('/admin/webhooks', wanted, { key })).secret);
      await outdate('webhooks');
      onClose();
    });
  const required = [{ required: true, message: say('required') }];
  const many = {
    mode: 'multiple',
    placeholder: say('anyOf'),
    showSearch: { optionFilterProp: 'label' },
  } as const;
  return (
    <Modal
      open
      title={webhook ? `${say('edit')} · ${webhook.name}` : say('add')}
      okText={say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <ProblemAlert problem={problem} />
      <Form form={form} layout="vertical" onFinish={send} initialValues={saidOf(webhook)}>
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="url" label={say('url')} rules={required} extra={say('urlHint')}>
          <Input inputMode="url" maxLength={2000} autoComplete="off" />
        </Form.Item>
        <Form.Item name="which" label={say('events')}>
          <Radio.Group
            options={[
              { value: 'all', label: say('all') },
              { value: 'some', label: say('some') },
            ]}
          />
        </Form.Item>
        {which === 'some' && (
          <Form.Item name="events" label={say('some')} rules={required}>
            <Select
              {...many}
              placeholder={say('events')}
              options={optionsOf(TICKET_MOVE_ZH, TICKET_MOVE_EN)}
            />
          </Form.Item>
        )}
        <Form.Item name={['filter', 'units']} label={say('units')}>
          <Select {...many} options={city.units} />
        </Form.Item>
        <Form.Item name={['filter', 'platforms']} label={say('platforms')}>
          <Select {...many} options={city.platforms} />
        </Form.Item>
        <Form.Item name={['filter', 'types']} label={say('types')}>
          <Select {...many} options={requestTypeOptions()} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function saidOf(webhook: Webhook | undefined): Partial<Said> {
  if (!webhook) return { which: 'all', filter: { units: [], platforms: [], types: [] } };
  const { name, url, events, filter } = webhook;
  return events === 'all'
    ? { name, url, filter, which: 'all' }
    : { name, url, filter, which: 'some', events };
}
