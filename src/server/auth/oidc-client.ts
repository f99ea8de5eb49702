import * as oidc from 'openid-client';
import type { SsoPolicy } from '../../config/staff-policy.js';
import type { Clock } from '../../core/ports.js';
import { failure } from '../errors/failure.js';

/** What binds an answer of the provider to the browser that asked. */
export interface OidcChecks {
  state: string;
  nonce: string;
  verifier: string;
}

/** Whom the provider vouches for. */
export interface Vouched {
  /** Issuer and subject: the one name of a person that the provider never gives to another. */
  subject: string;
  /** Value of the claim that names the account here. */
  login: string | undefined;
  name: string | undefined;
  idToken: string;
  acr: string | undefined;
  amr: string[];
}

export interface OidcClient {
  start(): Promise<{ url: string; checks: OidcChecks }>;
  /** Throws `sso-refused` for whatever does not check out, `sso-unreachable` when the provider does not answer. */
  finish(search: string, checks: OidcChecks): Promise<Vouched>;
  /** Where the browser goes to end the session there too; undefined when the provider has no such place. */
  endUrl(idToken: string, backTo: string): Promise<string | undefined>;
}

const METADATA_VALID_MS = 3_600_000;

/**
 * An OpenID Connect client for the authorization code flow with PKCE, state and nonce. The signature of the
 * ID token is checked against the provider's keys although it comes over TLS: a proxy in between may end it.
 */
export function createOidcClient(policy: SsoPolicy, redirectUri: string, clock: Clock): OidcClient {
  let known: { config: Promise<oidc.Configuration>; at: number } | undefined;

  /** The provider's metadata, read when first needed: the hub starts also while the provider is down. */
  async function configuration(): Promise<oidc.Configuration> {
    const now = clock.now().getTime();
    if (!known || now - known.at > METADATA_VALID_MS) known = { config: discover(policy), at: now };
    try {
      return await known.config;
    } catch (error) {
      known = undefined;
      throw Object.assign(failure('sso-unreachable'), { cause: error });
    }
  }

  return {
    async start() {
      const config = await configuration();
      const checks = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: policy.scope,
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
        ...(policy.trustedAcr.length > 0 && { acr_values: policy.trustedAcr.join(' ') }),
      });
      return { url: url.href, checks };
    },

    async finish(search, { state, nonce, verifier }) {
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(redirectUri + search), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims || !tokens.id_token) throw failure('sso-refused');
        // Many providers keep the ID token small and tell the rest at the userinfo endpoint.
        const all: Record<string, unknown> =
          claims[policy.loginClaim] === undefined
            ? { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims }
            : claims;
        return {
          subject: `${claims.iss} ${claims.sub}`,
          login: text(all[policy.loginClaim])?.toLowerCase(),
          name: text(all['name']),
          idToken: tokens.id_token,
          acr: text(claims['acr']),
          amr: [claims['amr']].flat().flatMap((value) => text(value) ?? []),
        };
      } catch (error) {
        throw explained(error);
      }
    },

    async endUrl(idToken, backTo) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: backTo })
        .href;
    },
  };
}

async function discover(policy: SsoPolicy): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = policy;
  const execute = [oidc.enableNonRepudiationChecks];
  // The schema of the settings allows this on this machine alone.
  if (issuer.startsWith('http:')) execute.push(oidc.allowInsecureRequests);
  const auth = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  return oidc.discovery(new URL(issuer), clientId, undefined, auth, { execute, timeout: 10 });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Network trouble is not a refusal: the first may be tried again. */
function explained(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const unreachable = error instanceof TypeError || code === 'OAUTH_TIMEOUT';
  return Object.assign(failure(unreachable ? 'sso-unreachable' : 'sso-refused'), { cause: error });
}
