import type { Language } from '../model/codes.js';
import type { Button, Secret } from '../model/message.js';
import type { Request } from '../model/request.js';
import type { StepContext } from './context.js';
import type { Effect, TemplateParams } from './effect.js';
import type { ConversationState, Dialogue } from './state.js';

type TicketCommand = Extract<Effect, { type: 'ticketCommand' }>['command'];
type NotifyStaff = Extract<Effect, { type: 'notifyStaff' }>;
type Ordered = Extract<
  Todo,
  { type: 'sendPhoneCode' | 'bindPhone' | 'unbindPhone' | 'issueLink' | 'handOn' }
>;
type Todo = Effect extends infer E ? (E extends Effect ? Omit<E, 'id'> : never) : never;

/** What one step makes: the state as it becomes and the effects, collected while handlers run. */
export class Outcome {
  readonly inputId: string;
  readonly context: StepContext;
  state: ConversationState;
  readonly #todo: Todo[] = [];
  readonly #parts: { template: string; params: TemplateParams }[] = [];
  #buttons: Button[] = [];
  #about: string | undefined;
  #secret: Secret | undefined;
  #tickets = 0;

  constructor(state: ConversationState, inputId: string, context: StepContext) {
    this.state = { ...state, stepCount: state.stepCount + 1 };
    this.inputId = inputId;
    this.context = context;
  }

  get dialogue(): Dialogue {
    return this.state.dialogue;
  }
  get language(): Language {
    return this.state.language;
  }

  become(dialogue: Dialogue): void {
    this.state = { ...this.state, dialogue };
  }
  update(change: Partial<ConversationState>): void {
    this.state = { ...this.state, ...change };
  }

  /** Adds a part to the one message this step may send. */
  say(template: string, params: TemplateParams = {}): this {
    this.#parts.push({ template, params });
    return this;
  }
  /** Puts a part before everything else that is said. */
  sayFirst(template: string): void {
    this.#parts.unshift({ template, params: {} });
  }
  /** Buttons under the message. A label is a template key under `button.` or plain text. */
  offer(buttons: Button[]): this {
    this.#buttons = buttons;
    return this;
  }
  /** The ticket the message is about: mail threads by it. */
  about(ticketId: string): this {
    this.#about = ticketId;
    return this;
  }
  /** What the dots in the message stand for. */
  keepSecret(secret: Secret): this {
    this.#secret = secret;
    return this;
  }
  /** True when a part under this prefix is being said. */
  says(prefix: string): boolean {
    return this.#parts.some(({ template }) => template.startsWith(prefix));
  }
  get hasSpoken(): boolean {
    return this.#parts.length > 0;
  }

  sayAsStaff(
    text: string,
    staff: { id: string; name: string },
    attachmentIds: string[],
    ticketId?: string,
  ): void {
    this.#todo.push({ type: 'sayAsStaff', text, staff, attachmentIds, ticketId });
  }
  /** Returns the id of the ticket, derived from the input: the same step makes the same ticket. */
  createTicket(request: Request): string {
    const ticketId = `t_${this.inputId}${this.#tickets === 0 ? '' : `_${this.#tickets}`}`;
    this.#tickets += 1;
    this.#todo.push({ type: 'createTicket', ticketId, request });
    return ticketId;
  }
  command(ticketId: string, command: TicketCommand): void {
    this.#todo.push({ type: 'ticketCommand', ticketId, command });
  }
  /** Anything else that is to be done; ids of its own derive from the input, too. */
  order(todo: Ordered): void {
    this.#todo.push(todo);
  }
  notifyStaff(reason: NotifyStaff['reason'], summary: string, danger?: NotifyStaff['danger']): void {
    this.#todo.push({ type: 'notifyStaff', reason, summary, danger });
  }

  /** The files that go out with this step, in a request or a supplement. */
  filesCarried(): string[] {
    return this.#todo.flatMap((effect) => {
      if (effect.type === 'createTicket') return effect.request.attachments.map(({ id }) => id);
      if (effect.type !== 'ticketCommand' || effect.command.move !== 'supplement') return [];
      return effect.command.attachmentIds;
    });
  }

  /** Ends the step. A message replaces what could be chosen before; silence leaves it standing. */
  finish(): { state: ConversationState; effects: Effect[] } {
    const todo = [...this.#todo];
    if (this.hasSpoken) {
      const [parts, buttons, ticketId, secret] = [this.#parts, this.#buttons, this.#about, this.#secret];
      todo.push({ type: 'say', parts, buttons, ticketId, secret });
      this.update({ offered: this.#buttons.map(({ value }) => value) });
    }
    const effects = todo.map((effect, index): Effect => ({ ...effect, id: `${this.inputId}:${index}` }));
    return { state: this.state, effects };
  }
}
