import type { FastifyInstance } from 'fastify';
import { Transform, type TransformCallback } from 'node:stream';
import { TextDecoder } from 'node:util';
import { failure } from './errors/failure.js';

/**
 * Refuses JSON that is not UTF-8. Node would put replacement characters in its place, and a citizen's
 * words would be kept broken for ever. Providers' call-backs are left alone: what they send is kept as
 * it came and judged by the channel.
 */
export function refuseBrokenUtf8(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const isJson = request.headers['content-type']?.startsWith('application/json');
    if (!isJson || !request.url.startsWith('/api/')) return payload;
    const checked = payload.pipe(new Utf8Check());
    payload.once('error', (error) => checked.destroy(error));
    return checked;
  });
}

class Utf8Check extends Transform {
  /** Fastify compares this with Content-Length: bytes as they came. */
  receivedEncodedLength = 0;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.receivedEncodedLength += chunk.length;
    this.check(() => this.decoder.decode(chunk, { stream: true }), done, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.check(() => this.decoder.decode(), done);
  }

  private check(decode: () => string, done: TransformCallback, chunk?: Buffer): void {
    try {
      decode();
    } catch {
      done(failure('invalid-utf8'));
      return;
    }
    done(null, chunk);
  }
}
