import { describe, expect, test } from '@jest/globals';
import { ownWords } from '../../../../src/channels/email/normalise/quotes.js';

describe('what a person wrote, without what they answered to', () => {
  test.each([
    [
      'Outlook in Chinese',
      '你好，问题还没解决。\n\n发件人: 市民热线 <hub@hotline.test>\n发送时间: 2026年11月20日 9:00\n收件人: 王小明\n主题: 回复: 路灯\n\n您好，已受理。',
      '你好，问题还没解决。',
    ],
    [
      'Outlook with a rule above',
      '好的\n\n________________________________\n发件人: 热线\n发送时间: 9:00\n\n您好',
      '好的',
    ],
    [
      'Outlook in English',
      'Thanks\n\n-----Original Message-----\nFrom: Hotline\nSent: Friday\nTo: me\n\nhello',
      'Thanks',
    ],
    [
      'QQ',
      '还是不亮\n\n\n------------------ 原始邮件 ------------------\n发件人: "市民热线" <hub@hotline.test>;\n发送时间: 2026年11月20日(星期五) 上午9:00\n\n您好，已受理。',
      '还是不亮',
    ],
    [
      'QQ with hard spaces',
      '还是不亮\n\n------------------\u00a0原始邮件\u00a0------------------\n发件人: 热线',
      '还是不亮',
    ],
    [
      'QQ on a phone',
      '还是不亮\n\n---原始邮件---\n发件人: "市民热线"<hub@hotline.test>\n发送时间: 2026年11月20日',
      '还是不亮',
    ],
    [
      '163',
      '谢谢\n\n在 2026-11-20 09:00:00，"市民热线" <hub@hotline.test> 写道：\n>您好，已受理。\n>工单C42',
      '谢谢',
    ],
    [
      '163 without marks',
      '谢谢\n在2026年11月20日 09:00，市民热线<hub@hotline.test> 写道：\n您好，已受理。',
      '谢谢',
    ],
    [
      '163 in its new form',
      '电话是138\n\n---- 回复的原邮件 ----\n| 发件人 | 市民热线 |\n| 主题 | 工单 |\n请问您的电话？',
      '电话是138',
    ],
    [
      'Apple',
      '收到，谢谢\n\n> 在 2026年11月20日，09:00，市民热线 <hub@hotline.test> 写道：\n> \n> 您好',
      '收到，谢谢',
    ],
    [
      'Gmail in Chinese',
      '好的\n\n市民热线 <hub@hotline.test> 于2026年11月20日周五 09:00写道：\n\n> 您好，已受理。',
      '好的',
    ],
    [
      'Gmail directly below the answer',
      '每天到两点\n市民热线 <hub@hotline.test> 于2026年11月20日周五 09:00写道：\n> 您好',
      '每天到两点',
    ],
    [
      'Gmail folded over two lines',
      '好的\n\n盐城市12345政务服务便民热线 <hub@hotline.test>\n于2026年11月20日周五 09:00写道：\n\n> 您好',
      '好的\n\n盐城市12345政务服务便民热线 <hub@hotline.test>',
    ],
    [
      'Gmail in English',
      'ok thanks\n\nOn Fri, Nov 20, 2026 at 9:00 AM Hotline <hub@hotline.test> wrote:\n\n> hello',
      'ok thanks',
    ],
    [
      'Gmail in English, folded',
      'ok\n\nOn Fri, Nov 20, 2026 at 9:00 AM Hotline\n<hub@hotline.test> wrote:\n> hello',
      'ok',
    ],
    [
      'Foxmail',
      '麻烦再看看\n\n\n\nwang@foxmail.com\n \n发件人： 市民热线\n发送时间： 2026-11-20 09:00\n收件人： wang@foxmail.com\n主题： 已受理\n您好',
      '麻烦再看看',
    ],
    ['traditional Chinese', '好\n\n寄件者: 熱線\n寄件日期: 9:00\n收件者: 我\n主旨: 路燈\n\n您好', '好'],
    ['quoted lines at the end without a head', '好的\n> 您好\n> 已受理', '好的'],
    ['a phone signature', '请处理\n\n发自我的iPhone', '请处理'],
    ['a signature below the usual dashes', '请处理\n-- \n王小明\n13800138000', '请处理'],
    ['an Outlook phone signature', '请处理\n\n获取 Outlook for iOS', '请处理'],
  ])('%s', (_client, mail, words) => {
    expect(ownWords(mail)).toBe(words);
  });

  test.each([
    ['a sentence that only sounds like a quote head', '他在昨天的会议上写道：要修路'],
    ['a single label', '发件人：张三\n正文'],
    ['a person who tells what they read', '我在网上看到一篇文章写道：\n路灯坏了怎么办'],
    ['an answer below a quote without a head', '> 引用\n回答在下面'],
    ['a mail that is nothing but a quote', '> 在 2026年11月20日，09:00，热线 写道：\n> 您好'],
    ['words about signatures in the middle', '发自我的内心的感谢\n第二行\n第三行\n第四行\n第五行'],
  ])('keeps %s', (_what, mail) => {
    expect(ownWords(mail)).toBe(mail);
  });

  test('keeps answers written between and below the quoted questions', () => {
    const mail =
      '热线 <hub@x.cn> 于2026年11月20日周五 09:00写道：\n\n> 地址？\n\n解放路5号\n\n> 电话？\n\n139';
    expect(ownWords(mail).split(/\n+/)).toEqual(['解放路5号', '139']);
  });

  test('keeps what a person forwards', () => {
    const mail =
      '请看\n\n-------- 转发邮件信息 --------\n发件人：物业\n发送日期：今天\n主题：停水\n\n明天停水';
    expect(ownWords(mail)).toBe(mail);
    const byQq = '请看\n\n------------------ 原始邮件 ------------------\n发件人: 物业\n\n明天停水';
    expect(ownWords(byQq, { forwarded: true })).toBe(byQq);
  });
});
