import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';

const { Binary, BSON } = mongo;
type Envelope = InstanceType<typeof Binary>;

/** User-defined subtype: nothing else of ours in the store looks like an envelope. */
const SUBTYPE = 0x80;
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
/** What the sealed bytes are: text, bytes as they came, or any other value as BSON. */
const KIND = { text: 1, bytes: 2, value: 3 } as const;

/** A key of the ring, ready for use. */
export interface FieldKey {
  id: string;
  key: KeyObject;
}

/** A value that cannot be opened: another key, or another place than it was sealed for, or damaged. */
export class SealBroken extends Error {
  constructor(place: string, why: string) {
    super(`The sealed value ${place} cannot be opened: ${why}.`);
    this.name = 'SealBroken';
  }
}

/**
 * AES-256-GCM with a random nonce of 96 bits. Layout: version, kind, length of key id, key id, nonce, tag,
 * ciphertext. `place` (collection, document and field) is authenticated with it, so that a ciphertext moved
 * elsewhere does not open there.
 */
export function sealValue({ id, key }: FieldKey, place: string, value: unknown): Envelope {
  const [kind, plain] = encode(value);
  const name = Buffer.from(id);
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(place));
  const sealed = cipher.update(plain);
  cipher.final();
  const head = Buffer.from([VERSION, kind, name.length]);
  return new Binary(Buffer.concat([head, name, nonce, cipher.getAuthTag(), sealed]), SUBTYPE);
}

/** Drawn many at a time: asking the system costs as much as sealing a short text. None is used twice. */
function freshNonce(): Buffer {
  if (nonces.length < NONCE) nonces = randomBytes(NONCE * 512);
  const nonce = nonces.subarray(0, NONCE);
  nonces = nonces.subarray(NONCE);
  return nonce;
}
let nonces = Buffer.alloc(0);

/** @throws SealBroken */
export function openValue(
  keyOf: (id: string) => KeyObject | undefined,
  place: string,
  envelope: Envelope,
): unknown {
  const bytes = Buffer.from(envelope.buffer.buffer, envelope.buffer.byteOffset, envelope.position);
  const id = keyIdOf(envelope);
  const key = keyOf(id);
  if (!key) throw new SealBroken(place, `the key ${id} is not in the key file`);
  const from = 3 + (bytes[2] ?? 0);
  const [nonce, tag] = [bytes.subarray(from, from + NONCE), bytes.subarray(from + NONCE, from + NONCE + TAG)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(tag);
    const plain = decipher.update(bytes.subarray(from + NONCE + TAG));
    decipher.final();
    return decode(bytes[1], plain);
  } catch {
    throw new SealBroken(place, 'it was changed, or sealed for another place');
  }
}

export function isEnvelope(value: unknown): value is Envelope {
  return value instanceof Binary && value.sub_type === SUBTYPE;
}

/** Under which key it was sealed. */
export function keyIdOf(envelope: Envelope): string {
  const { buffer } = envelope;
  return Buffer.from(buffer.subarray(3, 3 + (buffer[2] ?? 0))).toString();
}

function encode(value: unknown): [number, Uint8Array] {
  if (typeof value === 'string') return [KIND.text, Buffer.from(value)];
  if (value instanceof Uint8Array) return [KIND.bytes, value];
  if (value instanceof Binary) return [KIND.bytes, value.buffer.subarray(0, value.position)];
  return [KIND.value, BSON.serialize({ value }, { ignoreUndefined: true })];
}

function decode(kind: number | undefined, plain: Buffer): unknown {
  if (kind === KIND.text) return plain.toString();
  if (kind === KIND.bytes) return new Binary(plain);
  const { value }: { value?: unknown } = BSON.deserialize(plain);
  return value;
}
