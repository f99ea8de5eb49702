import { createHash } from 'node:crypto';
import { OwnAddresses } from './address.js';
import { normalise } from './normalise/normalise.js';
import { MailTokens } from './tokens.js';

/**
 * What the email channel would make of these bytes, as a plain object for JSON: `hub mail inspect`. Nothing is
 * stored and no ticket is looked up. Any bytes give an object.
 */
export async function inspectMail(bytes: Uint8Array): Promise<object> {
  const result = await normalise(bytes, {
    account: 'inspect',
    own: new OwnAddresses('', []),
    tokens: new MailTokens(Buffer.alloc(32)),
    receivedAt: new Date(),
    findOutbound: () => Promise.resolve(undefined),
  });
  if (result.type !== 'message') return result;
  const files = result.files.map((file) => ({
    name: file.name,
    size: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    ...(file.inline ? { inline: true } : {}),
  }));
  return { type: result.type, ...result.message, files };
}
