import type { City } from '../../hub/types';
import { useSay } from '../../words';
import { CITY_WORDS } from './words';

/** What is wrong in which file, where, and how to mend it. */
export function ConfigProblems({ problems }: { problems: City['problems'] }) {
  const say = useSay(CITY_WORDS);
  return (
    <ul className="lines">
      {problems.map(({ file, path, problem, mend }, index) => (
        <li key={index}>
          <div>
            <code className="said">{[file, path].filter(Boolean).join(' · ')}</code>
            <div>{problem}</div>
            {mend !== '' && (
              <div className="soft">
                {say('mend')}：{mend}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
