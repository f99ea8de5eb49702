import type { Finding } from '../problem.js';

type Path = readonly PropertyKey[];

/** A finding unless what is expected holds. */
export function expect(holds: boolean, path: Path, problem: string, mend: string): Finding[] {
  return holds ? [] : [{ path, problem, mend }];
}

/** A reference must lead to something; an absent one is fine. */
export function expectKnown(
  id: string | undefined,
  known: ReadonlySet<string>,
  path: Path,
  { what, file }: { what: string; file: string },
): Finding[] {
  return expect(
    id === undefined || known.has(id),
    path,
    `there is no ${what} "${id ?? ''}"`,
    `Add it to ${file}, or correct the name`,
  );
}

/** No value twice; absent ones do not count. `pathOf` leads to the value of a row. */
export function expectUnique(
  values: readonly (string | number | undefined)[],
  pathOf: (index: number) => Path,
): Finding[] {
  const seen = new Set<string | number>();
  return values.flatMap((value, index) => {
    const again = value !== undefined && seen.has(value);
    if (value !== undefined) seen.add(value);
    return expect(!again, pathOf(index), `"${value ?? ''}" is there twice`, 'Keep one, or rename the other');
  });
}
