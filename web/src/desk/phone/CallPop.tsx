import '../style/phone.css';
import { PhoneFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { go, useAddress } from '../../shared/router';
import { announce } from '../frame/announce';
import { useSay } from '../words';
import { callerOf, useOwnCalls } from './calls';
import { PHONE_WORDS } from './words';

/** 弹屏: a call that rings at one's extension, on whatever page one is. */
export function CallPop() {
  const say = useSay(PHONE_WORDS);
  const address = useAddress();
  const { data } = useOwnCalls();
  const ringing = data?.items.find(({ call }) => call.state === 'ringing')?.call;
  const id = ringing?.id;
  useEffect(() => {
    // Not whose call: desktops are seen by whoever walks by.
    if (id !== undefined) announce(say('heading'));
  }, [id, say]);
  if (!ringing || address.startsWith('/desk/phone')) return null;
  return (
    <section className="call-pop" aria-label={say('heading')}>
      <PhoneFilled aria-hidden />
      <strong role="alert">{say('ringsNow', { number: callerOf(ringing) ?? say('hidden') })}</strong>
      <Button className="end" onClick={() => go('/desk/phone')}>
        {say('open')}
      </Button>
    </section>
  );
}
