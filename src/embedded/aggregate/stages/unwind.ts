import { getField, isArray, isDocument, type Document } from '../../document.js';
import { located } from '../../errors.js';
import { splitPath } from '../../paths.js';
import { eachDocument, type Stage } from '../chunks.js';
import { withValue } from './with-value.js';

/**
 * `$unwind`: one document per element of an array. A value that is no array counts as one element;
 * missing, null and empty arrays give nothing unless preserved.
 */
export function unwindStage(spec: unknown): Stage {
  const { parts, indexField, preserve } = parseUnwind(spec);
  const withIndex = (doc: Document, index: number | null) => {
    if (indexField === undefined) return doc;
    return withValue(doc, indexField, index);
  };
  return eachDocument((doc) => {
    const value = namedValue(doc, parts);
    if (isArray(value) && value.length > 0) {
      return value.map((element, index) => withIndex(withValue(doc, parts, element), index));
    }
    if (!isArray(value) && value !== undefined && value !== null) return withIndex(doc, null);
    if (!preserve) return undefined;
    return withIndex(isArray(value) ? withValue(doc, parts, undefined) : doc, null);
  });
}

interface Unwind {
  readonly parts: readonly string[];
  readonly indexField?: readonly string[];
  readonly preserve: boolean;
}

function parseUnwind(spec: unknown): Unwind {
  const options: Document = isDocument(spec) ? spec : { path: spec };
  for (const name of Object.keys(options)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw located(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const { path, includeArrayIndex, preserveNullAndEmptyArrays = false } = options;
  if (typeof path !== 'string') throw located(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw located(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw located(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  }
  return {
    parts: splitPath(path.slice(1)),
    indexField: parseIndexField(includeArrayIndex),
    preserve: preserveNullAndEmptyArrays,
  };
}

function parseIndexField(name: unknown): readonly string[] | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== 'string' || name === '') {
    throw located(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (name.startsWith('$')) {
    throw located(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${name}`,
    );
  }
  return splitPath(name);
}

function namedValue(doc: Document, parts: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of parts) value = isDocument(value) ? getField(value, part) : undefined;
  return value;
}
