import type { RequestType } from '../../../../src/core/model/codes.js';
import type { Position } from './position';

/** A half-filled form, on this device until it is sent or cleared. */
export interface ReportDraft {
  type: RequestType;
  values: Record<string, string>;
  county: string;
  town: string;
  position?: Position;
  anonymous: boolean;
}

const KEY = 'hub.draft.report';
export const EMPTY: ReportDraft = { type: 'complaint', values: {}, county: '', town: '', anonymous: false };

export function readDraft(): ReportDraft {
  const kept = localStorage.getItem(KEY);
  if (kept === null) return EMPTY;
  const draft: Partial<ReportDraft> = JSON.parse(kept);
  return { ...EMPTY, ...draft };
}

export function keepDraft(draft: ReportDraft): void {
  localStorage.setItem(KEY, JSON.stringify(draft));
}

export function dropDraft(): void {
  localStorage.removeItem(KEY);
}
