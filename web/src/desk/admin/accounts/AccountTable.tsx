import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import { ROLE_EN, ROLE_ZH } from '../../../../../src/core/model/code-words.js';
import { useUnitName } from '../../hub/catalogue';
import { useHub } from '../../hub/queries';
import type { StaffView } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useNames, useSay } from '../../words';
import { AccountActs } from './AccountActs';
import { AccountForm } from './AccountForm';
import { OneTimePassword } from './OneTimePassword';
import { ACCOUNT_WORDS } from './words';

/** All accounts, found by name, each with what can be done to it. */
export function AccountTable() {
  const say = useSay(ACCOUNT_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const unitName = useUnitName();
  const { data, error, isLoading, refetch } = useHub<{ items: StaffView[] }>('/admin/staff');
  const [text, setText] = useState('');
  const [form, setForm] = useState<{ account?: StaffView }>();
  const [password, setPassword] = useState<{ name: string; password: string }>();
  const shown = (data?.items ?? []).filter(({ name, login }) =>
    `${name} ${login}`.toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <>
      <div className="row filters">
        <Input.Search
          allowClear
          className="filter-text"
          aria-label={say('search')}
          placeholder={say('search')}
          onChange={({ target }) => setText(target.value)}
        />
        <Button type="primary" onClick={() => setForm({})}>
          {say('add')}
        </Button>
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      <Table<StaffView>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={shown}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 900 }}
        columns={[
          { title: say('login'), dataIndex: 'login' },
          {
            title: say('name'),
            render: (_, { name, disabled }) => (
              <>
                {name} {disabled && <Mark tone="bad">{say('disabled')}</Mark>}
              </>
            ),
          },
          { title: say('roles'), render: (_, { roles }) => roles.map(roleName).join('、') },
          { title: say('unit'), render: (_, { unit, platform }) => unitName(unit ?? platform) },
          {
            title: say('factor'),
            render: (_, one) => one.secondFactor && <Mark tone="good">{say('factorSet')}</Mark>,
          },
          {
            title: say('lastSignIn'),
            render: (_, { lastSignInAt }) =>
              lastSignInAt === undefined ? say('never') : <When at={lastSignInAt} />,
          },
          {
            title: say('more'),
            render: (_, account) => (
              <AccountActs account={account} onEdit={() => setForm({ account })} onPassword={setPassword} />
            ),
          },
        ]}
      />
      {form && (
        <AccountForm account={form.account} onClose={() => setForm(undefined)} onPassword={setPassword} />
      )}
      {password && <OneTimePassword {...password} onClose={() => setPassword(undefined)} />}
    </>
  );
}
