import type { EventRuleWithVersions } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { RuleSummary } from './RuleSummary';
import { RULE_WORDS } from './words';

/** What a rule said before, and who changed it. */
export function RuleVersions({ versions }: { versions: EventRuleWithVersions['versions'] }) {
  const say = useSay(RULE_WORDS);
  return (
    <ul className="lines">
      {versions.map((version) => (
        <li key={version.version}>
          <div>
            <div className="soft">
              {say('versionLine', {
                n: version.version,
                time: clockTime(version.since),
                by: version.by.name,
              })}
            </div>
            {version.name} <Mark>{say(version.mode)}</Mark>
            <div>
              <RuleSummary rule={version} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
