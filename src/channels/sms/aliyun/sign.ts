import { createHash, createHmac } from 'node:crypto';

export interface Acs3Request {
  method: 'POST' | 'GET';
  host: string;
  action: string;
  version: string;
  query: Readonly<Record<string, string>>;
  body: string;
  at: Date;
  nonce: string;
}
export interface Acs3Key {
  accessKeyId: string;
  accessKeySecret: string;
}

/**
 * The query and headers of a call to an Aliyun RPC interface, signed by ACS3-HMAC-SHA256
 * (help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature).
 */
export function signAcs3(
  request: Acs3Request,
  key: Acs3Key,
): { query: string; headers: Record<string, string> } {
  const query = canonicalQuery(request.query);
  const payload = sha256(request.body);
  const signed: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': payload,
    'x-acs-date': request.at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  };
  const names = Object.keys(signed).sort();
  const headers = names.map((name) => `${name}:${signed[name] ?? ''}\n`).join('');
  const canonical = [request.method, '/', query, headers, names.join(';'), payload].join('\n');
  const signature = createHmac('sha256', key.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { query, headers: { ...signed, authorization } };
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');
}

/** RFC 3986: encodeURIComponent leaves five characters that Aliyun encodes. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
