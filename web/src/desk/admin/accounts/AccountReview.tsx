import { useHub } from '../../hub/queries';
import type { StaffView } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { ACCOUNT_WORDS } from './words';

interface Review {
  unused: StaffView[];
  expired: StaffView[];
  shared: { staff: StaffView; addresses: string[] }[];
}

/** Accounts that the rules ask somebody to look at: unused, ended, used from several places at once. */
export function AccountReview() {
  const say = useSay(ACCOUNT_WORDS);
  const { data, error } = useHub<Review>('/admin/staff/review');
  const groups = data && [
    { name: say('unused'), lines: data.unused.map(({ name, login }) => `${name}（${login}）`) },
    { name: say('expired'), lines: data.expired.map(({ name, login }) => `${name}（${login}）`) },
    {
      name: say('shared'),
      lines: data.shared.map(
        ({ staff, addresses }) => `${staff.name}（${staff.login}）：${addresses.join('、')}`,
      ),
    },
  ];
  const found = groups?.filter(({ lines }) => lines.length > 0);
  return (
    <>
      <ProblemAlert problem={error} />
      {found?.length === 0 && <p className="soft">{say('nothing')}</p>}
      {found?.map(({ name, lines }) => (
        <section key={name} className="card">
          <h2>{name}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
