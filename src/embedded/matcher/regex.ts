import { compareValues, textOf } from '../bson-compare.js';
import { BSONRegExp, BSONSymbol } from 'bson';
import { badValue, located, unsupported } from '../errors.js';
import { leafTest, type Predicate, type ValueTest } from './predicate.js';

/** A regular expression in the place of a value: matches text, and equals the same expression stored. */
export function matchesRegex(pattern: RegExp): Predicate {
  const test = regexTest(pattern);
  return leafTest((value) => test(value) || (value instanceof RegExp && compareValues(value, pattern) === 0));
}

/** `$regex` with its `$options` (i, m, s; x and u are refused). */
export function compileRegex(pattern: unknown, options: unknown): Predicate {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (pattern instanceof RegExp) {
    if (options !== undefined && optionsOf(pattern) !== '') {
      throw located(51075, 'options set in both $regex and $options');
    }
    return leafTest(textTest(pattern.source, options ?? optionsOf(pattern)));
  }
  if (pattern instanceof BSONRegExp) return leafTest(textTest(pattern.pattern, options ?? pattern.options));
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  return leafTest(textTest(pattern, options ?? ''));
}

export function regexTest(pattern: RegExp): ValueTest {
  return textTest(pattern.source, optionsOf(pattern));
}

/** The MongoDB options of a deserialised expression: the bson library stores `s` as JavaScript's `g`. */
function optionsOf(pattern: RegExp): string {
  return [pattern.ignoreCase && 'i', pattern.multiline && 'm', (pattern.global || pattern.dotAll) && 's']
    .filter(Boolean)
    .join('');
}

function textTest(source: string, options: string): ValueTest {
  const expression = build(source, options);
  return (value) => {
    if (typeof value === 'string') return expression.test(value);
    return value instanceof BSONSymbol && expression.test(textOf(value));
  };
}

/** Whole code points where the pattern allows it (flag u refuses some escapes that PCRE accepts). */
function build(source: string, options: string): RegExp {
  for (const option of options) {
    if (option === 'x' || option === 'u') throw unsupported('option', `${option} of $regex`);
    if (!'ims'.includes(option)) throw located(51108, `invalid flag in regex options: ${option}`);
  }
  const flags = [...new Set(options)].join('');
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    return buildPlain(source, flags);
  }
}

function buildPlain(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw located(51091, `Regular expression is invalid: ${reason}`);
  }
}
