import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the processor. */
const TICKS_PER_SECOND = 100;

/** Processor time a process and its threads have used so far, in seconds (proc(5), utime and stime). */
export function cpuSeconds(pid: number): number {
  // The name of the program stands in brackets and may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
