/** One call of the hub. */
export interface Call {
  method: string;
  path: string;
  query?: Record<string, string | number | undefined>;
  /** JSON, or bytes as they are. */
  body?: object;
  signal?: AbortSignal;
}

export interface HubSettings {
  /** Where the hub is reached, such as https://12345.example.gov.cn */
  baseUrl: string;
  /** In which language refusals are told. */
  language?: 'zh' | 'en';
  fetch?: typeof fetch;
  /** How long an answer is waited for; long polls get their wait on top. */
  timeoutMs?: number;
}

/** What the hub refused, in words for the citizen and with how to mend it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** Stable: programs decide by it. */
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = 'Refused';
  }

  /** Asking again as it is will not help. With 401 the device has to register again. */
  get isFinal(): boolean {
    return this.status < 500 && this.status !== 429 && this.status !== 408;
  }
}

/** The hub did not answer: no network, or it is away. Ask again later. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The hub cannot be reached now.', { cause });
    this.name = 'Unreachable';
  }
}

/** Calls the hub over HTTP. Every way to fail is a `Refused` or an `Unreachable`. */
export class Hub {
  /** Of the registered device. */
  secret: string | undefined;

  constructor(private readonly settings: HubSettings) {}

  async json<T>(call: Call, isExpected: (value: unknown) => value is T): Promise<T> {
    const response = await this.ask(call);
    const value = await readJson(response);
    if (isExpected(value)) return value;
    throw new Refused(502, 'unexpected-answer', 'The hub answered something else than it should.', call.path);
  }

  async bytes(call: Call): Promise<Uint8Array> {
    const response = await this.ask(call);
    return new Uint8Array(await orUnreachable(response.arrayBuffer()));
  }

  async nothing(call: Call): Promise<void> {
    await orUnreachable((await this.ask(call)).arrayBuffer());
  }

  private async ask({ method, path, query = {}, body, signal }: Call): Promise<Response> {
    const { baseUrl, language = 'zh', timeoutMs = 20_000 } = this.settings;
    const url = new URL(path, baseUrl);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const headers: Record<string, string> = { 'accept-language': language };
    if (this.secret !== undefined) headers['authorization'] = `Bearer ${this.secret}`;
    const isBytes = body instanceof Uint8Array;
    if (body) headers['content-type'] = isBytes ? 'application/octet-stream' : 'application/json';
    const timeLimit = AbortSignal.timeout(timeoutMs + Number(query['wait'] ?? 0) * 1000);
    const response = await orUnreachable(
      (this.settings.fetch ?? fetch)(url, {
        method,
        headers,
        // A copy, because a view on shared memory is no body.
        body: isBytes ? new Uint8Array(body) : body && JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeLimit]) : timeLimit,
      }),
    );
    if (response.ok) return response;
    throw await refusalOf(response);
  }
}

/** What a client checks of an answer: a small part of JSON Schema, made with the types. */
export interface Shape {
  ref?: string;
  type?: string;
  any?: string[];
  one?: Shape[];
  required?: string[];
  items?: Shape;
  members?: Record<string, Shape>;
}

/** True when the value is what the named shape says; members that it does not name are no mistake. */
export function matches(shapes: Record<string, Shape>, name: string, value: unknown): boolean {
  const is = (shape: Shape | undefined, part: unknown): boolean => {
    if (!shape) return true;
    if (shape.ref !== undefined) return is(shapes[shape.ref], part);
    if (shape.one) return shape.one.some((one) => is(one, part));
    if (shape.any) return typeof part === 'string' && shape.any.includes(part);
    if (shape.type === 'array') return Array.isArray(part) && part.every((item) => is(shape.items, item));
    if (shape.type === 'object') {
      const members = membersOf(part);
      return (
        members !== undefined &&
        (shape.required ?? []).every((key) => members.has(key)) &&
        Object.entries(shape.members ?? {}).every(([key, s]) => !members.has(key) || is(s, members.get(key)))
      );
    }
    return shape.type === 'integer' ? Number.isInteger(part) : typeof part === shape.type;
  };
  return is(shapes[name], value);
}

function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

async function refusalOf(response: Response): Promise<Refused> {
  const members = membersOf(await readJson(response).catch(() => undefined));
  const word = (key: string, otherwise: string): string => {
    const value = members?.get(key);
    return typeof value === 'string' ? value : otherwise;
  };
  const after = Number(response.headers.get('retry-after') ?? NaN);
  return new Refused(
    response.status,
    word('code', `http-${response.status}`),
    word('message', `HTTP ${response.status}`),
    word('hint', ''),
    Number.isFinite(after) ? after : undefined,
  );
}

async function readJson(response: Response): Promise<unknown> {
  const text = await orUnreachable(response.text());
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page where the hub's answer should be; the caller says what it means.
    return undefined;
  }
}

async function orUnreachable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Unreachable(error);
  }
}
