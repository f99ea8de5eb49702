import '../style/sealed.css';
import { Empty } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Shortcut, useShortcuts } from '../frame/shortcuts';
import { useHubList } from '../hub/queries';
import type { TicketSummary } from '../hub/types';
import { useSay } from '../words';
import { SealedList } from './SealedList';
import { SealedTicket } from './SealedTicket';
import { SEALED_WORDS } from './words';

const OVER = ['handed-over', 'closed', 'archived', 'cancelled', 'refused', 'joined'];

/**
 * 密件台. Which one is looked at is kept by the page alone: an address would stay in the history of the browser, and be
 * offered to whoever types the first letters of it.
 */
export default function SealedDesk() {
  const say = useSay(SEALED_WORDS);
  const list = useHubList<TicketSummary>('/staff/tickets', { sealed: true, limit: 50 });
  const [chosen, setChosen] = useState<string>();
  const open = list.items.filter(({ state }) => !OVER.includes(state));
  const over = list.items.filter(({ state }) => OVER.includes(state));
  useShortcuts(useSteps([...open, ...over], chosen, setChosen));
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
      </div>
      <p className="soft">{say('lead')}</p>
      <div className={`sealed-columns ${chosen === undefined ? '' : 'one'}`}>
        <SealedList open={open} over={over} list={list} chosen={chosen} onChoose={setChosen} />
        {chosen === undefined ? (
          <section className="card calm">
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={say(list.items.length === 0 ? 'none' : 'pick')}
            />
          </section>
        ) : (
          <SealedTicket key={chosen} id={chosen} onClose={() => setChosen(undefined)} />
        )}
      </div>
    </>
  );
}

/** j and k go through the list. */
function useSteps(
  tickets: readonly TicketSummary[],
  chosen: string | undefined,
  choose: (id: string) => void,
): Shortcut[] {
  const say = useSay(SEALED_WORDS);
  const now = useRef({ tickets, chosen });
  useEffect(() => {
    now.current = { tickets, chosen };
  });
  const by = (step: number) => () => {
    const { tickets: all, chosen: at } = now.current;
    const index = all.findIndex(({ id }) => id === at);
    const next = all[index < 0 ? 0 : Math.min(all.length - 1, Math.max(0, index + step))];
    if (next) choose(next.id);
  };
  return [
    { keys: 'j', label: say('next'), run: by(1) },
    { keys: 'k', label: say('previous'), run: by(-1) },
  ];
}
