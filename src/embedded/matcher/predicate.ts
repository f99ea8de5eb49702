import type { Document } from '../document.js';
import { getField } from '../document.js';
import { walkPath, type LeafArrays } from '../paths.js';

/** Where the array index that decided a match is written, for the positional `$`. */
export interface Position {
  index: number | undefined;
}

export type DocumentTest = (doc: Document, position?: Position) => boolean;

/** A test of one value; undefined stands for a missing field. */
export type ValueTest = (value: unknown) => boolean;

/**
 * What the operators of one field ask. A leaf is asked of every value its path leads to and any yes
 * will do; `none` and `all` combine answers about the field, not about single values: `{a: {$ne: 1}}`
 * means that no value of `a` equals 1.
 */
export type Predicate =
  | {
      readonly type: 'leaf';
      readonly leaf: LeafArrays;
      readonly test: ValueTest;
      readonly indexIn?: ElementIndex;
    }
  | { readonly type: 'all'; readonly of: readonly Predicate[] }
  | { readonly type: 'none'; readonly of: readonly Predicate[] }
  | { readonly type: 'never' };

/** The index of the element of an array that satisfied the predicate. */
export type ElementIndex = (value: unknown) => number;

export function leafTest(test: ValueTest, leaf: LeafArrays = 'elements'): Predicate {
  return { type: 'leaf', leaf, test };
}

export function allOf(of: readonly Predicate[]): Predicate {
  return { type: 'all', of };
}

export function noneOf(of: readonly Predicate[]): Predicate {
  return { type: 'none', of };
}

/** The predicate as a test of documents, reading the field at `parts`. */
export function onPath(predicate: Predicate, parts: readonly string[]): DocumentTest {
  switch (predicate.type) {
    case 'leaf':
      return leafOnPath(predicate, parts);
    case 'all': {
      const tests = predicate.of.map((part) => onPath(part, parts));
      return (doc, position) => tests.every((test) => test(doc, position));
    }
    case 'none': {
      const tests = predicate.of.map((part) => onPath(part, parts));
      return (doc) => !tests.some((test) => test(doc));
    }
    case 'never':
      return () => false;
  }
}

/** The predicate as a test of one value alone, as inside `$elemMatch` and `$pull`. */
export function onValue(predicate: Predicate): ValueTest {
  switch (predicate.type) {
    case 'leaf':
      return predicate.test;
    case 'all': {
      const tests = predicate.of.map(onValue);
      return (value) => tests.every((test) => test(value));
    }
    case 'none': {
      const tests = predicate.of.map(onValue);
      return (value) => !tests.some((test) => test(value));
    }
    case 'never':
      return () => false;
  }
}

function leafOnPath(predicate: Predicate & { type: 'leaf' }, parts: readonly string[]): DocumentTest {
  const { leaf, test, indexIn } = predicate;
  const walk: DocumentTest = (doc, position) =>
    walkPath(doc, parts, leaf, (value, at) => {
      if (!test(value)) return false;
      const index = at ?? indexIn?.(value);
      if (position && index !== undefined) position.index = index;
      return true;
    });
  const [name, ...rest] = parts;
  if (name === undefined || rest.length > 0) return walk;
  return (doc, position) => {
    const value = getField(doc, name);
    return Array.isArray(value) ? walk(doc, position) : test(value);
  };
}
