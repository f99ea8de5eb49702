import { App, Button, Dropdown } from 'antd';
import { useEffect } from 'react';
import { outdate } from '../../hub/queries';
import { post, remove } from '../../hub/staff-api';
import type { StaffView } from '../../hub/types';
import { useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { ACCOUNT_WORDS } from './words';

interface AccountActsProps {
  account: StaffView;
  onEdit(): void;
  onPassword(told: { name: string; password: string }): void;
}

/** What an administrator does to an account; each asks first, because a sign-in ends by it. */
export function AccountActs({ account, onEdit, onPassword }: AccountActsProps) {
  const say = useSay(ACCOUNT_WORDS);
  const { modal, notification } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const { id, name, disabled, secondFactor, ssoLinked } = account;
  useEffect(() => {
    if (problem) notification.error({ title: problem.message, description: problem.hint });
  }, [problem, notification]);

  const ask = (what: string, work: () => Promise<unknown>) =>
    modal.confirm({
      title: say('sure', { what, name }),
      content: say('sureLead'),
      onOk: () =>
        attempt(async () => {
          await work();
          await outdate('staff');
        }),
    });
  const simple = (path: string, label: string) => ({
    key: path,
    label,
    onClick: () => void ask(label, () => post(`/admin/staff/${id}/${path}`)),
  });
  const items = [
    {
      key: 'password',
      label: say('resetPassword'),
      onClick: () =>
        void ask(say('resetPassword'), async () => {
          const path = `/admin/staff/${id}/reset-password`;
          const { oneTimePassword } = await post<{ oneTimePassword: string }>(path);
          onPassword({ name, password: oneTimePassword });
        }),
    },
    ...(secondFactor ? [simple('reset-second-factor', say('resetFactor'))] : []),
    ...(ssoLinked ? [simple('unlink-sso', say('unlinkSso'))] : []),
    {
      key: 'sessions',
      label: say('endSessions'),
      onClick: () => void ask(say('endSessions'), () => remove(`/admin/staff/${id}/sessions`)),
    },
    disabled ? simple('enable', say('enable')) : { ...simple('disable', say('disable')), danger: true },
  ];
  return (
    <div className="row nowrap">
      <Button size="small" onClick={onEdit} aria-label={`${say('edit')} ${name}`}>
        {say('edit')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button size="small" loading={running} aria-label={`${say('more')} ${name}`}>
          …
        </Button>
      </Dropdown>
    </div>
  );
}
