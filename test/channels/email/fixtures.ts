import { readdirSync, readFileSync } from 'node:fs';
import { OwnAddresses } from '../../../src/channels/email/address.js';
import {
  normalise,
  type NormaliseContext,
  type Normalised,
} from '../../../src/channels/email/normalise/normalise.js';
import { MailTokens } from '../../../src/channels/email/tokens.js';

const FOLDER = new URL('../../fixtures/email/', import.meta.url);

export const tokens = new MailTokens(Buffer.from('a key of the tests'));
export const receivedAt = new Date('2026-11-23T01:00:00Z');

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`${name}.eml`, FOLDER));
}

export function fixtureNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.eml$/, ''));
}

export function read(raw: Buffer, changes: Partial<NormaliseContext> = {}): Promise<Normalised> {
  return normalise(raw, {
    account: 'hub@hotline.test',
    own: new OwnAddresses('hub@hotline.test', ['alias@hotline.test']),
    tokens,
    receivedAt,
    findOutbound: () => Promise.resolve(undefined),
    ...changes,
  });
}

/** The message of a mail that must be one. */
export async function readMessage(raw: Buffer, changes: Partial<NormaliseContext> = {}) {
  const result = await read(raw, changes);
  if (result.type !== 'message') throw new Error(`expected a message, got ${JSON.stringify(result)}`);
  return { ...result.message, files: result.files };
}
