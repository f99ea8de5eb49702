import type { ChannelHost } from '../channel.js';
import type { WebConfig } from './config.js';
import { SessionFiles } from './files.js';
import { Gate } from './gate.js';
import { Limits } from './limits.js';
import { ProofOfWork } from './proof-of-work.js';
import { SessionTokens } from './session.js';
import { StreamRegister } from './stream-register.js';

/** What the routes of one account share. */
export interface Web {
  config: WebConfig;
  host: ChannelHost;
  tokens: SessionTokens;
  limits: Limits;
  proofOfWork: ProofOfWork;
  gate: Gate;
  files: SessionFiles;
  streams: StreamRegister;
}

export function createWeb(config: WebConfig, host: ChannelHost): Web {
  const tokens = new SessionTokens(
    host.secret(`web-session:${config.account}`),
    host.clock,
    config.sessionDays * DAY_MS,
  );
  const limits = new Limits(config.limits);
  return {
    config,
    host,
    tokens,
    limits,
    proofOfWork: new ProofOfWork(config.proofOfWork, host),
    gate: new Gate(tokens, limits, host.publicBaseUrl),
    files: new SessionFiles(host, config.uploads.attachWithinHours * HOUR_MS),
    streams: new StreamRegister({
      perSession: config.limits.perSession.streams,
      perAddress: config.limits.perAddress.streams,
    }),
  };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
