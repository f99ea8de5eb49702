import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ApiProblem } from '../../shared/api';
import { liveState, onLiveState } from '../hub/live';
import { keyOf, type Page } from '../hub/queries';
import { get } from '../hub/staff-api';
import type { Alert } from '../hub/types';
import { useStaff } from '../session/session';
import { isEnglish } from '../words';
import { DANGER_WORDS } from './words';

/** A hint may be lost; an alert may not. */
const LOOK_MS = { live: 15_000, stale: 3_000, stopped: false } as const;

export const OPEN_ALERTS = keyOf('/staff/alerts', { open: true });

/** Alerts that nobody has ended, the oldest first. Looked for by the clock as well as by hints. */
export function useOpenAlerts(): readonly Alert[] {
  const live = useSyncExternalStore(onLiveState, liveState);
  const { data } = useQuery<Page<Alert>, ApiProblem>({
    queryKey: OPEN_ALERTS,
    queryFn: ({ signal }) => get<Page<Alert>>('/staff/alerts', { open: true }, signal),
    refetchInterval: LOOK_MS[live],
    refetchIntervalInBackground: true,
  });
  return data?.items ?? [];
}

/** Whether this person is rung by an alert: by name, or with everybody. */
export function useIsRung(): (alert: Alert) => boolean {
  const { staff, actions } = useStaff();
  return ({ rings, ringing }) =>
    rings &&
    actions.includes('conversation.take') &&
    (ringing === undefined || ringing.everybody || ringing.who?.id === staff.id);
}

export const dangerName = (danger: string): string =>
  DANGER_WORDS[isEnglish() ? 'en' : 'zh'][danger] ?? danger;

/** What must be seen to first stands first: rung ones before taken ones. */
export const byNeed = (alerts: readonly Alert[]): Alert[] =>
  [...alerts].sort((a, b) => Number(b.rings) - Number(a.rings));
