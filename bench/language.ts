/**
 * How long a step of the conversation takes with all extractors, by the length of what was said.
 *
 *   npx tsx bench/language.ts [--runs=40]
 *
 * Prints a table; the aims are a median under 3 ms at 500 characters and under 50 ms at 20,000.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '../src/config/load-city.js';
import { createUnderstand } from '../src/core/language/understand.js';
import type { Understand, Understanding } from '../src/core/language/understanding.js';
import { Player } from '../src/play/player.js';

const LENGTHS = [50, 500, 2_000, 20_000];
const WARM_UP = 150;
const NOW = new Date('2026-11-23T02:00:00Z');
/** What a long mail is made of: facts of every kind between sentences that tell. */
const SENTENCES = [
  '我住在亭湖区建军东路22号香苑小区5幢2单元301室，',
  '楼下的烧烤店从上个月开始每天晚上十点到凌晨两点营业，油烟直接排到楼道里，',
  '家里有八十岁的老人和刚出生的孩子，窗户都不敢开。',
  '11月20日下午三点半我去找过老板，他说有执照，让我爱找谁找谁。',
  '我的电话是138 1234 5678，也可以打0515-88123456找我爱人张女士。',
  '物业收了我们119元的卫生费，单号是SF1234567890123，到现在没人打扫。',
  '昨天傍晚一辆苏J12345的货车把窨井盖压坏了，世纪大道和解放南路交叉口，',
  '请问这件事归哪个部门管，多久能有答复？\n',
];
const story = SENTENCES.join('');

const runs = Number(process.argv.find((arg) => arg.startsWith('--runs='))?.slice('--runs='.length) ?? 40);
const city = loadCity(join(import.meta.dirname, '../config/city/yancheng'));
const understand = createUnderstand(city);

// The first runs are spent on compiling, which a hub does once in its life.
for (let run = 0; run < WARM_UP; run += 1) stepTime(story.slice(0, 500));

const rows = LENGTHS.map((length) => {
  const text = story.repeat(Math.ceil(length / story.length)).slice(0, length);
  const times = Array.from({ length: runs }, () => stepTime(text)).toSorted((a, b) => a - b);
  return { length, median: at(times, 0.5), p95: at(times, 0.95) };
});
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${runs} runs each\n`);
console.log('| characters | median ms | p95 ms | µs a character |\n| ---: | ---: | ---: | ---: |');
for (const { length, median, p95 } of rows) {
  console.log(
    `| ${length} | ${median.toFixed(2)} | ${p95.toFixed(2)} | ${((1000 * median) / length).toFixed(2)} |`,
  );
}

/** One turn of a fresh conversation, understood and answered; milliseconds of the processor. */
function stepTime(text: string): number {
  const player = new Player({ city, understand: oncePerText(), now: NOW });
  const before = process.cpuUsage();
  player.say(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** As in a running hub: within a step the same text is read once. */
function oncePerText(): Understand {
  const known = new Map<string, Understanding>();
  return (said, now) => {
    const found = known.get(said) ?? understand(said, now);
    known.set(said, found);
    return found;
  };
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
