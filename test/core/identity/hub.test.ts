import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNT, TwilioPeer } from '../../peers/twilio.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';
import { storedRows } from '../../support/stored-rows.js';
import { WebCitizen } from '../../support/web-citizen.js';

/** The person across channels in the whole hub: the web page, a telephone, and the links between browsers. */
const NUMBER = '+8613812345678';
let twilio: TwilioPeer;
let running: RunningHub;
beforeAll(async () => {
  twilio = await TwilioPeer.open();
  running = await startHub({
    web: { enabled: true, debounceMs: 20 },
    sms: {
      enabled: true,
      debounceMs: 20,
      twilio: [{ ...ACCOUNT, apiRoot: twilio.url, publicUrl: 'https://12345.example.cn' }],
    },
  });
});
afterAll(async () => {
  await running.stop();
  await twilio.goAway();
});

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

test('a code reaches the telephone, binds it, and is seen by nobody at the desk', async () => {
  const citizen = await WebCitizen.open(running.base);
  await citizen.ask('绑定手机', /手机号/);
  await citizen.ask(NUMBER.slice(3), /已经发往/);
  const text = await until('the code', () => twilio.taken.find(({ to }) => to === NUMBER)?.body);
  const code = /\d{6}/.exec(text)?.[0] ?? '';
  const outbox = await storedRows(running.connection, running.vault, 'messages');
  expect(JSON.stringify(outbox)).toContain('●●●●●●');
  expect(JSON.stringify(outbox)).not.toContain(code);
  await citizen.ask(code, /绑好了/);
  await until(
    'the join',
    async () => (await running.connection.collection('joins').findOne({})) ?? undefined,
  );
});

test('a link is readable where it was given, and goes on in another browser, once', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => WebCitizen.open(running.base)));
  if (!one || !two || !three) throw new Error('three browsers');
  await one.ask('盐都区世纪大道88号路灯坏了好几天', /电话|手机/);
  const { text: said } = await one.ask('换到手机上继续', /continue\//);
  const token = /continue\/([\w-]{22})/.exec(said)?.[1] ?? '';
  expect(token).toHaveLength(22);
  const page = await fetch(`${running.base}/continue/${token}`);
  expect(page.status).toBe(200);
  expect(await two.goOn(token)).toBe('continued');
  expect(await two.goOn(token)).toBe('continued');
  expect(await three.goOn(token)).toBe('gone');
  await two.ask('13900001111', /世纪大道/);
});
