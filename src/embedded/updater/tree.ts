import { bsonTypeName, describeValue } from '../bson-type.js';
import { getField, isDocument, setField, type Document } from '../document.js';
import { badValue, conflictingUpdate, pathNotViable, StoreError } from '../errors.js';
import { isIndex } from '../paths.js';
import type { ArrayFilters } from './array-filters.js';
import { pathText, type Change, type UpdateContext } from './change.js';

/** The changes of one update, arranged by path, so that each level of a document is copied at most once. */
export type Node = Branch | { readonly type: 'leaf'; readonly change: Change };

export interface Branch {
  readonly type: 'branch';
  readonly children: Map<string, Node>;
  /** Whether a child is `$`, `$[]` or `$[identifier]`, which need the array before they name elements. */
  hasPlaceholders: boolean;
}

/** mongod refuses to pad an array by more than this many nulls. */
const MAX_PADDING = 1_500_000;

export function emptyBranch(): Branch {
  return { type: 'branch', children: new Map(), hasPlaceholders: false };
}

/** Adds a change at a path; 40 when the path is equal to, above or below one already there. */
export function addChange(root: Branch, parts: readonly string[], change: Change): void {
  const path = parts.join('.');
  let branch = root;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    const child = branch.children.get(part);
    const isLast = i === parts.length - 1;
    if (child && (isLast || child.type === 'leaf'))
      throw conflictingUpdate(path, parts.slice(0, i + 1).join('.'));
    if (part.startsWith('$')) branch.hasPlaceholders = true;
    if (isLast) branch.children.set(part, { type: 'leaf', change });
    else if (child?.type === 'branch') branch = child;
    else {
      const next = emptyBranch();
      branch.children.set(part, next);
      branch = next;
    }
  }
}

/** Puts the children in the order mongod applies them: names by bytes, numbers by value. */
export function sortBranch(branch: Branch): void {
  for (const child of branch.children.values()) if (child.type === 'branch') sortBranch(child);
  if (branch.children.size < 2) return;
  const entries = [...branch.children].sort(([a], [b]) => {
    if (isIndex(a) && isIndex(b)) return Number(a) - Number(b);
    return a < b ? -1 : a > b ? 1 : 0;
  });
  branch.children.clear();
  for (const [name, child] of entries) branch.children.set(name, child);
}

/** Applies a tree of changes to values, copying only what changes. */
export class TreeUpdate {
  constructor(
    private readonly context: UpdateContext,
    private readonly filters: ArrayFilters,
  ) {}

  /** The value after the changes, `value` itself when nothing changed. */
  apply(node: Node, value: unknown): unknown {
    if (node.type === 'leaf') return node.change.apply(value, this.context);
    if (isDocument(value)) return this.applyToDocument(node, value);
    if (Array.isArray(value)) return this.applyToArray(node, value);
    if (value === undefined) return this.create(node);
    this.failIfBlocked(node, value);
    return value;
  }

  private applyToDocument(branch: Branch, doc: Document): Document {
    let copy: Document | undefined;
    for (const [part, child] of branch.children) {
      const name = this.resolve(part, doc);
      const current = getField(doc, name);
      const next = this.descend(name, child, current);
      if (next === current) continue;
      copy ??= { ...doc };
      if (next === undefined) delete copy[name];
      else setField(copy, name, next);
    }
    return copy ?? doc;
  }

  private create(branch: Branch): Document | undefined {
    let created: Document | undefined;
    for (const [part, child] of branch.children) {
      const name = this.resolve(part, undefined);
      const value = this.descend(name, child, undefined);
      if (value !== undefined) setField((created ??= {}), name, value);
    }
    return created;
  }

  private applyToArray(branch: Branch, array: readonly unknown[]): readonly unknown[] {
    const children = branch.hasPlaceholders ? this.placeChildren(branch, array) : branch.children;
    let copy: unknown[] | undefined;
    for (const [name, child] of children) {
      if (!isIndex(name)) {
        this.failIfBlocked({ ...branch, children: new Map([[name, child]]) }, array);
        continue;
      }
      const index = Number(name);
      const current = array[index];
      const next = this.descend(name, child, current);
      if (next === current) continue;
      copy ??= [...array];
      if (index > copy.length) this.pad(copy, index);
      // An element cannot be taken out by path: $unset leaves null so that the others keep their places.
      copy[index] = next ?? null;
    }
    return copy ?? array;
  }

  /** Replaces `$`, `$[]` and `$[identifier]` by the indexes they stand for in this array. */
  private placeChildren(branch: Branch, array: readonly unknown[]): Map<string, Node> {
    const placed = new Map<string, Node>();
    const place = (name: string, child: Node) => {
      const other = placed.get(name);
      placed.set(name, other ? this.merge(other, child, [...this.context.path, name]) : child);
    };
    for (const [part, child] of branch.children) {
      const selects = this.filters.selector(part);
      if (selects)
        array.forEach((element, index) => {
          if (selects(element)) place(String(index), child);
        });
      else place(this.resolve(part, array), child);
    }
    return placed;
  }

  private merge(a: Node, b: Node, path: readonly string[]): Node {
    if (a.type === 'leaf' || b.type === 'leaf') throw conflictingUpdate(path.join('.'), path.join('.'));
    const children = new Map(a.children);
    for (const [name, child] of b.children) {
      const other = children.get(name);
      children.set(name, other ? this.merge(other, child, [...path, name]) : child);
    }
    return { type: 'branch', children, hasPlaceholders: a.hasPlaceholders || b.hasPlaceholders };
  }

  /** The field name a path part stands for outside an array update. */
  private resolve(part: string, parent: unknown): string {
    if (part === '$') {
      if (this.context.position !== undefined) return String(this.context.position);
      throw badValue('The positional operator did not find the match needed from the query.');
    }
    if (!part.startsWith('$[')) return part;
    if (parent === undefined) throw missingArray(this.context.path);
    const name = this.context.path.at(-1) ?? '';
    throw badValue(`Cannot apply array updates to non-array element ${name}: ${describeValue(parent)}`);
  }

  private descend(name: string, child: Node, current: unknown): unknown {
    const { path } = this.context;
    path.push(name);
    const next = this.apply(child, current);
    path.pop();
    return next;
  }

  /** A path that leads through a scalar (or by name into an array) cannot be created. */
  private failIfBlocked(branch: Branch, value: unknown): void {
    for (const [part, child] of branch.children) {
      const name = this.resolve(part, value);
      if (!this.needsPath(child, [...this.context.path, name])) continue;
      const parent = this.context.path.at(-1) ?? '';
      throw pathNotViable(`Cannot create field '${name}' in element {${parent}: ${describeValue(value)}}`);
    }
  }

  private needsPath(node: Node, path: readonly string[]): boolean {
    if (node.type === 'leaf') return node.change.needsPath(this.context);
    return [...node.children].some(([part, child]) => {
      if (part.startsWith('$[')) throw missingArray(path);
      return this.needsPath(child, [...path, part]);
    });
  }

  private pad(array: unknown[], upTo: number): void {
    if (upTo - array.length > MAX_PADDING) {
      throw new StoreError(
        231,
        'CannotBackfillArray',
        `can't backfill more than ${MAX_PADDING} array elements: ${bsonTypeName(array)} at '${pathText(this.context)}'`,
      );
    }
    while (array.length < upTo) array.push(null);
  }
}

function missingArray(path: readonly string[]): StoreError {
  return badValue(`The path '${path.join('.')}' must exist in the document in order to apply array updates.`);
}
