import { decodeUndeclared, mendCharset } from './charset.js';

/**
 * Rewrites a mail that breaks the MIME rules in the ways common in China, so that a parser that keeps to the
 * rules reads it: raw 8-bit headers and file names become encoded words, text parts get the character set
 * that they should have declared, and absurdly large headers are cut. Everything else stays byte for byte.
 * Throws on a mail of absurdly many parts.
 */
export function repair(raw: Uint8Array): Buffer {
  // One character per byte: cheap to search, and written back without loss.
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  return Buffer.from(repairEntity(text, 0), 'latin1');
}

const MAX_DEPTH = 20;
/** A mail of a million empty parts is an attack on the parser, not a letter. */
const MAX_PARTS = 1000;
const MAX_FIELDS = 500;
const MAX_FIELD_LENGTH = 32 * 1024;

function repairEntity(entity: string, depth: number): string {
  const end = /\r?\n\r?\n/.exec(entity);
  const startsWithBody = /^\r?\n/.exec(entity)?.[0];
  if (startsWithBody !== undefined) return repairEntity(`X-Empty: 1\r\n${entity}`, depth);
  const head = end === null ? entity : entity.slice(0, end.index);
  const body = end === null ? '' : entity.slice(end.index + end[0].length);
  const fields = head
    .split(/\r?\n(?![ \t])/)
    .slice(0, MAX_FIELDS)
    .map((field) => encodeRaw(field.slice(0, MAX_FIELD_LENGTH)));

  const contentType = fieldValue(fields, 'content-type');
  const type = (/^[^;\s]+/.exec(contentType)?.[0] ?? 'text/plain').toLowerCase();
  const boundary = parameter(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary !== undefined && depth < MAX_DEPTH) {
    return join(fields, repairParts(body, boundary, depth));
  }
  const encoding = fieldValue(fields, 'content-transfer-encoding').toLowerCase();
  if (type === 'message/rfc822' && !/base64|quoted/.test(encoding) && depth < MAX_DEPTH) {
    return join(fields, repairEntity(body, depth + 1));
  }
  const isFile = /^\s*attachment/i.test(fieldValue(fields, 'content-disposition'));
  if (!type.startsWith('text/') || isFile) return join(fields, body);
  const charset = mendCharset(parameter(contentType, 'charset'), decodeTransfer(body, encoding));
  return join(charset === undefined ? fields : declare(fields, contentType || type, charset), body);
}

/** Between the delimiters of a multipart; preamble and epilogue are nobody's text and stay as they are. */
function repairParts(body: string, boundary: string, depth: number): string {
  const delimiter = new RegExp(`^(--${escapeRegExp(boundary)}(?:--)?[ \\t]*(?:\\r?\\n|$))`, 'm');
  const chunks = body.split(delimiter);
  if (chunks.length > 2 * MAX_PARTS) throw new Error(`more than ${MAX_PARTS} parts`);
  return chunks
    .map((chunk, index) => {
      const isPart = index > 0 && index % 2 === 0 && !chunks[index - 1]?.startsWith(`--${boundary}--`);
      return isPart ? repairEntity(chunk, depth + 1) : chunk;
    })
    .join('');
}

/** Raw 8-bit text of a header field as encoded words (RFC 2047), also inside parameters such as file names. */
function encodeRaw(field: string): string {
  if (!/[\x80-\xff]/.test(field)) return field;
  const colon = field.indexOf(':');
  const name = field.slice(0, colon + 1);
  const value = field.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ');
  const decoded = decodeUndeclared(Buffer.from(value, 'latin1'));
  return name + decoded.replace(/[^\0-\x7f](?: *[^\0-\x7f])*/gu, encodedWords);
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  for (const char of text) {
    if (Buffer.byteLength(chunk + char) > 45) {
      words.push(chunk);
      chunk = '';
    }
    chunk += char;
  }
  words.push(chunk);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

function declare(fields: string[], contentType: string, charset: string): string[] {
  const withoutCharset = contentType.replace(/;\s*charset\s*=\s*("[^"]*"|[^;\s]*)/gi, '');
  const rest = fields.filter((field) => !/^content-type\s*:/i.test(field));
  return [...rest, `Content-Type: ${withoutCharset}; charset=${charset}`];
}

function decodeTransfer(body: string, encoding: string): Buffer {
  if (encoding.includes('base64')) return Buffer.from(body, 'base64');
  if (!encoding.includes('quoted-printable')) return Buffer.from(body, 'latin1');
  const decoded = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

function fieldValue(fields: string[], name: string): string {
  const field = fields.find((each) => new RegExp(`^${name}[ \\t]*:`, 'i').test(each)) ?? '';
  return field
    .slice(field.indexOf(':') + 1)
    .replace(/\r?\n[ \t]+/g, ' ')
    .trim();
}

function parameter(value: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(value);
  return match?.[1] ?? match?.[2];
}

function join(fields: string[], body: string): string {
  return `${fields.filter((field) => field !== '').join('\r\n')}\r\n\r\n${body}`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
