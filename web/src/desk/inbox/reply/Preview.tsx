import { Button, Popover } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../../hub/staff-api';
import { Mark } from '../../ui/Mark';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

interface Shown {
  unit: 'chars' | 'wide' | 'bytes' | 'segments';
  cut: boolean;
  parts: { text: string; length: number }[];
}

const LOOK_AFTER_MS = 400;

/** How it will arrive: in how many messages, what each is charged as, and where one ends. */
export function Preview({ conversationId, text }: { conversationId: string; text: string }) {
  const say = useSay(INBOX_WORDS);
  const settled = useSettled(text.trim());
  const { data } = useQuery({
    queryKey: ['preview', conversationId, settled],
    queryFn: () => post<Shown>(`/staff/conversations/${conversationId}/preview`, { text: settled }),
    enabled: settled !== '',
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  if (!data || settled === '') return null;
  const segments = data.parts.reduce((sum, { length }) => sum + length, 0);
  const parts = (
    <ol className="parts">
      {data.parts.map((part, index) => (
        <li key={index} className="said">
          {part.text}
        </li>
      ))}
    </ol>
  );
  return (
    <>
      {data.cut && <Mark tone="bad">{say('cut')}</Mark>}
      <Popover trigger="click" placement="top" title={say('preview')} content={parts}>
        <Button size="small" type="text">
          {data.unit === 'segments'
            ? say('segments', { n: segments })
            : data.parts.length > 1
              ? say('parts', { n: data.parts.length })
              : say('length', { n: [...settled].length })}
        </Button>
      </Popover>
    </>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), LOOK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
