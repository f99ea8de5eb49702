/** What one measurement gave: operations per second, latencies in milliseconds. */
export interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Runs an operation over and over in `writers` loops for a while. */
export async function rate(
  seconds: number,
  writers: number,
  operation: () => Promise<unknown>,
): Promise<Rate> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      const begun = performance.now();
      await operation();
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: writers }, loop));
  const elapsed = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: Math.round(latencies.length / elapsed),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

function quantile(sorted: readonly number[], q: number): number {
  return Number((sorted[Math.floor(sorted.length * q)] ?? 0).toFixed(2));
}
