import { Skeleton, Tabs } from 'antd';
import { Link } from '../../../shared/router';
import { useHub } from '../../hub/queries';
import type { EventRuleWithVersions } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { RuleEditor } from './RuleEditor';
import { RuleRuns } from './RuleRuns';
import { RuleVersions } from './RuleVersions';
import { RULE_WORDS } from './words';

/** One rule: what it says, what it did, and what it said before. */
export function RulePage({ id }: { id?: string }) {
  const say = useSay(RULE_WORDS);
  const path = id === undefined ? undefined : `/staff/rules/${encodeURIComponent(id)}`;
  const { data: rule, error, refetch } = useHub<EventRuleWithVersions>(path);
  if (id !== undefined && !rule)
    return error ? <ProblemAlert problem={error} onAgain={() => void refetch()} /> : <Skeleton active />;
  const title = rule?.name ?? say('new');
  return (
    <>
      <div className="page-head">
        <Link href="/desk/rules">{say('back')}</Link>
        <h1>{title}</h1>
      </div>
      {rule ? (
        <Tabs
          items={[
            {
              key: 'rule',
              label: say('then'),
              children: <RuleEditor key={rule.version} rule={rule} />,
            },
            { key: 'runs', label: say('runs'), children: <RuleRuns id={rule.id} /> },
            { key: 'versions', label: say('versions'), children: <RuleVersions versions={rule.versions} /> },
          ]}
        />
      ) : (
        <RuleEditor />
      )}
    </>
  );
}
