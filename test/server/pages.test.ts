import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../support/server/test-hub.js';

let hub: TestHub;
beforeAll(async () => void (hub = await testHub()));
afterAll(() => hub.app.close());

const PAGES = [
  '/',
  '/chat',
  '/report',
  '/progress',
  '/hotlines',
  '/notices',
  '/cases',
  '/privacy',
  '/snap',
  '/desk',
];

test('looking at a link of another channel tells nobody of it: messengers open links before people do', async () => {
  const page = await hub.app.inject('/continue/q3Fh0t-Jk_9aZ2xY7bN4Mw');
  expect(page.statusCode).toBe(200);
  expect(page.headers['referrer-policy']).toBe('no-referrer');
  expect(page.body).toMatch(/<script type="module"/);
  expect(page.body).not.toContain('q3Fh0t');
});

test.each(PAGES)('%s loads nothing from elsewhere, runs nothing inline, stands in no frame', async (url) => {
  const { statusCode, headers, body } = await hub.app.inject(url);
  expect(statusCode).toBe(200);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:/);
  expect(body).not.toMatch(/ style=| on\w+=|<style/);
  for (const [, address = ''] of body.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^[/#]/);
});

test('files whose names hold their content are kept for good, pages and the worker are asked for anew', async () => {
  const page = await hub.app.inject('/');
  const [asset = ''] = /\/assets\/[^"]+\.js/.exec(page.body) ?? [];
  const cache = async (url: string) => (await hub.app.inject(url)).headers['cache-control'];
  expect(await cache(asset)).toBe('public, max-age=31536000, immutable');
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(await cache('/snap-worker.js')).toBe('no-cache');
  const widget = await hub.app.inject('/widget.js');
  expect(widget.headers['cross-origin-resource-policy']).toBe('cross-origin');
});

test('what is not there is no page: no path is taken from the interface', async () => {
  for (const url of ['/nothing', '/assets/../package.json', '/pages/index.html', '/index.html'])
    expect((await hub.app.inject(url)).statusCode).toBe(404);
  expect((await hub.app.inject('/api/nothing')).json()).toMatchObject({ code: 'route-not-found' });
});
