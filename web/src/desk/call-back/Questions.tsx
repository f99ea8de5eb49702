import { Radio } from 'antd';
import { RESULT_EN, RESULT_ZH } from '../../../../src/core/model/ticket-words.js';
import { useShortcuts } from '../frame/shortcuts';
import { Words } from '../ui/Words';
import { isEnglish, useSay } from '../words';
import { asksWhy, type Found, openQuestion, type Question, questionsFor, withoutLast } from './questions';
import { CALL_BACK_WORDS } from './words';

interface Choice {
  value: boolean | 'solved' | 'partly' | 'unsolved';
  label: string;
}

/** The questions one after the other; the keys 1, 2, 3 answer the open one. */
export function Questions({ found, onChange }: { found: Found; onChange(found: Found): void }) {
  const say = useSay(CALL_BACK_WORDS);
  const open = openQuestion(found);
  const choices = (question: Question): Choice[] =>
    question === 'solved'
      ? (['solved', 'partly', 'unsolved'] as const).map((value) => ({
          value,
          label: (isEnglish() ? RESULT_EN : RESULT_ZH)[value],
        }))
      : [
          { value: true, label: say('yes') },
          { value: false, label: say('no') },
        ];
  const answer = (question: Question, value: Choice['value']) => onChange({ ...found, [question]: value });
  const pick = (n: number) => {
    const chosen = open === undefined ? undefined : choices(open)[n - 1];
    if (open !== undefined && chosen) answer(open, chosen.value);
  };
  useShortcuts([
    ...[1, 2, 3].map((n) => ({ keys: `${n}`, label: say('pick', { n }), run: () => pick(n) })),
    { keys: 'Backspace', label: say('back'), run: () => onChange(withoutLast(found)) },
  ]);
  return (
    <ol className="questions">
      {questionsFor(found).map((question) => (
        <li key={question} aria-current={question === open ? 'step' : undefined}>
          <span id={`ask-${question}`}>{say(question)}</span>
          <Radio.Group
            aria-labelledby={`ask-${question}`}
            value={found[question]}
            onChange={({ target }) => answer(question, target.value)}
            options={choices(question).map(({ value, label }, index) => ({
              value,
              label: (
                <>
                  {question === open && <kbd>{index + 1}</kbd>}
                  {label}
                </>
              ),
            }))}
          />
        </li>
      ))}
      {asksWhy(found) && (
        <li>
          <label>
            {say('why')}
            <Words
              value={found.reason}
              placeholder={say('whyHint')}
              onChange={({ target }) => onChange({ ...found, reason: target.value })}
            />
          </label>
        </li>
      )}
    </ol>
  );
}
