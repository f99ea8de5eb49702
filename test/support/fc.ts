import fc from 'fast-check';

/**
 * fast-check as every test takes it: one seed for all runs, so that a run says something about the change
 * that it tests and not about luck. `HUB_SEED=random` (or a number) looks elsewhere; `npm run explore` does
 * so many times, and what it finds becomes an example of its own.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...seed(process.env.HUB_SEED) });

export default fc;

function seed(wanted: string | undefined): { seed?: number } {
  if (wanted === 'random') return {};
  return { seed: wanted === undefined ? 12345 : Number(wanted) };
}
