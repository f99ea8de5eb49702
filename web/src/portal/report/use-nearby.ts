import { useEffect, useState } from 'react';
import type { Nearby } from '../../../../src/server/public/nearby-routes.js';
import { api } from '../../shared/hub';

const PAUSE_MS = 900;
const FEWEST_LETTERS = 4;

/** Whether others told of the same close by, once text and place rest. Nothing when the hub cannot be asked. */
export function useNearby(text: string, place: string): Nearby['known'] {
  const [known, setKnown] = useState<Nearby['known']>();
  const asked = text.trim().slice(0, 3000);
  const where = place.trim().slice(0, 500);
  useEffect(() => {
    if (asked.length < FEWEST_LETTERS || where.length < FEWEST_LETTERS) return setKnown(undefined);
    let gone = false;
    const timer = setTimeout(() => {
      api
        .post<Nearby>('/api/public/nearby', { text: asked, place: where })
        .then((found) => !gone && setKnown(found.known))
        .catch(() => !gone && setKnown(undefined));
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked, where]);
  return known;
}
