import { compileExpression } from './aggregate/expression.js';
import type { Variables } from './aggregate/expressions/compiler.js';
import { toDouble } from './bson-number.js';
import { isDocument, isOperatorDocument, setField, type Document } from './document.js';
import { badValue, located, unsupported } from './errors.js';
import { compileFilter } from './matcher.js';
import { compileOperators } from './matcher.js';
import { allOf, onValue, type ValueTest } from './matcher/predicate.js';
import { splitPath } from './paths.js';

export type Projection = (doc: Document) => Document;

/** Where a projection stands: `$slice` and `$elemMatch` are projections in `find` and expressions in `$project`. */
export interface ProjectionOptions {
  readonly inStage?: boolean;
  readonly variables?: Variables;
}

type Node =
  | { readonly type: 'include' | 'exclude' }
  | { readonly type: 'computed'; readonly evaluate: (doc: Document) => unknown }
  | {
      readonly type: 'array';
      readonly reshape: (array: readonly unknown[]) => readonly unknown[] | undefined;
      readonly selects: boolean;
    }
  | Branch;

interface Branch {
  readonly type: 'branch';
  readonly children: Map<string, Node>;
}

/**
 * Compiles a projection: inclusion or exclusion with dotted paths, `$slice`, `$elemMatch` and
 * expressions. Mixing fails with 31253/31254, overlapping paths with 31249. The positional `a.$` is refused.
 */
export function compileProjection(projection: Document, options: ProjectionOptions = {}): Projection {
  const leaves = flatten(projection, '', options);
  if (leaves.length === 0) return (doc) => doc;
  const isInclusion = decideMode(leaves);
  const root = buildTree(leaves);
  const id = root.children.get('_id');
  if (isInclusion) {
    if (!id) root.children.set('_id', { type: 'include' });
    if (id?.type === 'exclude') root.children.delete('_id');
    return (doc) => includeFields(root, doc, doc);
  }
  if (id?.type === 'include') root.children.delete('_id');
  return (doc) => excludeFields(root, doc);
}

interface Leaf {
  readonly path: string;
  readonly node: Exclude<Node, Branch>;
}

function flatten(spec: Document, prefix: string, options: ProjectionOptions): Leaf[] {
  return Object.entries(spec).flatMap(([name, value]) => {
    const path = prefix + name;
    if (path.endsWith('.$') || path.includes('.$.'))
      throw unsupported('query operator', `${path} (positional projection)`);
    if (name.startsWith('$'))
      throw located(16410, `FieldPath field names may not start with '$'. Given: ${path}`);
    if (isDocument(value) && !isOperatorDocument(value)) {
      if (Object.keys(value).length === 0)
        throw located(51270, 'An empty sub-projection is not a valid value');
      return flatten(value, `${path}.`, options);
    }
    return [{ path, node: parseLeaf(value, options) }];
  });
}

function parseLeaf(value: unknown, options: ProjectionOptions): Exclude<Node, Branch> {
  if (typeof value === 'boolean') return { type: value ? 'include' : 'exclude' };
  const number = toDouble(value);
  if (number !== undefined) return { type: number === 0 ? 'exclude' : 'include' };
  if (!options.inStage && isOperatorDocument(value)) {
    if ('$slice' in value) return { type: 'array', reshape: parseSlice(value['$slice']), selects: false };
    if ('$elemMatch' in value) {
      const test = parseElemMatch(value['$elemMatch']);
      const reshape = (array: readonly unknown[]) => {
        const index = array.findIndex(test);
        return index < 0 ? undefined : [array[index]];
      };
      return { type: 'array', reshape, selects: true };
    }
  }
  return { type: 'computed', evaluate: compileExpression(value, options.variables) };
}

function parseElemMatch(condition: unknown): ValueTest {
  if (!isDocument(condition)) throw badValue('elemMatch: Invalid argument, object required');
  if (isOperatorDocument(condition)) return onValue(allOf(compileOperators(condition)));
  const filter = compileFilter(condition);
  return (element) => isDocument(element) && filter.test(element);
}

function parseSlice(slice: unknown): (array: readonly unknown[]) => readonly unknown[] {
  const parts: unknown[] = Array.isArray(slice) ? slice : [slice];
  const [first, second] = parts.map(toDouble);
  if (first === undefined || !Number.isInteger(first) || parts.length > 2) {
    throw located(28667, 'Invalid $slice syntax. The given syntax does not match a number or [skip, limit]');
  }
  if (parts.length === 1) return (array) => (first < 0 ? array.slice(first) : array.slice(0, first));
  if (second === undefined || !Number.isInteger(second) || second <= 0) {
    throw located(28724, 'Third argument to $slice must be positive');
  }
  return (array) => {
    const start = first < 0 ? Math.max(0, array.length + first) : first;
    return array.slice(start, start + second);
  };
}

/** `_id` may be excluded from an inclusion; everything else must agree. */
function decideMode(leaves: readonly Leaf[]): boolean {
  const deciding = leaves.find(({ path, node }) => path !== '_id' && (node.type !== 'array' || node.selects));
  const own = leaves.find(({ path }) => path === '_id')?.node.type;
  const isInclusion = deciding ? deciding.node.type !== 'exclude' : own === 'include' || own === 'computed';
  for (const { path, node } of leaves) {
    if (path === '_id') continue;
    if (isInclusion && node.type === 'exclude') {
      throw located(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    }
    if (!isInclusion && (node.type === 'include' || node.type === 'computed')) {
      throw located(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    }
  }
  return isInclusion;
}

function buildTree(leaves: readonly Leaf[]): Branch {
  const root: Branch = { type: 'branch', children: new Map() };
  for (const { path, node } of leaves) {
    const parts = splitPath(path);
    let branch = root;
    for (const part of parts.slice(0, -1)) {
      let child = branch.children.get(part);
      if (!child) branch.children.set(part, (child = { type: 'branch', children: new Map() }));
      if (child.type !== 'branch') throw located(31249, `Path collision at ${path}`);
      branch = child;
    }
    const last = parts.at(-1) ?? '';
    if (last === '') throw located(40353, "FieldPath must not end with a '.'.");
    if (branch.children.has(last)) throw located(31250, `Path collision at ${path}`);
    branch.children.set(last, node);
  }
  return root;
}

function includeFields(branch: Branch, doc: Document, root: Document): Document {
  const out: Document = {};
  for (const name of Object.keys(doc)) {
    const node = branch.children.get(name);
    if (!node || node.type === 'computed') continue;
    const value = includeValue(node, doc[name], root);
    if (value !== undefined) setField(out, name, value);
  }
  for (const [name, node] of branch.children) {
    if (!computes(node) || (node.type === 'branch' && Object.hasOwn(out, name))) continue;
    const value = node.type === 'computed' ? node.evaluate(root) : includeValue(node, {}, root);
    if (value !== undefined) setField(out, name, value);
  }
  return out;
}

function includeValue(node: Node, value: unknown, root: Document): unknown {
  switch (node.type) {
    case 'include':
      return value;
    case 'exclude':
      return undefined;
    case 'computed':
      return node.evaluate(root);
    case 'array':
      if (Array.isArray(value)) return node.reshape(value);
      return node.selects ? undefined : value;
    case 'branch':
      if (isDocument(value)) return includeFields(node, value, root);
      if (Array.isArray(value)) {
        return value.flatMap((element: unknown) => {
          const included = includeValue(node, element, root);
          return included === undefined ? [] : [included];
        });
      }
      return computes(node) ? includeFields(node, {}, root) : undefined;
  }
}

function computes(node: Node): boolean {
  if (node.type === 'computed') return true;
  return node.type === 'branch' && [...node.children.values()].some(computes);
}

function excludeFields(branch: Branch, doc: Document): Document {
  const out: Document = {};
  for (const name of Object.keys(doc)) {
    const node = branch.children.get(name);
    const value = node ? excludeValue(node, doc[name]) : doc[name];
    if (value !== undefined) setField(out, name, value);
  }
  return out;
}

function excludeValue(node: Node, value: unknown): unknown {
  switch (node.type) {
    case 'array':
      return Array.isArray(value) ? node.reshape(value) : value;
    case 'branch':
      if (isDocument(value)) return excludeFields(node, value);
      return Array.isArray(value) ? value.map((element: unknown) => excludeValue(node, element)) : value;
    case 'include':
      return value;
    case 'exclude':
    case 'computed':
      return undefined;
  }
}
