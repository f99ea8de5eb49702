import { Button, Table } from 'antd';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import { Link } from '../../../shared/router';
import { useHubList } from '../../hub/queries';
import type { RuleRun } from '../../hub/types';
import { Mark, type Tone } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useNames, useSay } from '../../words';
import { RULE_WORDS, type RunResult } from './words';

const TONES: Record<RunResult, Tone> = {
  done: 'good',
  needless: 'plain',
  illegal: 'warn',
  'from-peer': 'plain',
  'too-many': 'bad',
  stopped: 'plain',
  failed: 'bad',
};

/** 运行记录: what a rule met and did. */
export function RuleRuns({ id }: { id: string }) {
  const say = useSay(RULE_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const list = useHubList<RuleRun>(`/staff/rules/${id}/runs`, { limit: 50 });
  return (
    <>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      <Table<RuleRun>
        size="small"
        rowKey="id"
        loading={list.isLoading}
        dataSource={list.items}
        pagination={false}
        scroll={{ x: 700 }}
        locale={{ emptyText: say('runsNone') }}
        columns={[
          { title: say('at'), width: 150, render: (_, { at }) => <When at={at} /> },
          {
            title: say('ticket'),
            width: 220,
            render: (_, { number }) => <Link href={`/desk/tickets/${number}`}>{number}</Link>,
          },
          {
            title: say('event'),
            render: (_, { move, chain }) => (
              <>
                {moveName(move)} {chain.length > 0 && <Mark>{say('chain')}</Mark>}
              </>
            ),
          },
          { title: say('outcome'), render: (_, run) => <Outcomes run={run} /> },
        ]}
      />
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Outcomes({ run: { watched, waits, outcomes } }: { run: RuleRun }) {
  const say = useSay(RULE_WORDS);
  return (
    <div className="row">
      {watched && <Mark tone="info">{say('watched')}</Mark>}
      {waits && <Mark tone="info">{say('waits')}</Mark>}
      {outcomes.map(({ type, result, code }, index) => (
        <Mark key={index} tone={TONES[result]} title={code}>
          {say(`action.${type}`)}：{say(`result.${result}`)}
        </Mark>
      ))}
    </div>
  );
}
