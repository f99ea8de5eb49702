import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { outdate, useHub } from '../../hub/queries';
import { remove } from '../../hub/staff-api';
import type { Macro } from '../../hub/types';
import { MACRO_WORDS } from '../../moves/macro-words';
import { StepLine } from '../../moves/StepLine';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { MacroForm } from './MacroForm';
import '../../style/administration.css';

const OWNER = { person: 'own', platform: 'sharedPlatform', unit: 'sharedUnit' } as const;

/** 快捷操作: one’s own, and those that colleagues share. */
export default function Macros() {
  const say = useSay(MACRO_WORDS);
  const { modal } = App.useApp();
  const { data, error, isLoading, refetch } = useHub<{ items: Macro[] }>('/staff/macros');
  const { problem, attempt } = useAttempt();
  const [form, setForm] = useState<{ macro?: Macro }>();
  const askRemove = ({ id, name }: Macro) =>
    modal.confirm({
      title: say('remove'),
      content: say('removeAsk', { name }),
      okButtonProps: { danger: true },
      onOk: () =>
        attempt(async () => {
          await remove(`/staff/macros/${id}`);
          await outdate('macros');
        }),
    });
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
        <Button className="end" type="primary" onClick={() => setForm({})}>
          {say('add')}
        </Button>
      </div>
      <ProblemAlert problem={error ?? problem} onAgain={error ? () => void refetch() : undefined} />
      <Table<Macro>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={data?.items ?? []}
        pagination={false}
        scroll={{ x: 700 }}
        locale={{ emptyText: say('none') }}
        columns={[
          { title: say('name'), dataIndex: 'name', width: 200 },
          {
            title: say('steps'),
            render: (_, { steps }) => (
              <ol className="macro-steps">
                {steps.map((step, index) => (
                  <li key={index}>
                    <StepLine step={step} />
                  </li>
                ))}
              </ol>
            ),
          },
          {
            title: say('owner'),
            width: 120,
            render: (_, { owner }) => (
              <Mark tone={owner.type === 'person' ? 'plain' : 'info'}>{say(OWNER[owner.type])}</Mark>
            ),
          },
          {
            title: say('updated'),
            width: 160,
            render: (_, { updatedAt, updatedBy }) => (
              <>
                <When at={updatedAt} /> <span className="soft">{updatedBy}</span>
              </>
            ),
          },
          {
            title: say('acts'),
            width: 150,
            render: (_, macro) =>
              macro.mayChange && (
                <div className="row nowrap">
                  <Button
                    size="small"
                    aria-label={`${say('edit')} ${macro.name}`}
                    onClick={() => setForm({ macro })}
                  >
                    {say('edit')}
                  </Button>
                  <Button
                    size="small"
                    danger
                    aria-label={`${say('remove')} ${macro.name}`}
                    onClick={() => void askRemove(macro)}
                  >
                    {say('remove')}
                  </Button>
                </div>
              ),
          },
        ]}
      />
      {form && <MacroForm macro={form.macro} onClose={() => setForm(undefined)} />}
    </>
  );
}
