import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '../src/store/pii/key-ring.js';
import { createVault } from '../src/store/pii/vault.js';

/**
 * What sealing costs of a turn: the rows that one turn of a web citizen writes and reads, through the vault
 * and nothing else. Run: npx tsx bench/seal.ts
 */
const dir = mkdtempSync(join(tmpdir(), 'hub-seal-'));
const vault = createVault(KeyRing.make(join(dir, 'keys.json'), new Date()));
const text = '解放南路112号门口路灯不亮，晚上出行不便，请尽快维修。'.repeat(4);
const message = {
  channel: 'web',
  from: { id: 'abc' },
  thread: { key: 'abc' },
  text,
  attachments: [],
  notices: [],
};
const inbound = { _id: 'm1', conversationId: 'c1', message };
const content = { text, buttons: [{ label: '对', value: '对' }], attachments: [] };
const outbound = { _id: 'm2', conversationId: 'c1', content, to: 'abc', thread: { key: 'abc' } };
const conversation = {
  _id: 'c1',
  address: 'abc',
  thread: { key: 'abc' },
  state: { dialogue: { type: 'form', draft: { matter: text, place: { text } } }, recent: [text, text] },
  effects: [{ type: 'send', message: outbound }],
  flags: [],
  lastText: text,
};
const raw = { _id: 'r1', bytes: Buffer.from(JSON.stringify(message)) };

function turn(): void {
  const rows = { messages: [inbound, outbound], conversations: [conversation], raw_payloads: [raw] };
  for (const [name, list] of Object.entries(rows)) {
    const pii = vault.of(name);
    // Written once and read once: loading, and what the worker takes up.
    for (const row of list) pii.open(pii.seal(row));
  }
}

const measure = (count: number) => {
  // Processor time: others share the cores.
  const from = process.cpuUsage();
  for (let i = 0; i < count; i++) turn();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / count;
};
measure(2_000);
const runs = [1, 2, 3, 4, 5].map(() => measure(4_000)).sort((a, b) => a - b);
process.stdout.write(
  `${runs[2]?.toFixed(0) ?? ''} µs of processor a turn (median of 5 × 4000; best ${runs[0]?.toFixed(0) ?? ''})\n`,
);
rmSync(dir, { recursive: true });
