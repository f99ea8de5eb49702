import { outdate, useHub } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { Call, OwnCalls } from '../hub/types';

export const useOwnCalls = () => useHub<OwnCalls>('/staff/calls/own');

/** One step of a call; lists are read anew, also when somebody else was faster. */
export async function callStep<T>(path: string, body: object = {}, key?: string): Promise<T> {
  try {
    return await post<T>(`/staff/calls${path}`, body, { key });
  } finally {
    void outdate('calls');
  }
}

export const callerOf = ({ caller }: Call): string | undefined => caller.number;
