import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { z } from 'zod';
import { startEmbedded } from '../src/embedded/start.js';
import { connectStore } from '../src/store/connect.js';
import { ACCOUNT as ALIYUN, AliyunSmsPeer } from '../test/peers/aliyun-sms.js';
import { ACCOUNT as WECHAT, WeChatPeer } from '../test/peers/wechat-official.js';
import { US as WEIBO, WeiboPeer } from '../test/peers/weibo.js';

/**
 * Webhooks acknowledged per second and how long an acknowledgement takes, with the store slowed by 50 ms for
 * each write; then kill -9 under load, and every push that was acknowledged is looked for in the store. The
 * vendors are played by their simulators. Writes bench/RESULTS-webhooks.md.
 * Usage: npm run bench:webhooks [-- <seconds per measurement> <ms per write>]
 */
const SECONDS = Number(process.argv[2] ?? 10);
const WRITE_MS = Number(process.argv[3] ?? 50);
/** A vendor pushes what comes; so many citizens write at the same moment. */
const CONCURRENT = 32;
/** Some providers' pushes are stored whole and taken apart later: that much time a restarted hub gets for it. */
const RESTART_MS = 10_000;
const MOST_RESTARTS = 6;

interface Push {
  path: string;
  contentType: string;
  body: string;
}
interface Medium {
  name: string;
  /** What the vendor waits for, in ms. */
  limit: number;
  push(words: string, n: number): Push;
}

const peers = [await WeChatPeer.open(), await AliyunSmsPeer.open(), await WeiboPeer.open()] as const;
const [wechat, aliyun, weibo] = peers;
const MEDIA: Medium[] = [
  {
    name: 'wechat-official',
    limit: 5000,
    push(Content, n) {
      const message = wechat.message({ FromUserName: `oCitizen${n}`, MsgType: 'text', Content });
      const { query, contentType, body } = wechat.pushOf(message);
      return { path: `/webhooks/wechat-official/${WECHAT.account}?${query}`, contentType, body };
    },
  },
  {
    name: 'sms (Aliyun 上行)',
    limit: 700,
    push(content, n) {
      const phone_number = `139${String(n).padStart(8, '0')}`;
      const up = {
        phone_number,
        content,
        send_time: '2026-11-23 10:00:00',
        dest_code: '1234',
        sequence_id: n,
      };
      const path = `/webhooks/sms/${ALIYUN.account}/${ALIYUN.pushSecret}/up`;
      return { path, contentType: 'application/json', body: JSON.stringify([up]) };
    },
  },
  {
    name: 'weibo (粉丝服务)',
    limit: 5000,
    push(text, n) {
      const push = weibo.pushOf({ type: 'text', sender_id: BigInt(2_000_000_000 + n), text, data: {} });
      const path = `/webhooks/weibo/yancheng-private/${push.path}?${push.query}`;
      return { path, contentType: 'application/json', body: push.body };
    },
  },
];

const CHANNELS = {
  web: { enabled: false },
  'wechat-official': { enabled: true, accounts: [{ ...WECHAT, apiRoot: wechat.url }] },
  sms: { enabled: true, aliyun: [{ ...ALIYUN, apiRoot: aliyun.url }] },
  weibo: {
    enabled: true,
    messages: [
      {
        account: 'yancheng-private',
        uid: WEIBO.uid,
        accessToken: WEIBO.token,
        appSecret: WEIBO.appSecret,
        path: WEIBO.path,
        apiRoot: weibo.url,
        tokenInfoUrl: `${weibo.url}/oauth2/get_token_info`,
        fileUrl: `${weibo.url}/2/mss/msget`,
      },
    ],
  },
};

const dir = mkdtempSync(join(tmpdir(), 'hub-webhooks-'));
cpSync('config', join(dir, 'config'), { recursive: true });
writeFileSync(join(dir, 'config', 'local.json'), JSON.stringify({ channels: CHANNELS }));
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
let pushes = 0;
const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

say('# Webhooks: measurements\n');
say(`Machine: ${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, commit ${commit()}.`);
say(
  `Each write of the store ${WRITE_MS} ms slower; ${CONCURRENT} pushes at a time, each of another citizen, for ${SECONDS} s. The hub converses and answers meanwhile; load generator, vendors and hub share the cores.\n`,
);
say('| push | acknowledged per second | p50 ms | p99 ms | the vendor waits | |');
say('| --- | --- | --- | --- | --- | --- |');
for (const medium of MEDIA) {
  const hub = await start();
  const { times, refused } = await load(hub.base, medium, SECONDS * 1000);
  await kill(hub.child);
  const p99 = at(times, 0.99);
  const verdict =
    refused > 0 ? `**${refused} told to push again**` : p99 < medium.limit ? 'kept' : '**missed**';
  const rate = Math.round(times.length / SECONDS);
  say(`| ${medium.name} | ${rate} | ${at(times, 0.5)} | ${p99} | ${medium.limit} ms | ${verdict} |`);
}

say('\n| kill -9 under load | acknowledged | found after the restart | lost |\n| --- | --- | --- | --- |');
let lost = 0;
for (const medium of MEDIA) {
  const hub = await start();
  const loading = load(hub.base, medium, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await kill(hub.child);
  const { words } = await loading;
  const missing = await missingAfterRestarts(words);
  lost += missing.length;
  say(`| ${medium.name} | ${words.length} | ${words.length - missing.length} | ${missing.length} |`);
}

writeFileSync('bench/RESULTS-webhooks.md', `${lines.join('\n')}\n`);
agent.destroy();
for (const peer of peers) await peer.goAway();
rmSync(dir, { recursive: true, force: true });
process.exitCode = lost === 0 ? 0 : 1;

/** What was acknowledged and has not become a message after the hub was started again, several times if need be. */
async function missingAfterRestarts(words: string[]): Promise<string[]> {
  let missing = words;
  for (let round = 0; round < MOST_RESTARTS && missing.length > 0; round++) {
    const hub = await start(0);
    await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    await kill(hub.child);
    const found = await stored();
    missing = missing.filter((each) => !found.has(each));
  }
  return missing;
}

async function start(writeMs = WRITE_MS): Promise<{ base: string; child: ChildProcess }> {
  const child = fork('bench/lib/slow-hub.ts', [join(dir, 'data'), String(writeMs)], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_CONFIG_DIR: join(dir, 'config') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const message: unknown[] = await once(child, 'message');
  return { base: `http://127.0.0.1:${z.tuple([z.number()]).rest(z.unknown()).parse(message)[0]}`, child };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Pushes until the time is over or the hub is gone. Only what was acknowledged counts. */
async function load(base: string, medium: Medium, forMs: number) {
  const times: number[] = [];
  const words: string[] = [];
  let refused = 0;
  const until = performance.now() + forMs;
  await Promise.all(
    Array.from({ length: CONCURRENT }, async () => {
      while (performance.now() < until) {
        const n = ++pushes;
        const said = `第${n}号：建军路路灯坏了`;
        const push = medium.push(said, n);
        const began = performance.now();
        const status = await post(base, push).catch(() => undefined);
        if (status === undefined) return;
        if (status !== 200) {
          refused += 1;
          continue;
        }
        times.push(performance.now() - began);
        words.push(said);
      }
    }),
  );
  return { times: times.sort((a, b) => a - b), words, refused };
}

function post(base: string, { path, contentType, body }: Push): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
    const outgoing = request(`${base}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

/** What citizens said, as the store has it after the crash. */
async function stored(): Promise<Set<string>> {
  const store = await startEmbedded(join(dir, 'data', 'store'));
  const connection = await connectStore(store.uri);
  const Row = z.object({ message: z.object({ text: z.string().optional() }) });
  const found = new Set<string>();
  const all = connection
    .collection('messages')
    .find({ direction: 'in' }, { projection: { 'message.text': 1 } });
  for await (const row of all) found.add(Row.parse(row).message.text ?? '');
  await connection.close();
  await store.close();
  return found;
}

function at(sorted: number[], share: number): number {
  return Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
}
