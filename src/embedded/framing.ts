/** The largest message, as `hello` announces it, with room for its envelope. */
const MAX_MESSAGE_BYTES = 48_000_000 + 16_384;
const MIN_MESSAGE_BYTES = 16;

/** The client does not speak the protocol; its connection ends. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** Cuts a stream of bytes into messages, each of which starts with its length. */
export class Framing {
  private chunks: Buffer[] = [];
  private size = 0;

  /** The messages completed by a chunk. Fails with {@link ProtocolError} on impossible lengths. */
  add(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const messages: Buffer[] = [];
    for (let length = this.wanted(); this.size >= length; length = this.wanted())
      messages.push(this.take(length));
    return messages;
  }

  /** Bytes until something can be done. */
  private wanted(): number {
    if (this.size < 4) return 4;
    const [first] = this.chunks;
    if (first && first.length < 4) this.chunks = [Buffer.concat(this.chunks)];
    const length = this.chunks[0]?.readInt32LE(0) ?? 0;
    if (length < MIN_MESSAGE_BYTES || length > MAX_MESSAGE_BYTES)
      throw new ProtocolError(`message of ${length} bytes`);
    return length;
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    const rest = all.subarray(length);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, length);
  }
}
