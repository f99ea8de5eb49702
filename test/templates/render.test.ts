import { describe, expect, test } from '@jest/globals';
import type { TemplateParams } from '../../src/core/conversation/effect.js';
import { createRenderer } from '../../src/templates/render.js';
import { city } from '../core/conversation/real.js';
import { templatesInCode } from './templates-in-code.js';

const renderer = createRenderer({
  service: { 'zh-CN': '盐城12345', en: 'Yancheng 12345' },
  timezone: 'Asia/Shanghai',
  publicBaseUrl: 'https://12345.example.cn',
});
const LANGUAGES = ['zh-CN', 'en'] as const;
const TARGETS = [
  { channel: 'web', dialogue: 'chat', buttons: 10 },
  { channel: 'telegram', dialogue: 'chat', buttons: 8 },
  { channel: 'wechat', dialogue: 'chat', buttons: 0 },
  { channel: 'sms', dialogue: 'chat', buttons: 0 },
  { channel: 'weibo', dialogue: 'public', buttons: 0 },
  { channel: 'email', dialogue: 'mail', buttons: 0 },
] as const;
const CHAT_LIMIT = 2000;

/** One value for every variable a template may have. */
const SAMPLE: TemplateParams = {
  type: 'complaint',
  state: 'signed',
  label: '地点',
  labels: '地点、联系电话',
  place: '盐都区',
  value: '盐都区新都路100号',
  title: '烧烤店油烟太大',
  number: 'YC202611230100000170',
  code: '482913',
  unit: '盐城市城市管理局',
  answer: '已责令整改。'.repeat(100),
  numbers: '119、120',
  lines: '12388',
  textAlarm: '12110515',
  areaCode: '0515',
  area: '0516',
  count: 2,
  left: 3,
  phone: '138****5678',
  phones: '138****5678',
  channel: '微信公众号',
  text: '路灯坏了',
  reason: '属地管理',
  way: '请拨打事发地12345。',
  to: '12388',
  opens: 'tomorrow',
  files: 2,
  at: new Date('2026-11-22T16:30:00Z'),
  dueAt: new Date('2026-11-30T02:00:00Z'),
  createdAt: new Date('2026-11-23T02:00:00Z'),
};

const one = (template: string, params: TemplateParams = {}) => ({
  parts: [{ template, params }],
  buttons: [],
});

describe('every template × language × channel', () => {
  test('both languages have the same keys', () => {
    expect(renderer.keys('en').toSorted()).toEqual(renderer.keys('zh-CN').toSorted());
  });

  test.each(LANGUAGES)('%s: renders everywhere, within what a channel can carry', (language) => {
    for (const key of renderer.keys(language)) {
      for (const target of TARGETS) {
        const { text } = renderer.render(one(key.replace(/@.*/, ''), SAMPLE), { language, ...target });
        expect({ key, text }).toEqual({ key, text: expect.stringMatching(/\S/) });
        // A brace that survives is a variable that was never filled.
        expect({ key, text }).toEqual({ key, text: expect.not.stringMatching(/[{}]|undefined|null|NaN/) });
        if (target.dialogue === 'chat') expect(text.length).toBeLessThanOrEqual(CHAT_LIMIT);
      }
    }
  });

  test('both languages use the same variables', () => {
    for (const key of renderer.keys('zh-CN')) {
      expect({ key, uses: renderer.variables('en', key) }).toEqual({
        key,
        uses: renderer.variables('zh-CN', key),
      });
    }
  });

  test('what the engine and the forms say exists', () => {
    const prompts = city.forms.flatMap(({ fields }) => fields.map(({ prompt }) => prompt));
    const known = new Set(renderer.keys('zh-CN'));
    const wanted = [...templatesInCode(), ...prompts];
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((key) => !known.has(key))).toEqual([]);
  });

  test('no template is left over that nobody says', () => {
    const prompts = city.forms.flatMap(({ fields }) => fields.map(({ prompt }) => prompt));
    const used = new Set([...templatesInCode(), ...prompts, 'mail.subject', 'mail.closing']);
    const unused = renderer.keys('zh-CN').filter((key) => !used.has(key.replace(/@.*/, '')));
    expect(unused).toEqual([]);
  });
});

describe('rendering', () => {
  const chat = { language: 'zh-CN', channel: 'web', dialogue: 'chat', buttons: 5 } as const;

  test('buttons become a numbered list where a channel has none', () => {
    const say = {
      ...one('confirm.question'),
      buttons: [
        { label: 'button.confirm', value: 'yes' },
        { label: '原样文字', value: 'x' },
      ],
    };
    expect(renderer.render(say, chat).buttons).toEqual([
      { label: '没问题，提交', value: 'yes' },
      { label: '原样文字', value: 'x' },
    ]);
    const plain = renderer.render(say, { ...chat, buttons: 0 });
    expect(plain.buttons).toEqual([]);
    expect(plain.text).toContain('\n1. 没问题，提交\n2. 原样文字');
  });

  test('more buttons than a channel can show are listed, not cut', () => {
    const buttons = [1, 2, 3].map((value) => ({ label: `第${value}件`, value: `${value}` }));
    const { text, buttons: left } = renderer.render(
      { ...one('which.urge'), buttons },
      { ...chat, buttons: 2 },
    );
    expect(left).toEqual([]);
    expect(text).toContain('3. 第3件');
  });

  test('a mail about a ticket carries its number in the subject, others keep their thread', () => {
    const mail = { language: 'zh-CN', channel: 'email', dialogue: 'mail', buttons: 0 } as const;
    const params = { number: 'YC1', code: '123456' };
    expect(renderer.render(one('ticket.accept.mail', params), mail).subject).toContain('[YC1]');
    expect(renderer.render(one('talk.welcome'), mail).subject).toBeUndefined();
    expect(renderer.render(one('ticket.accept.confirmed', params), chat).subject).toBeUndefined();
  });

  test('a mail has its own greeting where one is written', () => {
    const mail = { language: 'zh-CN', channel: 'email', dialogue: 'mail', buttons: 0 } as const;
    expect(renderer.render(one('greeting'), mail).text).toContain('来信');
    expect(renderer.render(one('greeting'), chat).text).not.toContain('来信');
  });

  test('dates are read in the city’s own time, whatever the clock of the machine', () => {
    const at = new Date('2026-11-22T16:30:00Z');
    const say = one('summary.minute', { label: '时间', value: '半夜', at });
    expect(renderer.render(say, chat).text).toContain('11月23日星期一 00:30');
  });

  test('what a citizen wrote is never read as a template', () => {
    const say = one('summary.line', {
      label: '事情',
      value: "{place} '{' <b>x</b> # {n, plural, other {x}}",
    });
    expect(renderer.render(say, chat).text).toBe("事情：{place} '{' <b>x</b> # {n, plural, other {x}}");
  });

  test('a key that does not exist is a mistake that is seen', () => {
    expect(() => renderer.render(one('nothing.like.this'), chat)).toThrow('nothing.like.this');
  });
});
