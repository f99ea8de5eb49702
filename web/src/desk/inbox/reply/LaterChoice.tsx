import { ClockCircleOutlined } from '@ant-design/icons';
import { Button, DatePicker, Popover } from 'antd';
import { useState } from 'react';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** When a reply is to go out: the usual times at one press, or any within a week. */
export function LaterChoice({ onChoose }: { onChoose(sendAt: string): void }) {
  const say = useSay(INBOX_WORDS);
  const [open, setOpen] = useState(false);
  const choose = (at: Date) => {
    setOpen(false);
    onChoose(at.toISOString());
  };
  const usual = (
    <div className="stack tight">
      {usualTimes(new Date()).map(({ name, at }) => (
        <Button key={name} onClick={() => choose(at)}>
          {say(name)} <span className="soft">{clockTime(at.getTime())}</span>
        </Button>
      ))}
      <DatePicker
        showTime={{ format: 'HH:mm' }}
        format="MM-DD HH:mm"
        aria-label={say('laterAt')}
        placeholder={say('laterAt')}
        disabledDate={(day) => day.valueOf() < Date.now() - 24 * HOUR || day.valueOf() > Date.now() + WEEK}
        onOk={(day) => choose(day.toDate())}
      />
    </div>
  );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topRight"
      content={usual}
      title={say('later')}
    >
      <Button icon={<ClockCircleOutlined aria-hidden />} aria-label={say('later')} aria-expanded={open} />
    </Popover>
  );
}

/** In the city's own time, wherever the screen stands: China has one, and no summer time. */
const CITY_MS = 8 * HOUR;

function usualTimes(now: Date): { name: 'inHour' | 'tonight' | 'tomorrow' | 'monday'; at: Date }[] {
  const there = new Date(now.getTime() + CITY_MS);
  const at = (days: number, hour: number) =>
    new Date(
      Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + days, hour) - CITY_MS,
    );
  const untilMonday = (8 - there.getUTCDay()) % 7 || 7;
  return [
    { name: 'inHour' as const, at: new Date(now.getTime() + HOUR) },
    { name: 'tonight' as const, at: at(0, 18) },
    { name: 'tomorrow' as const, at: at(1, 9) },
    { name: 'monday' as const, at: at(untilMonday, 9) },
  ].filter((one) => one.at > now && one.at.getTime() - now.getTime() < WEEK);
}
