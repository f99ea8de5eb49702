import { CATALOGUE } from './catalogue.js';

/** `docs/errors.md`, made from the catalogue so that the two cannot differ. */
export function catalogueDoc(): string {
  const rows = Object.entries(CATALOGUE)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { fault, status, zh, en }]) =>
        `| \`${code}\` | ${fault} | ${status} | ${zh.message}<br>${zh.hint} | ${en.message}<br>${en.hint} |`,
    );
  return [
    '# Errors',
    '',
    'Every refusal is a problem document (`application/problem+json`):',
    '',
    '```json',
    '{ "code": "…", "message": "…", "hint": "…", "requestId": "…", "fields": [{ "path": "…", "message": "…" }] }',
    '```',
    '',
    '`message` and `hint` come in Chinese or English, by `Accept-Language`; Chinese texts may say more of the case. `fields` names what does not fit, `state` the present state when that stands in the way, and `Retry-After` how long to wait. A code is never renamed or reused. Channels add codes of their own, described with each channel.',
    '',
    'The fault says whose turn it is: `bad-input` mend and send again · `not-found` look elsewhere · `not-allowed` ask somebody · `conflict` reload · `rate-limited` wait · `unreachable` try again later · `bug` tell the technicians the `requestId`.',
    '',
    'This page is made from `src/server/errors/catalogue.ts`: `UPDATE_DOCS=1 npm test -- test/server/docs.test.ts`.',
    '',
    '| code | fault | status | 中文 | English |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
