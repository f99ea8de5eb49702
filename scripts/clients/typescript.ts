import type { Document, Operation, Schema } from './document.js';

/** `app-api.ts` of the client: a type for each shape, a check for each answer, a method for each call. */
export function clientSource(document: Document): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const asked = operations.flatMap(({ operation }) => refsOf(bodyOf(operation)?.schema));
  const answered = operations.flatMap(({ operation }) => refsOf(answerOf(operation)?.schema));
  const answers = reachable(answered, document);
  return [
    '// Made from the routes of the hub by `npx tsx scripts/clients/main.ts`; do not edit.',
    "import { matches, type Hub, type Shape } from './hub.js';",
    ...types([...reachable(asked, document), ...answers], document),
    '/** What the client checks of an answer; members it does not know are no mistake. */',
    `const shapes: Record<string, Shape> = ${JSON.stringify(shapesOf(answers, document))};`,
    'export class AppApi {\n  constructor(private readonly hub: Hub) {}',
    ...operations.map(({ path, method, operation }) => methodSource(path, method, operation)),
    '}',
  ].join('\n\n');
}

/** Shapes by their name outside; the same under two names inside (asked and answered) is one type. */
function types(names: string[], { components }: Document): string[] {
  const sources = new Map<string, string>();
  for (const name of names) {
    const schema = components.schemas[name] ?? {};
    const source = `${docs(schema.description)}export type ${outside(name)} = ${typeOf(schema)};`;
    const other = sources.get(outside(name));
    if (other !== undefined && other !== source)
      throw new Error(`${outside(name)} is asked for in another shape than it is answered; name them apart`);
    sources.set(outside(name), source);
  }
  return [...sources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source);
}

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return outside(nameOf(schema.$ref));
  const union = schema.oneOf ?? schema.anyOf;
  if (union) return union.map(typeOf).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items) return `(${typeOf(schema.items)})[]`;
  if (schema.format === 'binary') return 'Uint8Array';
  if (schema.properties) {
    const members = Object.entries(schema.properties).map(([name, member]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      return `${docs(member.description)}${name}${optional}: ${typeOf(member)};`;
    });
    return `{\n${members.join('\n')}\n}`;
  }
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown');
}

function methodSource(path: string, method: string, operation: Operation): string {
  const { parameters, operationId, summary, description } = operation;
  const body = bodyOf(operation);
  const answer = answerOf(operation);
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const members = query.map(({ name, schema }) => `${name}?: ${typeOf(schema)}`).join('; ');
  const takes = [
    ...parameters.filter((p) => p.in === 'path').map(({ name, schema }) => `${name}: ${typeOf(schema)}`),
    ...(body ? [`body: ${typeOf(body.schema)}`] : []),
    ...(query.length > 0 ? [`query: { ${members} } = {}`] : []),
    'signal?: AbortSignal',
  ];
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => `\${encodeURIComponent(${name})}`);
  const call = [
    `method: '${method}'`,
    `path: \`${address}\``,
    ...(body ? ['body'] : []),
    ...(query.length > 0 ? ['query'] : []),
    'signal',
  ].join(', ');
  const type = answer ? typeOf(answer.schema) : 'void';
  const name = answer?.schema.$ref === undefined ? undefined : outside(nameOf(answer.schema.$ref));
  const asks = name
    ? `json({ ${call} }, (value): value is ${name} => matches(shapes, ${JSON.stringify(name)}, value))`
    : `${answer ? 'bytes' : 'nothing'}({ ${call} })`;
  const told = docs([summary, ...(description ? [description] : [])].join('. '));
  return `${told}${operationId}(${takes.join(', ')}): Promise<${type}> {\n return this.hub.${asks};\n}`;
}

type Content = { schema: Schema } | undefined;

function bodyOf({ requestBody }: Operation): Content {
  return Object.values(requestBody?.content ?? {})[0];
}

/** Of a call that went well. */
function answerOf({ responses }: Operation): Content {
  const [, fine] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  return Object.values(fine?.content ?? {})[0];
}

/** The named shapes from which these are made, and these. */
function reachable(names: string[], { components }: Document): string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    refsOf(components.schemas[name]).forEach(visit);
  };
  names.forEach(visit);
  return [...seen];
}

function refsOf(schema: Schema | undefined): string[] {
  if (!schema) return [];
  const parts = [...Object.values(schema.properties ?? {}), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return [
    ...(schema.$ref === undefined ? [] : [nameOf(schema.$ref)]),
    ...refsOf(schema.items),
    ...parts.flatMap(refsOf),
  ];
}

function shapesOf(names: string[], { components }: Document): Record<string, object> {
  return Object.fromEntries(names.map((name) => [outside(name), shapeOf(components.schemas[name] ?? {})]));
}

/** A schema without what is only said to people, and with unions under one word. */
function shapeOf(schema: Schema): object {
  const {
    $ref,
    type,
    const: only,
    enum: oneOfThese = only === undefined ? undefined : [only],
    required,
  } = schema;
  const one = schema.oneOf ?? schema.anyOf;
  const members = Object.entries(schema.properties ?? {});
  return {
    ref: $ref === undefined ? undefined : outside(nameOf($ref)),
    type: oneOfThese ? undefined : type,
    any: oneOfThese,
    one: one?.map(shapeOf),
    required,
    items: schema.items && shapeOf(schema.items),
    members: members.length === 0 ? undefined : Object.fromEntries(members.map(([k, v]) => [k, shapeOf(v)])),
  };
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** The library writes a shape that is asked for under its own name and "Input". */
function outside(name: string): string {
  return name.replace(/Input$/, '');
}

function docs(text: string | undefined): string {
  return text === undefined ? '' : `/** ${text} */\n`;
}
