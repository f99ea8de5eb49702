import { useEffect } from 'react';
import { lock } from './session';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_MS = 15_000;

/**
 * Locks the screen after so many minutes without a hand on it (空闲退出). Measured by the hand, not by requests: an open
 * page reads by itself and would keep an empty chair signed in. Shared by all windows of a browser.
 */
export function useIdleLock(minutes: number): void {
  useEffect(() => {
    const look = () => {
      const last = Number(localStorage.getItem('hub.desk.seen') ?? 0);
      if (Date.now() - last >= minutes * 60_000) void lock();
    };
    showSignOfLife();
    const timer = setInterval(look, LOOK_MS);
    for (const sign of SIGNS) addEventListener(sign, showSignOfLife, { passive: true });
    addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, showSignOfLife);
      removeEventListener('focus', look);
    };
  }, [minutes]);
}

/** Somebody is there. Told to all windows of this browser. */
export const showSignOfLife = (): void => localStorage.setItem('hub.desk.seen', String(Date.now()));
