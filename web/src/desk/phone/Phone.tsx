import { useState } from 'react';
import { useSay } from '../words';
import { ByHand } from './ByHand';
import { CallBacks } from './CallBacks';
import { CallRecord } from './CallRecord';
import { useOwnCalls } from './calls';
import { OwnCallList } from './OwnCallList';
import { Seat } from './Seat';
import { PHONE_WORDS } from './words';

/** 电话台: what rings, what is being written down, and whom to call back. */
export default function Phone() {
  const say = useSay(PHONE_WORDS);
  const { data } = useOwnCalls();
  const [wanted, setWanted] = useState<string>();
  const items = data?.items ?? [];
  // Who talks is written down for; what rings beside it does not take the page away.
  const shown =
    items.find(({ call }) => call.id === wanted) ??
    items.find(({ call }) => call.state === 'talking') ??
    items[0];
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        {data && <Seat extension={data.extension} />}
        <ByHand onBegun={setWanted} />
      </div>
      <div className={`phone-columns ${shown ? 'one' : ''}`}>
        <div className="stack phone-side">
          <OwnCallList items={items} chosen={shown?.call.id} onChoose={setWanted} />
          <CallBacks />
        </div>
        {shown ? (
          <CallRecord key={shown.call.id} call={shown.call} tickets={shown.tickets} />
        ) : (
          <p className="card soft">{say('pick')}</p>
        )}
      </div>
    </>
  );
}
