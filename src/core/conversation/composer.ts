/** Goes on to the next handler; not calling it ends the routing. */
export type Next = () => void;
export type Handler<C> = (context: C, next: Next) => void;

/** What the router asks of a context, whatever else it carries. */
export interface Routable {
  /** The normalised text of the turn. */
  readonly heard: string;
  readonly dialogue: { readonly type: string };
  wants(intent: string): boolean;
}

type Within<C extends Routable, T extends string> = C & {
  readonly dialogue: Extract<C['dialogue'], { readonly type: T }>;
};

/**
 * A small typed router: handlers in order, each may answer or pass on. Synchronous, because a step
 * of the conversation is a pure function; filters narrow the type for the handlers behind them.
 */
export class Composer<C extends Routable> {
  readonly #handlers: Handler<C>[] = [];

  use(...handlers: Handler<C>[]): this {
    this.#handlers.push(...handlers);
    return this;
  }

  /** Handlers for contexts that pass a type guard. */
  filter<D extends C>(is: (context: C) => context is D, ...handlers: Handler<D>[]): this {
    const chain = chainOf(handlers);
    return this.use((context, next) => (is(context) ? chain(context, next) : next()));
  }

  /** Handlers for contexts that meet a condition. */
  when(is: (context: C) => boolean, ...handlers: Handler<C>[]): this {
    const chain = chainOf(handlers);
    return this.use((context, next) => (is(context) ? chain(context, next) : next()));
  }

  /** Handlers for one kind of dialogue, which they then know the data of. */
  on<T extends C['dialogue']['type']>(type: T, ...handlers: Handler<Within<C, T>>[]): this {
    return this.filter((context): context is Within<C, T> => context.dialogue.type === type, ...handlers);
  }

  /** Handlers for a wish recognised in the words. */
  wants(intent: Parameters<C['wants']>[0], ...handlers: Handler<C>[]): this {
    return this.when((context) => context.wants(intent), ...handlers);
  }

  /** Handlers for a pattern in the normalised text. */
  hears(pattern: RegExp, ...handlers: Handler<C>[]): this {
    return this.when((context) => pattern.test(context.heard), ...handlers);
  }

  /** Runs the handlers; `last` is reached when all of them passed the context on. */
  handle(context: C, last: Next): void {
    chainOf(this.#handlers)(context, last);
  }
}

function chainOf<C>(handlers: readonly Handler<C>[]): Handler<C> {
  return (context, last) => {
    const run = (index: number): void => {
      const handler = handlers[index];
      if (handler) handler(context, () => run(index + 1));
      else last();
    };
    run(0);
  };
}
