import { Form, Input, Modal, Select } from 'antd';
import { ROLE_EN, ROLE_ZH } from '../../../../../src/core/model/code-words.js';
import { useCatalogue } from '../../hub/catalogue';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { Role, StaffView } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { isEnglish, useSay } from '../../words';
import { ACCOUNT_WORDS } from './words';

interface Said {
  login: string;
  name: string;
  roles: Role[];
  unit?: string;
  platform?: string;
  expiresAt?: string;
}

/** A new account, or a change of one. Empty fields of a change take away what was there. */
export function AccountForm({
  account,
  onClose,
  onPassword,
}: {
  account?: StaffView;
  onClose(): void;
  onPassword(told: { name: string; password: string }): void;
}) {
  const say = useSay(ACCOUNT_WORDS);
  const { units, platforms } = useCatalogue();
  const [form] = Form.useForm<Said>();
  const { running, problem, attempt } = useAttempt();
  const send = ({ login, name, roles, unit, platform, expiresAt }: Said) =>
    attempt(async () => {
      const until = expiresAt ? `${expiresAt}T16:00:00.000Z` : undefined;
      if (account) {
        const change = {
          name,
          roles,
          unit: unit ?? null,
          platform: platform ?? null,
          expiresAt: until ?? null,
        };
        await post(`/admin/staff/${account.id}`, change);
      } else {
        const wanted = { login, name, roles, unit, platform, expiresAt: until };
        const { oneTimePassword } = await post<{ oneTimePassword: string }>('/admin/staff', wanted);
        onPassword({ name, password: oneTimePassword });
      }
      await outdate('staff');
      onClose();
    });
  const required = [{ required: true, message: say('required') }];
  const roleNames = Object.entries<string>(isEnglish() ? ROLE_EN : ROLE_ZH);
  const search = { optionFilterProp: 'label' };
  return (
    <Modal
      open
      title={account ? `${say('edit')} · ${account.login}` : say('add')}
      okText={say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: running }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert problem={problem} />
      <Form
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={account && { ...account, expiresAt: account.expiresAt?.slice(0, 10) }}
      >
        <Form.Item name="login" label={say('login')} rules={required} extra={account && say('noLogin')}>
          <Input disabled={account !== undefined} autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="roles" label={say('roles')} rules={required}>
          <Select mode="multiple" options={roleNames.map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="unit" label={say('unit')}>
          <Select
            allowClear
            showSearch={search}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="platform" label={say('platform')}>
          <Select
            allowClear
            placeholder={say('city')}
            options={platforms.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="expiresAt" label={say('expiresAt')}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
