import { z } from 'zod';
import { code, table } from './markdown.js';

/** One value that a file may set. */
export interface Leaf {
  path: string;
  type: string;
  need: string;
  /** Written beside the value in its schema (`.describe()`). */
  description?: string;
}

/** Every value a schema takes, as its author writes it (before defaults and transforms). */
export function leavesOf(schema: z.ZodType): Leaf[] {
  const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return walk(Node.parse(json), '', true, TOP);
}

/**
 * A table of a schema's values with a meaning for each: the one given here, else the schema's own.
 * @throws when a value has no meaning or a meaning no value, so that neither can be forgotten.
 */
export function schemaTable(schema: z.ZodType, meanings: Readonly<Record<string, string>> = {}): string {
  const leaves = leavesOf(schema);
  const paths = new Set(leaves.map(({ path }) => path));
  const unknown = Object.keys(meanings).filter((path) => !paths.has(path));
  if (unknown.length > 0) throw new Error(`Meanings of values that do not exist: ${unknown.join(', ')}`);
  const rows = leaves.map(({ path, type, need, description }) => {
    const meaning = meanings[path] ?? description;
    if (meaning === undefined) throw new Error(`No meaning is written for "${path}".`);
    return [code(path), type, need, meaning];
  });
  return table(['value', 'type', 'default', 'meaning'], rows);
}

/** The part of JSON Schema (draft 2020-12) that our schemas become. */
const Base = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).optional(),
  default: z.unknown().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
});
type Node = z.infer<typeof Base> & {
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  additionalProperties?: boolean | Node;
};
const Node: z.ZodType<Node> = Base.extend({
  properties: z.lazy(() => z.record(z.string(), Node)).optional(),
  items: z.lazy(() => Node).optional(),
  anyOf: z.lazy(() => z.array(Node)).optional(),
  additionalProperties: z.union([z.boolean(), z.lazy(() => Node)]).optional(),
});

/** What stands above a value: its default may come from there, and it is needed only if that is given. */
interface Above {
  given: unknown;
  optional: boolean;
}
const TOP: Above = { given: undefined, optional: false };

function walk(node: Node, path: string, required: boolean, above: Above): Leaf[] {
  const given = node.default ?? above.given;
  const inner = inside(node, path, { given, optional: above.optional || (!required && given === undefined) });
  if (inner.length > 0) return inner;
  const { description } = node;
  return [{ path, type: typeOf(node), need: needOf(given, required, above.optional), description }];
}

function inside(node: Node, path: string, above: Above): Leaf[] {
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([key, child]) =>
      walk(child, path === '' ? key : `${path}.${key}`, node.required?.includes(key) ?? false, {
        ...above,
        given: part(above.given, key),
      }),
    );
  }
  const each = { ...above, given: undefined };
  if (node.items?.properties) return inside(node.items, `${path}[]`, each);
  return typeof node.additionalProperties === 'object'
    ? inside(node.additionalProperties, `${path}.*`, each)
    : [];
}

function part(value: unknown, key: string): unknown {
  const whole = z.record(z.string(), z.unknown()).safeParse(value);
  return whole.success ? whole.data[key] : undefined;
}

function typeOf(node: Node): string {
  if (node.enum) return node.enum.map((value) => code(String(value))).join(', ');
  if (node.const !== undefined) return code(String(node.const));
  if (node.anyOf) return node.anyOf.map(typeOf).join(' or ');
  if (node.items) return `list of ${typeOf(node.items)}`;
  if (typeof node.additionalProperties === 'object') return `map to ${typeOf(node.additionalProperties)}`;
  if (node.type === undefined) return 'text';
  return `${TYPES[node.type] ?? node.type}${bounds(node)}`;
}

const TYPES: Record<string, string> = { string: 'text', boolean: 'yes/no', integer: 'whole number' };

function bounds({ minimum, exclusiveMinimum, maximum }: Node): string {
  const low = minimum ?? exclusiveMinimum;
  // zod writes the ends of the safe integers as bounds; they tell a reader nothing.
  const high = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const least = low === Number.MIN_SAFE_INTEGER ? undefined : low;
  if (least !== undefined && high !== undefined) return ` ${least}–${high}`;
  if (high !== undefined) return ` ≤ ${high}`;
  if (least === undefined) return '';
  return ` ${exclusiveMinimum === undefined ? '≥' : '>'} ${least}`;
}

function needOf(given: unknown, required: boolean, optional: boolean): string {
  if (given !== undefined) return code(JSON.stringify(given));
  if (!required) return '–';
  return optional ? 'needed with its group' : '**needed**';
}
