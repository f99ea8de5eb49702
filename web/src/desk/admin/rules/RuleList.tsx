import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Segmented, Table } from 'antd';
import { go, Link } from '../../../shared/router';
import { useUnitName } from '../../hub/catalogue';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { EventRule } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { RuleSummary } from './RuleSummary';
import { RULE_WORDS } from './words';

const MODES = ['off', 'watch', 'active'] as const;

/** All rules in the order in which they act. */
export function RuleList() {
  const say = useSay(RULE_WORDS);
  const platformName = useUnitName();
  const { data, error, isLoading, refetch } = useHub<{ items: EventRule[] }>('/staff/rules');
  const { running, problem, attempt } = useAttempt();
  const rules = data?.items ?? [];
  const setMode = ({ id, version, name, trigger, when, then }: EventRule, mode: EventRule['mode']) =>
    attempt(async () => {
      await post(`/staff/rules/${id}`, { name, trigger, when, then, mode, version });
      await outdate('rules');
    });
  const move = (index: number, by: -1 | 1) =>
    attempt(async () => {
      const ids = rules.map(({ id }) => id);
      const [moved] = ids.splice(index, 1);
      if (moved !== undefined) ids.splice(index + by, 0, moved);
      await post('/staff/rules/reorder', { ids });
      await outdate('rules');
    });
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
        <Button className="end" type="primary" onClick={() => go('/desk/rules/new')}>
          {say('add')}
        </Button>
      </div>
      <ProblemAlert problem={error ?? problem} onAgain={error ? () => void refetch() : undefined} />
      <p className="soft">{say('modeLead')}</p>
      <Table<EventRule>
        size="small"
        rowKey="id"
        loading={isLoading || running}
        dataSource={rules}
        pagination={false}
        scroll={{ x: 820 }}
        locale={{ emptyText: say('none') }}
        columns={[
          {
            title: say('order'),
            width: 90,
            render: (_, { name }, index) => (
              <div className="row nowrap">
                <Button
                  size="small"
                  icon={<ArrowUpOutlined />}
                  aria-label={`${say('up')} ${name}`}
                  disabled={index === 0 || running}
                  onClick={() => void move(index, -1)}
                />
                <Button
                  size="small"
                  icon={<ArrowDownOutlined />}
                  aria-label={`${say('down')} ${name}`}
                  disabled={index === rules.length - 1 || running}
                  onClick={() => void move(index, 1)}
                />
              </div>
            ),
          },
          {
            title: say('name'),
            width: 220,
            render: (_, { id, name, sealed, platform, flag }) => (
              <>
                <Link href={`/desk/rules/${id}`}>{name}</Link>{' '}
                {sealed && <Mark tone="secret">{say('sealed')}</Mark>}{' '}
                {platform !== undefined && <Mark>{say('platform', { name: platformName(platform) })}</Mark>}{' '}
                {flag && (
                  <Mark tone="bad" title={say('flagLead')}>
                    {say('flagged', { time: clockTime(flag.at), code: flag.code })}
                  </Mark>
                )}
              </>
            ),
          },
          { title: say('what'), render: (_, rule) => <RuleSummary rule={rule} /> },
          {
            title: say('mode'),
            width: 240,
            render: (_, rule) => (
              <Segmented
                size="small"
                aria-label={`${say('mode')} ${rule.name}`}
                name={`mode-${rule.id}`}
                value={rule.mode}
                disabled={running}
                options={MODES.map((value) => ({ value, label: say(value) }))}
                onChange={(mode) => void setMode(rule, mode)}
              />
            ),
          },
        ]}
      />
    </>
  );
}
