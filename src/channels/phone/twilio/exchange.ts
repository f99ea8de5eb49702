import type { FastifyInstance, FastifyRequest } from 'fastify';
import twilio from 'twilio';
import { z } from 'zod';
import type { CallLine, ChannelHost, Health, KeptPayload, RawPayload } from '../../channel.js';
import type { CallEvent } from '../../../core/model/call.js';
import type { TwilioExchange } from '../config.js';
import type { Exchange } from '../exchange.js';
import { HealthBoard } from '../health.js';
import { readSecret } from '../secrets.js';
import { incoming, ofCaller, ofPhone, VoiceForm } from './events.js';
import { afterRinging, ringPhones } from './twiml.js';

const MAX_BODY_BYTES = 65_536;
/** Twilio waits fifteen seconds, but the caller hears silence: a slow store must not keep them from a person. */
const STORE_WITHIN_MS = 2_000;

type Form = Record<string, string | string[]>;
type Reader = (form: VoiceForm) => CallEvent | undefined;

/**
 * Twilio Voice calls us: at `/voice` when a call comes in, at `/phone` as each operator's phone rings and is
 * answered, at `/after` when ringing is over, at `/status` when the call is.
 */
export class TwilioVoice implements Exchange {
  private readonly board: HealthBoard;
  private readonly address: string;
  private tokens: readonly string[] = [];

  constructor(
    private readonly settings: TwilioExchange,
    private readonly line: CallLine,
    private readonly host: ChannelHost,
  ) {
    this.board = new HealthBoard(() => host.clock.now());
    this.address = `${host.publicBaseUrl}/webhooks/phone/${line.account}`;
  }

  async start(): Promise<void> {
    const { authToken, authTokenFile, previousAuthToken } = this.settings;
    const current = await readSecret(authToken, authTokenFile);
    this.tokens = [current, ...(previousAuthToken === undefined ? [] : [previousAuthToken])];
    this.board.set('up');
  }

  async stop(): Promise<void> {
    this.board.set('paused');
  }

  health(): Health {
    return this.board.get();
  }

  /** Which extension an operator's phone has stood in the address, and is not kept: only the caller's side is told. */
  retake(kept: KeptPayload, host: ChannelHost): Promise<void> {
    const seen = this.seen(kept.receivedAt);
    const read: Reader = (form) => {
      if (form.ParentCallSid !== undefined) return undefined;
      return form.CallStatus === 'ringing' ? incoming(form, seen) : ofCaller(form, seen);
    };
    return this.hearForm(kept, read, host);
  }

  readonly http = async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    app.addHook('preHandler', async (request, reply) => {
      if (this.tokens.length === 0) return reply.code(503).send('starting');
      if (this.isSigned(request)) return;
      this.host.log.warn('a request that Twilio did not sign was refused');
      return reply.code(403).send('signature');
    });

    app.post('/voice', async (request, reply) => {
      await this.hearWithinTime(request, (form) => incoming(form, this.seen()));
      return reply.type('text/xml').send(ringPhones(this.settings, this.address));
    });
    app.post('/after', async (request, reply) => {
      const { DialCallStatus } = AfterForm.parse(readForm(bodyOf(request)));
      return reply.type('text/xml').send(afterRinging(this.settings, DialCallStatus));
    });
    app.post('/phone', async (request, reply) => {
      const { extension } = PhoneQuery.parse(request.query);
      await this.hear(request, (form) => ofPhone(form, extension, this.seen()));
      return reply.code(204).send();
    });
    app.post('/status', async (request, reply) => {
      await this.hear(request, (form) => ofCaller(form, this.seen()));
      return reply.code(204).send();
    });
  };

  /** Twilio signs the address it was given, which a proxy changes: only the configured one counts, never Host. */
  private isSigned(request: FastifyRequest): boolean {
    const signature = request.headers['x-twilio-signature'];
    if (typeof signature !== 'string') return false;
    const url = `${this.host.publicBaseUrl}${request.originalUrl}`;
    const form = readForm(bodyOf(request));
    return this.tokens.some((token) => twilio.validateRequest(token, signature, url, form));
  }

  /** Stored when it resolves. What is signed and cannot be understood is kept apart, for a person to look at. */
  private hear(request: FastifyRequest, read: Reader): Promise<void> {
    const bytes = Buffer.from(bodyOf(request));
    const raw = { bytes, mime: 'application/x-www-form-urlencoded', receivedAt: this.host.clock.now() };
    return this.hearForm(raw, read, this.host);
  }

  private async hearForm(raw: RawPayload, read: Reader, host: ChannelHost): Promise<void> {
    const form = VoiceForm.safeParse(readForm(Buffer.from(raw.bytes).toString()));
    if (!form.success || form.data.AccountSid !== this.settings.accountSid) {
      const message = form.success ? '来自另一个 Twilio 账号的来电事件' : 'Twilio 来电事件的内容不符合约定';
      return host.quarantine(raw, { code: 'call-event-unknown', message, account: this.line.account });
    }
    const event = read(form.data);
    if (event) await host.call(event);
  }

  /** Whatever becomes of the record, the caller gets through: later events bring the call up again. */
  private async hearWithinTime(request: FastifyRequest, read: Reader): Promise<void> {
    const heard = this.hear(request, read).then(
      () => this.board.set('up'),
      (error: unknown) => {
        this.host.log.error({ err: error }, 'a call that came in was not stored');
        this.board.set('degraded', `线路 ${this.line.account} 的来电未能保存，电话仍正常振铃；请检查存储`);
      },
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STORE_WITHIN_MS)));
    await Promise.race([heard, late]);
    clearTimeout(timer);
  }

  private seen(receivedAt = this.host.clock.now()) {
    const { account } = this.line;
    const callerOf = (written: string | undefined) => this.line.callerOf(written);
    return { account, receivedAt, callerOf };
  }
}

const AfterForm = z.object({ DialCallStatus: z.string().optional() });
const PhoneQuery = z.object({ extension: z.string().max(60) });

function bodyOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

/** A name that comes twice is a list, which the signature covers as one. */
function readForm(body: string): Form {
  const fields = new URLSearchParams(body);
  const form: Form = {};
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name);
    form[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return form;
}
