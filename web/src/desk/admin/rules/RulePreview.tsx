import { Alert, Button, Checkbox, Empty } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { RuleText } from '../../../../../src/core/rules/event-rule.js';
import { Link } from '../../../shared/router';
import { post } from '../../hub/staff-api';
import type { RulePreview as Preview } from '../../hub/types';
import { StateTag } from '../../tickets/StateTag';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { isEnglish, useNames, useSay } from '../../words';
import { missName, RULE_WORDS } from './words';

type Tried = Pick<RuleText, 'trigger' | 'when'> & { sealed: boolean };
const LATEST = 100;

/** 试算: on which of the latest tickets a rule would have acted, and why not on the others. */
export function RulePreview({ rule }: { rule: Tried }) {
  const say = useSay(RULE_WORDS);
  const [found, setFound] = useState<{ of: string; preview: Preview }>();
  const [onlyMatched, setOnlyMatched] = useState(false);
  const { running, problem, attempt } = useAttempt();
  const asked = JSON.stringify(rule);
  const preview = () =>
    attempt(async () => {
      const answer = await post<Preview>('/staff/rules/preview', { ...rule, latest: LATEST });
      setFound({ of: asked, preview: answer });
    });
  const items = found?.preview.items.filter(({ met }) => !onlyMatched || met.length > 0) ?? [];
  return (
    <section className="card" aria-label={say('preview')}>
      <h2>{say('preview')}</h2>
      <p className="soft">{say('previewLead', { n: LATEST })}</p>
      <div className="row">
        <Button loading={running} onClick={() => void preview()}>
          {say('previewRun')}
        </Button>
        <Checkbox checked={onlyMatched} onChange={({ target }) => setOnlyMatched(target.checked)}>
          {say('onlyMatched')}
        </Checkbox>
      </div>
      <ProblemAlert problem={problem} />
      {found && (
        <div role="status">
          <p>
            <strong>
              {say('previewResult', { looked: found.preview.looked, matched: found.preview.matched })}
            </strong>
          </p>
          {found.of !== asked && <Alert type="warning" showIcon title={say('previewStale')} />}
          {found.preview.looked === 0 && <Empty description={say('previewNone')} />}
        </div>
      )}
      <ul className="lines preview-lines">
        {items.map((item) => (
          <Tried key={item.ticket.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Tried({ item: { ticket, met, misses } }: { item: Preview['items'][number] }) {
  const say = useSay(RULE_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  return (
    <li>
      <div>
        <Link href={`/desk/tickets/${ticket.number}`}>{ticket.title}</Link>
        <div className="row soft">
          <StateTag state={ticket.state} />
          {met.length > 0 ? (
            <Mark tone="good">
              {say('wouldAct', {
                moves: met.map(({ move, at }) => `${moveName(move)} ${clockTime(at)}`).join('、'),
              })}
            </Mark>
          ) : (
            say('missedBy', { why: misses.map((miss) => missName(miss, isEnglish())).join('、') })
          )}
        </div>
      </div>
    </li>
  );
}
