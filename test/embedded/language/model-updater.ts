/**
 * A slow, literal reading of the manual's update operators: each field of the update is resolved to
 * the places it names, all places are checked against each other, then each is changed on a copy.
 */
import { isArray, type Document } from '../../../src/embedded/document.js';
import { isNumber, isObject, modelCompare, modelMatches } from './model-matcher.js';

export class ModelError extends Error {
  constructor(readonly code: number) {
    super(`error ${code}`);
  }
}

interface Step {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: unknown;
}

export function modelUpdate(
  doc: Document,
  update: Readonly<Record<string, Document>>,
  elementFilter: Document | undefined,
  isInsert: boolean,
): Document {
  const written = Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields).map(([path, operand]) => ({ operator, path, operand })),
  );
  for (const { operator, path, operand } of written) checkOperand(operator, path, operand);
  const textual = written.flatMap(({ operator, path, operand }) =>
    operator === '$rename' ? [path, String(operand)] : [path],
  );
  refuseOverlap(textual.map((path) => path.split('.')));
  const steps = written.flatMap(({ operator, path, operand }) => {
    return places(doc, path.split('.'), elementFilter).map((place) => ({ operator, path: place, operand }));
  });
  refuseOverlap(steps.map(({ path }) => path));
  const copy = clone(doc);
  const effective = steps.filter(({ operator }) => operator !== '$setOnInsert' || isInsert);
  effective.sort((a, b) => compareText(a.path.join('\0'), b.path.join('\0')));
  for (const step of effective) perform(doc, copy, step);
  return copy;
}

function checkOperand(operator: string, path: string, operand: unknown): void {
  if ((operator === '$inc' || operator === '$mul') && !isNumber(operand)) throw new ModelError(14);
  if (operator === '$rename' && operand === path) throw new ModelError(2);
}

function refuseOverlap(paths: readonly (readonly string[])[]): void {
  for (const [i, a] of paths.entries()) {
    for (const b of paths.slice(i + 1)) {
      const shared = Math.min(a.length, b.length);
      if (a.slice(0, shared).join('.') === b.slice(0, shared).join('.')) throw new ModelError(40);
    }
  }
}

/** The places a path with `$[]` and `$[e]` stands for in a document. */
function places(doc: Document, path: readonly string[], elementFilter: Document | undefined): string[][] {
  const at = path.findIndex((part) => part.startsWith('$['));
  if (at < 0) return [[...path]];
  const head = path.slice(0, at);
  const array = read(doc, head);
  if (!Array.isArray(array)) throw new ModelError(2);
  return array.flatMap((element: unknown, index) => {
    const isChosen =
      path[at] === '$[]' || (elementFilter !== undefined && modelMatches({ e: element }, elementFilter));
    return isChosen ? places(doc, [...head, String(index), ...path.slice(at + 1)], elementFilter) : [];
  });
}

function read(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (isObject(value)) return read(value[name], rest);
  return Array.isArray(value) && /^\d+$/.test(name) ? read(value[Number(name)], rest) : undefined;
}

/** Whether nothing stands in the way of creating a path. */
function isReachable(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || value === undefined) return true;
  if (isObject(value)) return isReachable(value[name], rest);
  return Array.isArray(value) && /^\d+$/.test(name) && isReachable(value[Number(name)], rest);
}

function passesArray(value: unknown, path: readonly string[]): boolean {
  return path.some((_part, i) => i > 0 && Array.isArray(read(value, path.slice(0, i))));
}

function perform(original: Document, copy: Document, { operator, path, operand }: Step): void {
  if (operator === '$rename') {
    rename(original, copy, path, String(operand).split('.'));
    return;
  }
  const current = read(copy, path);
  if (operator === '$unset') {
    if (current !== undefined) remove(copy, path);
    return;
  }
  if (!isReachable(copy, path)) throw new ModelError(28);
  const next = changed(operator, current, operand);
  if (next !== undefined) write(copy, path, next);
}

function rename(original: Document, copy: Document, from: readonly string[], to: readonly string[]): void {
  if (passesArray(original, from)) throw new ModelError(2);
  const value = read(original, from);
  if (value === undefined) return;
  if (passesArray(original, to)) throw new ModelError(2);
  if (!isReachable(copy, to)) throw new ModelError(28);
  remove(copy, from);
  write(copy, to, value);
}

function changed(operator: string, current: unknown, operand: unknown): unknown {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return operand;
    case '$inc':
      if (current !== undefined && !isNumber(current)) throw new ModelError(14);
      return Number(current ?? 0) + Number(operand);
    case '$mul':
      if (current !== undefined && !isNumber(current)) throw new ModelError(14);
      return Number(current ?? 0) * Number(operand) + 0;
    case '$min':
      return current === undefined || modelCompare(operand, current) < 0 ? operand : current;
    case '$max':
      return current === undefined || modelCompare(operand, current) > 0 ? operand : current;
    case '$push':
      return pushed(array(current, 2) ?? [], operand);
    case '$addToSet':
      return (isObject(operand) && Array.isArray(operand['$each']) ? operand['$each'] : [operand]).reduce(
        (set: readonly unknown[], value: unknown) => (contains(set, value) ? set : [...set, value]),
        array(current, 2) ?? [],
      );
    case '$pull':
      return array(current, 2)?.filter((element) => !isPulled(element, operand));
    case '$pullAll':
      return array(current, 2)?.filter((element) => !(Array.isArray(operand) && contains(operand, element)));
    case '$pop':
      return operand === 1 ? array(current, 14)?.slice(0, -1) : array(current, 14)?.slice(1);
    default:
      throw new Error(`the model does not know ${operator}`);
  }
}

function array(value: unknown, code: number): readonly unknown[] | undefined {
  if (value === undefined || isArray(value)) return value;
  throw new ModelError(code);
}

function pushed(before: readonly unknown[], operand: unknown): readonly unknown[] {
  if (!isObject(operand) || !isArray(operand['$each'])) return [...before, operand];
  const { $each, $position = before.length, $slice, $sort } = operand;
  const after = [...before];
  after.splice(Number($position), 0, ...(isArray($each) ? $each : []));
  if (typeof $sort === 'number') after.sort((a, b) => modelCompare(a, b) * $sort);
  if (typeof $slice !== 'number') return after;
  return $slice < 0 ? after.slice($slice) : after.slice(0, $slice);
}

function isPulled(element: unknown, condition: unknown): boolean {
  if (!isObject(condition)) return modelCompare(element, condition) === 0;
  if (!Object.keys(condition)[0]?.startsWith('$'))
    return isObject(element) && modelMatches(element, condition);
  // Operators are asked of the element itself; an element that is an array is not looked into.
  return Array.isArray(element)
    ? modelMatches({ e: [element] }, { e: { $elemMatch: condition } })
    : modelMatches({ e: element }, { e: condition });
}

function contains(values: readonly unknown[], value: unknown): boolean {
  return values.some((each) => modelCompare(each, value) === 0);
}

function write(target: unknown, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (Array.isArray(target)) {
    while (target.length < Number(name)) target.push(null);
    if (rest.length === 0) target[Number(name)] = value;
    else write((target[Number(name)] ??= {}), rest, value);
  } else if (isObject(target)) {
    if (rest.length === 0) target[name] = value;
    else write((target[name] ??= {}), rest, value);
  }
}

function remove(target: Document, path: readonly string[]): void {
  const parent = read(target, path.slice(0, -1));
  const name = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent[Number(name)] = null;
  else if (isObject(parent)) delete parent[name];
}

function clone(doc: Document): Document {
  return Object.fromEntries(Object.entries(doc).map(([name, field]) => [name, cloneValue(field)]));
}

function cloneValue(value: unknown): unknown {
  if (isArray(value)) return value.map(cloneValue);
  return isObject(value) ? clone(value) : value;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
