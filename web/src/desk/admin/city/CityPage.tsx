import { Alert, Skeleton, Tabs } from 'antd';
import { useHub } from '../../hub/queries';
import type { City } from '../../hub/types';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { DeadlineTrial } from './DeadlineTrial';
import { FileCheck } from './FileCheck';
import { HolidayNotice } from './HolidayNotice';
import { InForce } from './InForce';
import { ConfigProblems } from './ConfigProblems';
import { CITY_WORDS } from './words';
import '../../style/administration.css';

/** 城市配置: what is in force, and changes to it tried before an engineer puts them into the files. */
export default function CityPage() {
  const say = useSay(CITY_WORDS);
  const { data: city, error, refetch } = useHub<City>('/admin/city');
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      {!city && !error && <Skeleton active />}
      {city?.changedOnDisk && <Alert className="problem" type="info" showIcon title={say('changedOnDisk')} />}
      {city && city.problems.length > 0 && (
        <Alert
          className="problem"
          type="error"
          showIcon
          title={say('broken')}
          description={<ConfigProblems problems={city.problems} />}
        />
      )}
      {city && (
        <Tabs
          items={[
            { key: 'force', label: say('force'), children: <InForce city={city} /> },
            { key: 'check', label: say('check'), children: <FileCheck /> },
            { key: 'deadlines', label: say('deadlines'), children: <DeadlineTrial /> },
            { key: 'calendar', label: say('calendar'), children: <HolidayNotice /> },
          ]}
        />
      )}
    </>
  );
}
