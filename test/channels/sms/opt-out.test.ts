import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { optOutOf } from '../../../src/channels/sms/receive/opt-out.js';
import { answerTo, callBack, CITIZEN, openAliyun, openTwilio, push, type SmsBench } from './bench.js';
import type { TwilioPeer } from '../../peers/twilio.js';
import { ACCOUNT as ALIYUN } from '../../peers/aliyun-sms.js';

describe('the wish to hear no more', () => {
  test.each([
    'STOP',
    'stop',
    ' Stop. ',
    'UNSUBSCRIBE',
    'END',
    'QUIT',
    'CANCEL',
    '退订',
    '回复退订',
    'TD',
    'td',
    'ＴＤ',
    'T',
    '“T”',
    '退订！',
  ])('%j', (text) => expect(optOutOf(text)).toBe('stop'));
  test.each(['START', 'start', '恢复', '取消退订'])('%j takes it back', (text) =>
    expect(optOutOf(text)).toBe('start'),
  );
  test.each(['停水了', 'T恤', '我要退订报纸的投诉', 'STOP扰民', '', '取消', '不要停'])('%j is none', (text) =>
    expect(optOutOf(text)).toBeUndefined(),
  );
});

describe('through Twilio', () => {
  let bench: SmsBench<TwilioPeer>;
  beforeEach(async () => {
    bench = await openTwilio();
    await bench.adapter.start();
  });
  afterEach(() => bench.close());

  let lastId = 0;
  const say = () => {
    const message = bench.host.putOutbound(answerTo(`out-${++lastId}`, '您的诉求已办结'));
    return bench.adapter.send(message, message.id);
  };
  const OPTED_OUT = { ok: false, kind: 'opted-out' };

  test('nothing more goes out after TD; the text itself is kept and never answered', async () => {
    await callBack(bench, bench.peer.text('TD'));
    expect(bench.host.accepted).toMatchObject([
      { kind: 'event', event: { type: 'opt-out' }, auto: 'opt-out', fullText: 'TD' },
    ]);
    expect(await say()).toMatchObject(OPTED_OUT);
    expect(bench.peer.taken).toEqual([]);
  });

  test('Twilio’s own understanding of it counts, in whatever language', async () => {
    await callBack(bench, bench.peer.text('ARRET', { OptOutType: 'STOP' }));
    expect(await say()).toMatchObject(OPTED_OUT);
    await callBack(bench, bench.peer.text('DEBUT', { OptOutType: 'START' }));
    expect(bench.host.accepted.at(-1)).toMatchObject({ event: { type: 'opt-in' }, text: '你好' });
    expect(await say()).toMatchObject({ ok: true });
  });

  test('whoever writes again is answered; a repeated delivery of an older text is no such sign', async () => {
    const older = bench.peer.text('路灯坏了');
    await callBack(bench, older);
    await callBack(bench, bench.peer.text('退订'));
    await callBack(bench, older);
    expect(await say()).toMatchObject(OPTED_OUT);
    await callBack(bench, bench.peer.text('水管爆了'));
    expect(await say()).toMatchObject({ ok: true });
  });

  test('21610 is remembered: Twilio is not asked again', async () => {
    bench.peer.failNext('create', { type: 'error', status: 400, code: 21610 });
    expect(await say()).toMatchObject({ ...OPTED_OUT, code: '21610' });
    expect(await say()).toMatchObject(OPTED_OUT);
    expect(bench.peer.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  test('21610 in a status call-back is remembered too', async () => {
    const status = {
      MessageSid: `SM${'1'.repeat(32)}`,
      MessageStatus: 'failed',
      ErrorCode: '21610',
      To: CITIZEN,
    };
    await callBack(bench, status, '/status?id=out-0');
    expect(await say()).toMatchObject(OPTED_OUT);
  });
});

describe('through Aliyun', () => {
  test('a text TD and a carrier’s black list end what goes out to that number alone', async () => {
    const bench = await openAliyun();
    await bench.adapter.start();
    const up = {
      phone_number: '13800138000',
      content: 'T',
      send_time: '2026-11-23 10:00:00',
      sequence_id: 7,
    };
    await push(bench, 'up', JSON.stringify([up]));
    const report = {
      phone_number: '13900139000',
      success: false,
      err_code: 'W-BLACK',
      err_msg: '黑名单',
      biz_id: '1^0',
    };
    await push(bench, 'report', JSON.stringify([report]));
    await bench.host.until('the text', () => bench.host.accepted.length === 1);
    await bench.host.until('the report', () => bench.host.entries('receipt').length === 1);
    const results = [];
    for (const to of [CITIZEN, '+8613900139000', '+8613700137000']) {
      const message = bench.host.putOutbound(answerTo(`to-${to}`, '已办结', { to, account: ALIYUN.account }));
      results.push(await bench.adapter.send(message, message.id));
    }
    expect(results).toMatchObject([{ kind: 'opted-out' }, { kind: 'opted-out' }, { ok: true }]);
    await bench.close();
  });
});
