import { describe, expect, test } from '@jest/globals';
import { parseReply, ReplyCodes } from '../../../src/channels/sms/reply-codes.js';
import { FakeHost } from '../../conformance/fake-host.js';
import fc from '../../support/fc.js';

describe('a number before the words names a ticket', () => {
  test.each([
    ['3 还是没修好', '3', '还是没修好'],
    ['3：还是没修好', '3', '还是没修好'],
    ['３　还是没修好', '3', '还是没修好'],
    ['１２：还是没修好', '12', '还是没修好'],
    ['3:还是没修好', '3', '还是没修好'],
    ['3，还是没修好', '3', '还是没修好'],
    ['3-还是没修好', '3', '还是没修好'],
    ['3#还是没修好', '3', '还是没修好'],
    ['回复3还是没修好', '3', '还是没修好'],
    ['回复３：还是没修好', '3', '还是没修好'],
    ['回复“3”还是没修好', '3', '还是没修好'],
    ['回复 3、还是没修好', '3', '还是没修好'],
    ['  3\n还是没修好\n两天了', '3', '还是没修好\n两天了'],
    ['3 13800138000 是我的电话', '3', '13800138000 是我的电话'],
    ['3 天天晚上都这样', '3', '天天晚上都这样'],
    ['3 号码写错了', '3', '号码写错了'],
  ])('%j', (text, code, rest) => {
    expect(parseReply(text)).toEqual({ code, text: rest });
  });
});

describe('a number that is part of what is told stays there', () => {
  test.each([
    '3',
    '３',
    '回复3',
    '3号楼停水',
    '3 号楼停水',
    '3 个月没人管',
    '3天没水了',
    '3 天没水了',
    '回复3天了没人理',
    '3:30停电',
    '3：30 停电',
    '3-5层没水',
    '2026年11月停电',
    '12345好',
    '123 号',
    '0 什么',
    '1 路灯不亮 2 井盖丢了',
    '1、路灯不亮 2、井盖丢了',
    '三 内容',
    '路灯3 坏了',
    '',
    ' ',
  ])('%j', (text) => {
    expect(parseReply(text)).toBeUndefined();
  });
  test('whatever is written, nothing of it is lost but the number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(120), (rest, code) => {
        const read = parseReply(`${code}：${rest}`);
        if (read) expect(`${code}：${rest}`.endsWith(read.text) || rest.trim() === read.text).toBe(true);
      }),
    );
  });
});

describe('who has which number', () => {
  const [A, B] = ['+8613800138000', '+8613900139000'];

  test('each ticket of a telephone has its own, the same each time, and every telephone begins at 1', async () => {
    const codes = new ReplyCodes(new FakeHost(), 'city');
    expect(await codes.codeFor(A, 't1')).toBe('1');
    expect(await codes.codeFor(A, 't2')).toBe('2');
    expect(await codes.codeFor(A, 't1')).toBe('1');
    expect(await codes.codeFor(B, 't3')).toBe('1');
    expect(await codes.read(A, '2 还没修')).toEqual({ ticketId: 't2', text: '还没修' });
    expect(await codes.read(B, '2 还没修')).toBeUndefined();
    expect(await codes.read(B, '1 还没修')).toEqual({ ticketId: 't3', text: '还没修' });
  });

  test('accounts do not share them', async () => {
    const host = new FakeHost();
    await new ReplyCodes(host, 'one').codeFor(A, 't1');
    expect(await new ReplyCodes(host, 'two').read(A, '1 还没修')).toBeUndefined();
  });

  test('two nodes at once never give one number to two tickets', async () => {
    const host = new FakeHost();
    const nodes = [new ReplyCodes(host, 'city'), new ReplyCodes(host, 'city')] as const;
    const given = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? nodes[0] : nodes[1]).codeFor(A, `t${n >> 1}`)),
    );
    expect(new Set(given).size).toBe(10);
    for (const [n, code] of given.entries()) {
      expect(await nodes[0].read(A, `${code ?? ''}：好`)).toEqual({ ticketId: `t${n >> 1}`, text: '好' });
    }
  });

  test('a number is free again half a year after it was last named', async () => {
    const host = new FakeHost();
    const codes = new ReplyCodes(host, 'city');
    host.now = new Date('2026-01-01T00:00:00Z');
    await codes.codeFor(A, 't1');
    host.now = new Date('2026-05-01T00:00:00Z');
    await codes.codeFor(A, 't1');
    host.now = new Date('2026-08-01T00:00:00Z');
    expect(await codes.read(A, '1：好')).toBeDefined();
    host.now = new Date('2026-11-01T00:00:00Z');
    expect(await codes.read(A, '1：好')).toBeUndefined();
    expect(await codes.codeFor(A, 't2')).toBe('1');
  });

  test('with all numbers taken there is none', async () => {
    const codes = new ReplyCodes(new FakeHost(), 'city');
    for (let n = 1; n <= 99; n++) await codes.codeFor(A, `t${n}`);
    expect(await codes.codeFor(A, 't100')).toBeUndefined();
  });
});
