import { Select } from 'antd';
import { useState } from 'react';
import { useHub } from '../../hub/queries';
import type { ReplyWay } from '../../hub/types';
import { span, useNow } from '../../ui/time';
import { isEnglish, useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** The channels of the person; `via` is absent for the conversation's own. */
export function useWays(conversationId: string) {
  const { data } = useHub<{ items: ReplyWay[] }>(`/staff/conversations/${conversationId}/reply-ways`);
  const [chosen, setChosen] = useState<string>();
  const ways = data?.items ?? [];
  const current = ways.find((way) => way.current);
  const via = chosen === current?.conversationId ? undefined : chosen;
  return { ways, chosen: chosen ?? current?.conversationId, via, choose: setChosen };
}

/** On which channel it goes, with what the medium still allows. Nothing to choose where there is but one. */
export function WayChoice({ ways: { ways, chosen, choose } }: { ways: ReturnType<typeof useWays> }) {
  const say = useSay(INBOX_WORDS);
  const now = useNow();
  if (ways.length < 2) return null;
  const room = ({ closed, until, left }: ReplyWay) =>
    closed
      ? say(closed)
      : [
          until && say('untilIn', { time: span(new Date(until).getTime() - now) }),
          left !== undefined && say('left', { n: left }),
        ]
          .filter(Boolean)
          .join('，');
  return (
    <Select
      aria-label={say('way')}
      value={chosen}
      onChange={choose}
      popupMatchSelectWidth={false}
      options={ways.map((way) => {
        const title = isEnglish() ? way.title.en : way.title.zh;
        const name = way.current ? say('wayHere', { channel: title }) : `${title} ${way.address ?? ''}`;
        const more = room(way);
        return {
          value: way.conversationId,
          disabled: way.closed !== undefined && !way.current,
          label: more === '' ? name : `${name} · ${more}`,
        };
      })}
    />
  );
}
