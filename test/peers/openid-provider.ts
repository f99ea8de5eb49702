import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };

/** Who sits before the provider's sign-in page, and how they sign in there. */
export interface AtProvider {
  subject: string;
  login: string;
  name?: string;
  amr?: string[];
  acr?: string;
}

/** A real OpenID provider (`oidc-provider`) on this machine, whose sign-in page everybody passes as `person`. */
export class OpenIdProvider {
  person: AtProvider = { subject: 's1', login: 'wang' };
  /** Changes what the token endpoint answers on its way, as somebody in between could. */
  tamper: ((body: string) => string) | undefined;

  private constructor(
    readonly issuer: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(backTo: string): Promise<OpenIdProvider> {
    let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
    const server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: Pick<AddressInfo, 'port'> = portOf(server.address());
    const issuer = `http://127.0.0.1:${port}`;
    const stop = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    const peer = new OpenIdProvider(issuer, stop);
    const provider = peer.provider(backTo);
    const callback = provider.callback();
    handle = (request, response) => {
      if (request.url?.startsWith('/interaction/')) void peer.signIn(provider, request, response);
      else {
        if (request.url === '/token') peer.inBetween(response);
        void callback(request, response);
      }
    };
    return peer;
  }

  private provider(backTo: string): Provider {
    return new Provider(this.issuer, {
      clients: [
        {
          client_id: 'hub',
          client_secret: 'a-secret-of-the-hub',
          redirect_uris: [`${backTo}/api/staff/session/sso/callback`],
          post_logout_redirect_uris: [backTo],
        },
      ],
      claims: { openid: ['sub', 'amr'], profile: ['preferred_username', 'name'] },
      jwks: { keys: [signingKey] },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      acrValues: ['mfa'],
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: async () => ({ sub, preferred_username: this.person.login, name: this.person.name }),
      }),
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ['a key of this test'] },
      // Staff are not asked whether the hub may know them.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId,
          accountId: oidc.session?.accountId,
        });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
    });
  }

  private async signIn(
    provider: Provider,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { subject, amr, acr } = this.person;
    await provider.interactionFinished(request, response, { login: { accountId: subject, amr, acr } });
  }

  private inBetween(response: ServerResponse): void {
    const { tamper } = this;
    if (!tamper) return;
    const end = response.end.bind(response);
    response.end = (chunk: unknown) => {
      const body = tamper(String(chunk));
      response.setHeader('content-length', Buffer.byteLength(body));
      return end(body);
    };
  }
}

/** A browser at the provider: follows its redirects with its cookies, until one leads elsewhere. */
export class BrowserAtProvider {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly issuer: string) {}

  /** The address the provider sends back to, or the page it shows. */
  async open(url: string): Promise<string> {
    let at = url;
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        this.cookies.set(name, value);
      }
      const next = answer.headers.get('location');
      if (next === null) return answer.text();
      at = new URL(next, at).href;
      if (!at.startsWith(this.issuer)) return at;
    }
    throw new Error(`the provider redirects for ever: ${at}`);
  }
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}
