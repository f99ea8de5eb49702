import { expect, test } from '@jest/globals';
import { inspectMail } from '../../../src/channels/email/inspect.js';
import { fixture, fixtureNames } from './fixtures.js';

test('shows what the hub would make of a mail', async () => {
  expect(await inspectMail(fixture('inline-images'))).toMatchObject({
    type: 'message',
    text: '积水照片：',
    files: [{ name: 'photo.png', size: 3070, inline: true }],
  });
});

test.each([
  ...fixtureNames().map((name) => [name, fixture(name)] as const),
  ['no bytes', Buffer.alloc(0)] as const,
])('%s becomes one line of JSON', async (_name, bytes) => {
  const line = JSON.stringify(await inspectMail(bytes));
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toHaveProperty('type');
});
