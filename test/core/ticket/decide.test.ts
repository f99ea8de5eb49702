import { describe, expect, test } from '@jest/globals';
import { HubError } from '../../../src/core/errors.js';
import type { MoveDetails, Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import { running } from '../../../src/core/ticket/clocks.js';
import { replay } from '../../../src/core/ticket/evolve.js';
import type { Mover } from '../../../src/core/ticket/may-move.js';
import { sealHolds } from '../../../src/core/ticket/seal.js';
import {
  accepted,
  ASSIST,
  at,
  citizen,
  clerk,
  LEAD,
  leader,
  moved,
  REPLY,
  staff,
  supervisor,
  system,
} from './tickets.js';

const operator = staff('operator');
const dispatcher = staff('dispatcher');
const reviewer = staff('reviewer');
const caller = staff('call-back');
const MON = at('2026-11-23 09:00');
const dispatchedTo = (unit = LEAD, details: MoveDetails = {}) =>
  moved(accepted(MON), MON, 'dispatch', operator, { unit, ...details });
const signed = () => moved(dispatchedTo(), at('2026-11-23 10:00'), 'sign', clerk);
const reviewed = () => {
  const replied = moved(signed(), at('2026-11-24 10:00'), 'reply', clerk, REPLY);
  return moved(replied, at('2026-11-24 11:00'), 'review', reviewer);
};

function refusal(action: () => unknown): HubError {
  try {
    action();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
const refused = (ticket: Ticket, now: Date, move: TicketMove, who: Mover, details: MoveDetails = {}) =>
  refusal(() => moved(ticket, now, move, who, details)).code;

describe('派单', () => {
  test('a unit that a reform dissolved is refused, naming its successor', () => {
    const error = refusal(() =>
      moved(accepted(MON), MON, 'dispatch', operator, { unit: 'industry-commerce' }),
    );
    expect(error).toMatchObject({ code: 'unit-unknown' });
    expect(error.hint).toContain('market-regulation');
  });

  test('the lead unit does not assist itself', () => {
    expect(refused(accepted(MON), MON, 'dispatch', operator, { unit: LEAD, assists: [LEAD] })).toBe(
      'ticket-assist-is-lead',
    );
  });

  test('leak: a sealed matter is never dispatched', () => {
    const sealed = accepted(MON, { secrecy: 'sealed' });
    const desk = staff('sealed-desk');
    expect(refused(sealed, MON, 'dispatch', desk, { unit: LEAD })).toBe('ticket-sealed-dispatch');
    const handed = moved(sealed, MON, 'hand-over', desk, { to: '12388', reason: '涉纪' });
    expect(handed).toMatchObject({ state: 'handed-over', handedOver: { to: '12388' } });
  });

  test('a matter is handed over only to lines that take matters over', () => {
    expect(refused(accepted(MON), MON, 'hand-over', operator, { to: '12319', reason: 'x' })).toBe(
      'ticket-hand-over-line',
    );
  });
});

describe('退单', () => {
  const returned = (ticket: Ticket, now = at('2026-11-23 15:00')) =>
    moved(ticket, now, 'return', clerk, { reason: '不属我单位', basis: '三定方案第三条' });

  test('goes in time with reason and basis, and stops the clock of signing', () => {
    const back = returned(dispatchedTo());
    expect(back.state).toBe('returned');
    expect(running(back, 'sign')).toBeUndefined();
    expect(running(back, 'return-review')?.dueAt).toEqual(at('2026-11-24 17:30'));
    expect(refused(dispatchedTo(), MON, 'return', clerk, { reason: '不归我们' })).toBe(
      'ticket-details-missing',
    );
  });

  test('silence is acceptance: after the limit it is too late', () => {
    expect(refused(signed(), at('2026-11-25 09:00'), 'return', clerk, { reason: 'x', basis: 'y' })).toBe(
      'ticket-return-late',
    );
  });

  test('a refusal may be disputed by the leader once refused, and arbitration ends it', () => {
    const rejected = moved(returned(dispatchedTo()), at('2026-11-23 16:00'), 'reject-return', dispatcher, {
      reason: '属地管理',
    });
    expect(rejected.state).toBe('signed');
    expect(refusal(() => returned(rejected, at('2026-11-23 16:30'))).code).toBe('ticket-return-refused');
    const said = { reason: '职责不清', basis: '三定方案' };
    expect(refused(signed(), MON, 'dispute', leader, said)).toBe('ticket-nothing-to-dispute');
    const disputed = moved(rejected, at('2026-11-23 17:00'), 'dispute', leader, said);
    const settled = moved(disputed, at('2026-11-24 09:00'), 'arbitrate', supervisor, {
      unit: LEAD,
      reason: '会商确定',
    });
    expect(settled).toMatchObject({ state: 'dispatched', unit: LEAD, noReturn: true });
    expect(refused(settled, at('2026-11-24 09:30'), 'return', clerk, said)).toBe('ticket-no-return');
  });

  test('loop: the third dispatch is for good', () => {
    let ticket = dispatchedTo();
    for (const hour of ['10', '11'])
      ticket = moved(
        moved(
          returned(ticket, at(`2026-11-23 ${hour}:00`)),
          at(`2026-11-23 ${hour}:10`),
          'accept-return',
          operator,
        ),
        at(`2026-11-23 ${hour}:20`),
        'dispatch',
        operator,
        { unit: LEAD },
      );
    expect(ticket).toMatchObject({ dispatches: 3, returns: 2, noReturn: true });
    expect(running(ticket, 'return')).toBeUndefined();
    expect(refused(ticket, at('2026-11-23 14:00'), 'return', clerk, { reason: 'x', basis: 'y' })).toBe(
      'ticket-no-return',
    );
  });
});

describe('延期 and 挂起', () => {
  const apply = (ticket: Ticket, days: number, now = at('2026-11-25 09:00')) =>
    moved(ticket, now, 'apply', clerk, { application: 'extension', days, reason: '须开挖' });

  test('an extension moves the handling clock by working days, once, and the explanation says so', () => {
    const due = running(signed(), 'handle')?.dueAt;
    expect(due).toEqual(at('2026-11-30 17:30'));
    const longer = moved(apply(signed(), 5), at('2026-11-26 09:00'), 'decide', supervisor, {
      applicationId: 'a1',
      granted: true,
      reason: '同意',
    });
    expect(running(longer, 'handle')).toMatchObject({ dueAt: at('2026-12-07 17:30') });
    expect(running(longer, 'handle')?.explanationZh).toContain('经批准延期 5个工作日');
    expect(refusal(() => apply(longer, 2)).code).toBe('ticket-extension-used');
  });

  test('one refused changes nothing, and may be asked for again', () => {
    const no = moved(apply(signed(), 5), at('2026-11-26 09:00'), 'decide', supervisor, {
      applicationId: 'a1',
      granted: false,
      reason: '理由不足',
    });
    expect(running(no, 'handle')?.dueAt).toEqual(at('2026-11-30 17:30'));
    expect(apply(no, 3).applications).toHaveLength(2);
  });

  test.each<[string, Date, number, string]>([
    ['more days than allowed', at('2026-11-25 09:00'), 11, 'ticket-extension-days'],
    ['after the limit', at('2026-12-01 09:00'), 3, 'ticket-extension-late'],
  ])('is refused: %s', (_why, now, days, code) => {
    expect(refusal(() => apply(signed(), days, now)).code).toBe(code);
  });

  test('while one is pending there is no second, and nobody decides twice', () => {
    const pending = apply(signed(), 5);
    expect(refusal(() => apply(pending, 3)).code).toBe('ticket-application-pending');
    const decision = { applicationId: 'a1', granted: true, reason: 'x' };
    const decided = moved(pending, MON, 'decide', supervisor, decision);
    expect(refused(decided, MON, 'decide', supervisor, decision)).toBe('ticket-application-unknown');
  });

  test('the clock stands still for a listed cause only, and days that passed do not count', () => {
    const why = { reason: '行政复议中' };
    expect(refused(signed(), MON, 'suspend', supervisor, { ...why, cause: 'busy' })).toBe(
      'ticket-suspension-cause',
    );
    const still = moved(signed(), at('2026-11-24 09:00'), 'suspend', supervisor, { ...why, cause: 'legal' });
    expect(running(still, 'handle')?.dueAt).toBeUndefined();
    const on = moved(still, at('2026-12-01 09:00'), 'resume', supervisor, why);
    // Of 24–30 November five closes of business passed while it stood still.
    expect(running(on, 'handle')?.dueAt).toEqual(at('2026-12-07 17:30'));
    expect(refused(on, at('2026-12-01 10:00'), 'suspend', supervisor, { ...why, cause: 'legal' })).toBe(
      'ticket-suspension-used',
    );
  });
});

describe('答复 and 审核', () => {
  test('the elements the city asks for are missed by name', () => {
    const error = refusal(() => moved(signed(), MON, 'reply', clerk, { text: '已处理', result: 'solved' }));
    expect(error.details.fields?.map(({ path }) => path)).toEqual(['facts', 'basis', 'contact']);
  });

  test.each<[string, Partial<MoveDetails>]>([
    ['a mobile number', { text: '已联系 138 1234 5678 告知' }],
    ['an ID number', { facts: '当事人 320902199003078515 到场' }],
    ['the citizen’s name', { text: '已向王小明说明情况' }],
  ])('leak: %s in an answer is refused', (_what, words) => {
    const ticket = { ...signed(), request: { ...signed().request, name: '王小明' } };
    expect(refused(ticket, MON, 'reply', clerk, { ...REPLY, ...words })).toBe('ticket-reply-personal-data');
  });

  test('the citizen reads facts, answer, basis and whom to ask', () => {
    expect(reviewed().answer?.text).toBe(
      '经现场核实，工地22时后仍在施工。\n已责令停工整改。\n依据：《噪声污染防治法》第四十三条\n经办：王科长 0515-88110000',
    );
  });

  test('joint handling: the lead’s answer waits for the part of every assisting unit', () => {
    const both = moved(dispatchedTo(LEAD, { assists: [ASSIST] }), MON, 'sign', clerk);
    const early = moved(both, MON, 'reply', clerk, REPLY);
    expect(refused(early, MON, 'review', reviewer)).toBe('ticket-assist-missing');
    const part = moved(both, MON, 'assist-reply', staff('clerk', ASSIST), { text: '围挡已修' });
    expect(moved(moved(part, MON, 'reply', clerk, REPLY), MON, 'review', reviewer).state).toBe('reviewed');
  });

  test('an answer sent back keeps the first handling clock: the citizen waits all the same', () => {
    const replied = moved(signed(), MON, 'reply', clerk, REPLY);
    const again = moved(replied, at('2026-11-24 09:00'), 'rework', reviewer, { reason: '答非所问' });
    expect(again.deadlines.filter(({ step }) => step === 'handle')).toHaveLength(1);
  });
});

describe('回访 and 重办', () => {
  test('nobody is called unreachable before the city’s number of attempts', () => {
    const callBack = { callBack: { by: 'operator' as const, reached: false } };
    let ticket = reviewed();
    expect(refused(ticket, MON, 'call-back', caller, callBack)).toBe('ticket-call-back-early');
    for (const day of ['25', '26', '27'])
      ticket = moved(ticket, at(`2026-11-${day} 10:00`), 'attempt', caller, { reason: '无人接听' });
    expect(moved(ticket, at('2026-11-27 10:05'), 'call-back', caller, callBack)).toMatchObject({
      state: 'called-back',
      callBack: { reached: false, by: 'operator' },
    });
  });

  test('dissatisfied: handled again under a new clock, and called back again', () => {
    const again = moved(reviewed(), at('2026-11-25 09:00'), 'rework', caller, { reason: '仍在施工' });
    expect(again).toMatchObject({ state: 'signed', reworks: 1 });
    expect(running(again, 'handle')).toMatchObject({ id: 'handle-2', startedAt: at('2026-11-25 09:00') });
    expect(running(again, 'call-back')).toBeUndefined();
  });
});

describe('并案', () => {
  test('taken out again, it is back where it was', () => {
    const joined = moved(signed(), MON, 'join', operator, { ticketIds: ['main'] });
    expect(joined).toMatchObject({ state: 'joined', joinedTo: 'main', before: 'signed' });
    const alone = moved(joined, MON, 'unjoin', operator, { reason: '不是同一工地' });
    expect(alone.state).toBe('signed');
    expect(alone.joinedTo).toBeUndefined();
  });
});

describe('归档', () => {
  test('the seal holds until a single word of what was said or done is changed', () => {
    const refusedTicket = moved(accepted(MON), MON, 'refuse', operator, { refusal: 'N01' });
    expect(refusedTicket.refusal?.basis).toContain('属地管理');
    const sealed = moved(refusedTicket, at('2026-12-30 09:00'), 'archive', system);
    expect(sealHolds(sealed)).toBe(true);
    expect(sealHolds({ ...sealed, request: { ...sealed.request, matter: '改过' } })).toBe(false);
    expect(refused(sealed, at('2027-01-04 09:00'), 'supplement', citizen, { text: '还有' })).toBe(
      'ticket-illegal-move',
    );
  });
});

describe('更正分类', () => {
  test('clocks that run are worked out anew under the rule for the new type', () => {
    const report = moved(signed(), MON, 'reclassify', operator, { type: 'report', reason: '属举报' });
    expect(report.type).toBe('report');
    expect(report.request.type).toBe('help');
    expect(running(report, 'handle')).toMatchObject({ dueAt: at('2026-12-14 17:30'), limitZh: '15个工作日' });
  });
});

test('replay: the history gives the same ticket again', () => {
  const long = moved(reviewed(), at('2026-11-25 09:00'), 'rework', caller, { reason: '仍在施工' });
  const { timerAt: _, ...again } = replay(long);
  expect(again).toEqual({ ...long, timerAt: undefined });
});
