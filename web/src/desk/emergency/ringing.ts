import { useEffect, useRef } from 'react';
import { go } from '../../shared/router';
import { serviceName } from '../../shared/language';
import type { Alert } from '../hub/types';
import { useSay } from '../words';
import { useIsRung } from './alerts';
import { useSiren } from './siren';
import { EMERGENCY_WORDS } from './words';

const FLASH_MS = 1_000;

/** Sound, title and desktop for as long as this person is rung; each ring pops up once. */
export function useRinging(open: readonly Alert[]): void {
  const say = useSay(EMERGENCY_WORDS);
  const isRung = useIsRung();
  const mine = open.filter(isRung);
  const on = mine.length > 0;
  useSiren(on);
  useFlashingTitle(on, say('title'));
  usePopUps(mine, say('notice'));
}

function useFlashingTitle(on: boolean, mark: string): void {
  useEffect(() => {
    if (!on) return;
    const bare = () => document.title.replace(mark, '');
    const flash = () => {
      document.title = document.title.includes(mark) ? bare() : mark + document.title;
    };
    flash();
    const timer = setInterval(flash, FLASH_MS);
    return () => {
      clearInterval(timer);
      document.title = bare();
    };
  }, [on, mark]);
}

/** Of the matter it says nothing: desktops are seen by whoever walks by. */
function usePopUps(mine: readonly Alert[], text: string): void {
  const popped = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, ringing } of mine) {
      const ring = `${id}:${ringing?.who?.id ?? 'all'}`;
      if (popped.current.has(ring)) continue;
      popped.current.add(ring);
      if (!('Notification' in globalThis) || Notification.permission !== 'granted') continue;
      const popUp = new Notification(serviceName(), { body: text, tag: ring, requireInteraction: true });
      popUp.addEventListener('click', () => {
        focus();
        go(`/desk/emergency/${id}`);
        popUp.close();
      });
    }
  }, [mine, text]);
}
