import { EnvironmentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { MessageView } from '../../hub/types';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** A place on the earth in words and numbers. The link opens whatever map this computer has; no map service is told. */
export function Location({ location }: { location: NonNullable<MessageView['location']> }) {
  const say = useSay(INBOX_WORDS);
  const [copied, setCopied] = useState(false);
  const { lat, lng, datum, label } = location;
  const point = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
  const copy = () => void navigator.clipboard.writeText(point).then(() => setCopied(true));
  return (
    <p className="row">
      <EnvironmentOutlined aria-hidden />
      <a href={`geo:${lat},${lng}`}>{label ?? say('place')}</a>
      <span className="soft">
        {point} ({datum})
      </span>
      <Button size="small" onClick={copy}>
        {say(copied ? 'copied' : 'copy')}
      </Button>
    </p>
  );
}
