import { useEffect, useState } from 'react';
import { showSignOfLife } from '../session/idle';

const LONGEST_MS = 12 * 3_600_000;
const SIGN_MS = 30_000;

/**
 * 值守: a screen that somebody sits in front of without touching it, because it would ring. While it is on watch it is
 * not locked for want of a hand, and stays lit; for one shift at most, and not on any other page.
 */
export function useWatch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on) return;
    let light: WakeLockSentinel | undefined;
    const lightUp = () => {
      if (document.hidden || !('wakeLock' in navigator)) return;
      // Refused when the battery is low: then the screen goes dark, and rings all the same.
      navigator.wakeLock.request('screen').then(
        (sentinel) => (light = sentinel),
        () => undefined,
      );
    };
    const sign = setInterval(showSignOfLife, SIGN_MS);
    const end = setTimeout(() => setOn(false), LONGEST_MS);
    document.addEventListener('visibilitychange', lightUp);
    lightUp();
    return () => {
      clearInterval(sign);
      clearTimeout(end);
      document.removeEventListener('visibilitychange', lightUp);
      void light?.release();
    };
  }, [on]);
  return [on, setOn];
}
