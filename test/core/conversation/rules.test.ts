import { describe, expect, test } from '@jest/globals';
import {
  isLabel,
  isNonsense,
  refusesAnswer,
  withNewTail,
  withoutLeadIn,
} from '../../../src/core/conversation/answers.js';
import { emptyDraft } from '../../../src/core/conversation/draft.js';
import { isEnough, missing } from '../../../src/core/conversation/form.js';
import { decentTime } from '../../../src/core/conversation/hours.js';
import { maskNumbers } from '../../../src/core/conversation/mask.js';
import { mergePlaces, placeWords } from '../../../src/core/conversation/place.js';
import { titleOf, toRequest } from '../../../src/core/conversation/request.js';
import { city, renderer, understand } from './real.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const known = <T>(value: T) => ({ value, confidence: 1, messageIds: ['m1'] });
const phone = { e164: '+8613812345678', national: '13812345678', kind: 'mobile' as const };

describe('nobody is reminded at night', () => {
  test.each([
    ['14:00', '2026-11-23T06:00:00Z', '2026-11-23T06:00:00.000Z'],
    ['20:59', '2026-11-23T12:59:00Z', '2026-11-23T12:59:00.000Z'],
    ['21:00 → next morning', '2026-11-23T13:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['03:00 → the same morning', '2026-11-22T19:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['08:00', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z'],
  ])('%s', (_, at, wanted) => {
    expect(decentTime(new Date(at), 'Asia/Shanghai').toISOString()).toBe(wanted);
  });
});

describe('long numbers are never repeated whole', () => {
  test.each([
    ['电话13812345678', '电话138****5678'],
    ['电话 138 1234 5678 找我', '电话 138****5678 找我'],
    ['身份证320902199001011234', '身份证320***********1234'],
    ['身份证32090219900101123X', '身份证320***********123X'],
    ['0515-88123456', '051*****3456'],
    ['大庆路12号302室', '大庆路12号302室'],
    ['138.1234.5678', '138****5678'],
    ['打一三八一二三四五六七八', '打一三八****五六七八'],
    ['车牌苏J12345', '车牌苏J***45'],
    ['苏j·d12345停在门口', '苏j***45停在门口'],
    ['苏 J 1 2 3 4 5 停在门口', '苏J***45 停在门口'],
    ['苏J一二三四五', '苏J***四五'],
    ['假牌苏JOOOII', '假牌苏J***II'],
    ['身份证号320902 1990 0101 1234，错一位', '身份证号320***********1234，错一位'],
    ['信用代码91320900MA1XXXXX2B', '信用代码913***********XX2B'],
    ['统一社会信用代码：９１３２０９００ＭＡ１ＷＷ５ＨＱ３Ｑ', '统一社会信用代码：９１３***********ＨＱ３Ｑ'],
    ['2026-11-23下午', '2026-11-23下午'],
    ['工单YC202611230100000170', '工单YC202611230100000170'],
  ])('%s', (text, wanted) => expect(maskNumbers(text)).toBe(wanted));
});

describe('places are put together', () => {
  const road = { text: '盐都区新都路100号', county: '320903', detail: '新都路100号' };
  test('a corrected county keeps the road', () => {
    expect(mergePlaces(road, { text: '亭湖区', county: '320902' })).toMatchObject({
      county: '320902',
      detail: '新都路100号',
    });
  });
  test('a road alone keeps the county', () => {
    const merged = mergePlaces(
      { text: '盐都区', county: '320903' },
      { text: '新都路100号', detail: '新都路100号' },
    );
    expect(merged).toMatchObject({ county: '320903', detail: '新都路100号', text: '盐都区 新都路100号' });
  });
  test('a town of another county does not survive', () => {
    const merged = mergePlaces({ ...road, town: '320903100' }, { text: '亭湖区', county: '320902' });
    expect(merged.town).toBeUndefined();
  });
  test('a complete new place replaces the old one', () => {
    const whole = { text: '亭湖区大庆路1号', county: '320902', detail: '大庆路1号' };
    expect(mergePlaces(road, whole)).toEqual(whole);
  });
  test('it is read back with the proper names and the citizen’s own words', () => {
    expect(placeWords(road, city)).toBe('盐都区新都路100号');
    expect(placeWords({ text: '老菜场后门' }, city)).toBe('老菜场后门');
  });
});

describe('the end of a number can be put right', () => {
  test.each([
    ['电话打错了 是5679', '+8613812345679'],
    ['手机尾号是345679', '+8613812345679'],
  ])('%s', (text, e164) => expect(withNewTail(phone, text)?.e164).toBe(e164));
  test.each(['门牌号错了，是5679', '电话错了', '电话是12345678901'])('%s changes nothing', (text) =>
    expect(withNewTail(phone, text)).toBeUndefined(),
  );
});

describe('answers as people write them', () => {
  test.each([
    ['就在老菜场后门', '老菜场后门'],
    ['在', '在'],
    ['地址：大庆路1号', '大庆路1号'],
  ])('%s', (text, wanted) => expect(withoutLeadIn(text)).toBe(wanted));
  test('the short form of a label names the field too', () => {
    const target = city.forms.flatMap(({ fields }) => fields).find(({ id }) => id === 'target');
    expect(target && isLabel(target, '对方')).toBe(true);
    expect(target && isLabel(target, '地点')).toBe(false);
  });
});

describe('a question that is heard and will not be answered', () => {
  test.each([
    '没手机',
    '不想留电话',
    '不留了',
    '记不得了',
    '想不起来',
    '不方便说',
    '我不会用手机',
    '不清楚是哪家',
  ])('%s', (text) => expect(refusesAnswer(understand(text, NOW))).toBe(true));
  test.each(['没有路灯', '不亮', '大庆路', '13812345678', '不锈钢厂门口'])('%s is no refusal', (text) =>
    expect(refusesAnswer(understand(text, NOW))).toBe(false),
  );
});

describe('chance keys are the beginning of nothing', () => {
  test.each(['asdfghjkl', 'qwerty', '啊啊啊啊啊', '？？？', '123', 'x'])('%s', (text) =>
    expect(isNonsense(text)).toBe(true),
  );
  test.each(['路灯', '大', 'the light is broken', '13812345678', 'wifi'])('%s is something', (text) =>
    expect(isNonsense(text)).toBe(false),
  );
});

describe('every button is understood when its words are typed', () => {
  const values: Readonly<Record<string, readonly string[]>> = {
    yes: ['confirm', 'continue', 'withdraw'],
    no: ['correct', 'later', 'noNeed', 'keep'],
    cancel: ['cancel'],
    human: ['person'],
  };
  const cases = Object.entries(values).flatMap(([value, names]) =>
    names.map((name) => [name, value] as const),
  );
  test.each(cases)('button.%s is %s', (name, value) => {
    const target = { channel: 'web', dialogue: 'chat', buttons: 9 } as const;
    for (const language of ['zh-CN', 'en'] as const) {
      const say = { parts: [], buttons: [{ label: `button.${name}`, value }] };
      const [button] = renderer.render(say, { ...target, language }).buttons;
      const intents = understand(button?.label ?? '', NOW).intents.map((intent) => intent.value);
      // "不用了" turns down an offer and may end a form: both are a no here.
      const meant = value === 'no' ? ['no', 'cancel', 'correct'] : [value];
      expect({ label: button?.label, heard: intents.some((intent) => meant.includes(intent)) }).toEqual({
        label: button?.label,
        heard: true,
      });
    }
  });
});

describe('what is asked next', () => {
  const matter = [{ messageIds: ['m1'], text: '路灯坏了一个星期' }];
  const draft = { ...emptyDraft(NOW), type: known('report' as const), matter };
  test('the heaviest field first, and nothing that is known', () => {
    expect(missing(draft, city)).toEqual(['place', 'phone', 'target']);
    expect(missing({ ...draft, phone: known(phone) }, city)).toEqual(['place', 'target']);
  });
  test('the matter before everything, the type right after it', () => {
    expect(missing(emptyDraft(NOW), city)[0]).toBe('matter');
    expect(missing({ ...draft, type: undefined }, city)[0]).toBe('type');
  });
  test('of a word or two the kind is asked last, because more will be told', () => {
    const short = [{ messageIds: ['m1'], text: '工地吵' }];
    const open = missing({ ...draft, matter: short, type: undefined }, city);
    expect(open).toContain('type');
    expect(open.indexOf('type')).toBe(open.length - 1);
  });
  test('a call-back number passed over is asked for once more, and not a third time', () => {
    const located = { ...draft, place: known({ text: '新都路1号', detail: '新都路1号' }), pending: 'phone' };
    expect(missing({ ...located, asked: { phone: 1 } }, city)).toContain('phone');
    expect(missing({ ...located, asked: { phone: 2 } }, city)).not.toContain('phone');
    expect(missing({ ...located, asked: { phone: 1 }, refused: ['phone'] }, city)).not.toContain('phone');
  });
  test('a number plate says whom it is about', () => {
    expect(missing({ ...draft, extra: { plate: known('苏J12345') } }, city)).not.toContain('target');
  });
  test('a field that may be refused is asked once, a needed one three times', () => {
    expect(missing({ ...draft, asked: { phone: 1, target: 1, place: 2 } }, city)).toEqual(['place']);
    expect(missing({ ...draft, asked: { phone: 1, target: 1, place: 3 } }, city)).toEqual([]);
  });
  test('enough means: a matter, and every needed field known or given up', () => {
    expect(isEnough(draft, city)).toBe(false);
    expect(isEnough({ ...draft, refused: ['place'] }, city)).toBe(true);
    expect(isEnough({ ...draft, matter: [], refused: ['place'] }, city)).toBe(false);
  });
});

describe('the request', () => {
  test('its title is the first sentence that tells something, without greetings and call-back numbers', () => {
    expect(titleOf('你好。我是李四，电话13812345678。楼下烧烤店油烟很大，13812345678')).toBe(
      '楼下烧烤店油烟很大',
    );
    expect(titleOf('路灯')).toBe('路灯');
    expect(titleOf('')).toBe('');
    expect(titleOf('长'.repeat(100))).toHaveLength(40);
  });
  test('a cut never halves a character', () => {
    const title = titleOf(`${'长'.repeat(38)}😀😀😀`);
    expect(title).toBe(`${'长'.repeat(38)}…`);
  });
  test('name and number leave the matter of an anonymous or confidential request, other numbers stay', () => {
    const draft = {
      ...emptyDraft(NOW),
      matter: [{ messageIds: ['m1'], text: '我是王建国，138 1234 5678，老板电话13999999999' }],
      name: known('王建国'),
      phone: known(phone),
      anonymous: true,
    };
    expect(toRequest(draft, city).matter).toBe('我是（姓名略），（电话略），老板电话13999999999');
    expect(toRequest({ ...draft, anonymous: false }, city).matter).toContain('王建国');
  });
  test('reports of a violation are confidential by themselves', () => {
    expect(toRequest({ ...emptyDraft(NOW), type: known('report' as const) }, city).secrecy).toBe(
      'confidential',
    );
    expect(toRequest({ ...emptyDraft(NOW), type: known('complaint' as const) }, city).secrecy).toBe('open');
  });
});
