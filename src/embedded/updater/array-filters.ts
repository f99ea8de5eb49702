import { isDocument, type Document } from '../document.js';
import { badValue, failedToParse } from '../errors.js';
import { compileFilter } from '../matcher.js';
import type { ValueTest } from '../matcher/predicate.js';

/** The `arrayFilters` of an update: which elements `$[]` and `$[identifier]` select. */
export interface ArrayFilters {
  /** The test of elements a path part stands for; undefined when the part is a plain name. */
  selector(part: string): ValueTest | undefined;
  /** 2 when a path uses an identifier without filter. */
  use(parts: readonly string[]): void;
  /** 9 when a filter was used by no path. */
  requireAllUsed(): void;
}

/** Compiles `arrayFilters`: each is a filter whose fields all start with the same identifier. */
export function compileArrayFilters(filters: readonly unknown[]): ArrayFilters {
  return filters.length === 0 ? NO_FILTERS : compileFilters(filters);
}

function compileFilters(filters: readonly unknown[]): ArrayFilters {
  const tests = new Map<string, ValueTest>([['$[]', () => true]]);
  const used = new Set<string>(['$[]']);
  for (const filter of filters) {
    if (!isDocument(filter))
      throw failedToParse('Error parsing array filter :: caused by :: expected an object');
    const identifier = identifierOf(filter);
    const part = `$[${identifier}]`;
    if (tests.has(part)) {
      throw failedToParse(`Found multiple array filters with the same top-level field name ${identifier}`);
    }
    const compiled = compileFilter(filter);
    tests.set(part, (element) => compiled.test({ [identifier]: element }));
  }
  return {
    selector: (part) => tests.get(part),
    use: (parts) => {
      for (const part of parts) {
        if (!part.startsWith('$[')) continue;
        used.add(part);
        if (tests.has(part)) continue;
        const identifier = part.slice(2, -1);
        throw badValue(`No array filter found for identifier '${identifier}' in path '${parts.join('.')}'`);
      }
    },
    requireAllUsed: () => {
      for (const part of tests.keys()) {
        if (!used.has(part)) {
          throw failedToParse(
            `The array filter for identifier '${part.slice(2, -1)}' was not used in the update`,
          );
        }
      }
    },
  };
}

/** Most updates have none; making the same empty set for each would cost more than applying them. */
const NO_FILTERS = compileFilters([]);

function identifierOf(filter: Document): string {
  const names = new Set(topLevelNames(filter));
  const [identifier, other] = names;
  if (identifier === undefined) {
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  }
  if (other !== undefined) {
    throw failedToParse(
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${identifier}' and '${other}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
    );
  }
  return identifier;
}

function topLevelNames(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? ''];
    return Array.isArray(value) ? value.filter(isDocument).flatMap(topLevelNames) : [];
  });
}
