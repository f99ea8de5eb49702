import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { RequestType } from '../../../src/core/model/codes.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);
const typeOf = (text: string) => understand(text, NOW).type?.value;

describe('an act named outright', () => {
  test.each<[text: string, type: RequestType]>([
    ['我要投诉隔壁饭店', 'complaint'],
    ['不是投诉 就是问问物业费涨价要不要公示', 'consultation'],
    ['我不是来咨询的 我要投诉驾校', 'complaint'],
    ['不是投诉 是举报 他家卖假酒', 'report'],
    ['我要投诉你们 怎么才能不踢皮球', 'complaint'],
    ['怎么投诉快递公司', 'consultation'],
    ['举报黑网吧打什么电话', 'consultation'],
    ['投诉了三次都没人处理', 'complaint'],
    ['小区车位被占了 找物业还是找交警 就是问一下', 'consultation'],
  ])('said, denied, told of or asked about: %s', (text, type) => {
    expect(typeOf(text)).toBe(type);
  });

  test.each(['医生建议我做手术', '找了一家咨询公司'])('its name inside another word is none: %s', (text) => {
    expect(['suggestion', 'consultation']).not.toContain(typeOf(text));
  });
});

describe('a question', () => {
  test.each(['你们到底管不管？', '凭什么外地人就要多交钱？', '怎么还不来修 都报了三次了'])(
    'asked in anger is a complaint: %s',
    (text) => {
      expect(typeOf(text)).toBe('complaint');
    },
  );

  test.each([
    '离职了单位不给退工单 我该怎么办',
    '楼上漏水不肯修 这种情况归谁管',
    '单位说没有产假工资 这合法吗',
  ])('about a right, whoever denies it, is a consultation: %s', (text) => {
    expect(typeOf(text)).toBe('consultation');
  });

  test.each(['要多久能处理', '为什么要问这个'])(
    'to the bot about its own doing is no request: %s',
    (text) => {
      expect(typeOf(text)).toBeUndefined();
    },
  );
});

test('bitter thanks are no praise', () => {
  expect(typeOf('感谢贵公司让我跑了六趟 服务太差')).toBe('complaint');
});

test('what is broken and has only waited asks for help; put off after reports, it is a complaint', () => {
  expect(typeOf('门口的路灯坏了一个月没人修')).toBe('help');
  expect(typeOf('路灯坏了报了四次 每次都敷衍我们')).toBe('complaint');
});
