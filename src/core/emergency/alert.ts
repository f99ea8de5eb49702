import { HubError } from '../errors.js';
import type { Alarm, Alert, AlertStep, CallWay, Who } from '../model/alert.js';
import type { Conversation } from '../model/conversation.js';
import type { DutyRules } from '../model/duty.js';
import { personsIn } from './persons.js';

/** 险情警报 as functions of what it was and what happened. Each step is in it once, by its id. */

/** A new alert. Its timer has come already: ringing is the first thing that time asks of it. */
export function openAlert(
  id: string,
  alarm: Alarm & { danger: NonNullable<Alarm['danger']> },
  conversation: Pick<Conversation, 'id' | 'channel' | 'flags'>,
  now: Date,
): Alert {
  const { danger } = alarm;
  const empty: Alert = {
    id,
    conversationId: conversation.id,
    channel: conversation.channel,
    danger: danger.id,
    hotlines: danger.hotlines,
    cannotSpeak: danger.cannotSpeak,
    sealed: conversation.flags.some(({ reason }) => reason === 'sealed'),
    named: [],
    persons: [],
    heard: [],
    state: 'ringing',
    open: true,
    rung: [],
    steps: [{ type: 'opened', id: `${id}:opened`, at: now }],
    openedAt: now,
    timerAt: now,
    version: 0,
    updatedAt: now,
  };
  return heard(empty, alarm, now);
}

/** Adds what was said while the danger lasts. The same alarm twice changes nothing. */
export function heard(alert: Alert, alarm: Alarm, now: Date): Alert {
  if (alert.heard.some(({ id }) => id === alarm.id)) return alert;
  const { id, text, over, danger } = alarm;
  return {
    ...alert,
    hotlines: union(alert.hotlines, danger?.hotlines ?? []),
    cannotSpeak: alert.cannotSpeak || danger?.cannotSpeak === true,
    named: union(alert.named, alarm.named),
    place: alarm.place ?? alert.place,
    phone: alarm.phone ?? alert.phone,
    persons: union(alert.persons, personsIn(text)).slice(0, 20),
    heard: [...alert.heard, { id, at: now, text, over }],
    ticketId: alarm.ticketId ?? alert.ticketId,
    version: alert.version + 1,
    updatedAt: now,
  };
}

/**
 * What time asks of an alert: the next of the roster is rung, from now on with the whole time to take it,
 * however late this is done; after the last one, everybody at the desk. The same alert when it asks nothing.
 */
export function escalated(alert: Alert, roster: readonly Who[], rules: DutyRules, now: Date): Alert {
  const { timerAt, state } = alert;
  if (!timerAt || timerAt > now || (state !== 'ringing' && state !== 'taken')) return alert;
  const next = roster.find(({ id }) => !alert.rung.includes(id));
  const stamp = { id: `${alert.id}:${alert.steps.length}`, at: now, dueAt: timerAt };
  if (!next) {
    const because = state === 'taken' ? 'not-called' : alert.rung.length === 0 ? 'no-roster' : 'not-taken';
    return { ...stepped(alert, { ...stamp, type: 'rang-all', because }), timerAt: null };
  }
  const because = state === 'taken' ? 'not-called' : alert.rung.length === 0 ? 'opened' : 'not-taken';
  const seconds = state === 'taken' ? rules.callWithinSeconds : rules.takeWithinSeconds;
  return {
    ...stepped(alert, { ...stamp, type: 'rang', who: next, because }),
    rung: [...alert.rung, next.id],
    timerAt: later(now, seconds),
  };
}

/** Somebody sees to it. A colleague’s alert only once the time to call has run out. */
export function taken(alert: Alert, by: Who, id: string, rules: DutyRules, now: Date): Alert {
  return once(alert, id, () => {
    mustBeOpen(alert);
    if (alert.takenBy?.id === by.id) return alert;
    if (alert.takenBy && !isOverdue(alert)) {
      const message = `${alert.takenBy.name}已接警`;
      throw new HubError('conflict', 'alert-taken', message, '请与其联系，或处理其他警报', {
        state: alert.state,
      });
    }
    const waits = alert.state === 'ringing' || alert.state === 'taken';
    return {
      ...stepped(alert, { type: 'taken', id, at: now, by }),
      takenBy: by,
      state: alert.state === 'ringing' ? 'taken' : alert.state,
      timerAt: waits ? later(now, rules.callWithinSeconds) : null,
    };
  });
}

/** The centre was called. Also true of who never took it: what happened is recorded, whoever did it. */
export function called(
  alert: Alert,
  by: Who,
  id: string,
  call: { number: string; way: CallWay; calledAt?: Date; text?: string },
  now: Date,
): Alert {
  return once(alert, id, () => {
    mustBeOpen(alert);
    const calledAt = call.calledAt ?? now;
    if (calledAt > now || calledAt < alert.openedAt) {
      const hint = '通话时间应在警报之后、现在之前';
      throw new HubError('bad-input', 'alert-call-time', '通话时间不对', hint);
    }
    const mine = alert.takenBy ? alert : { ...stepped(alert, takenStep(id, by, now)), takenBy: by };
    return {
      ...stepped(mine, { ...call, type: 'called', id, at: now, by, calledAt }),
      state: alert.state === 'acknowledged' ? 'acknowledged' : 'called',
      timerAt: null,
    };
  });
}

/** The centre has it, and gave its own number for it. */
export function acknowledged(
  alert: Alert,
  by: Who,
  id: string,
  { receipt, number }: { receipt: string; number?: string },
  now: Date,
): Alert {
  return once(alert, id, () => {
    mustBeOpen(alert);
    const calls = alert.steps.flatMap((step) => (step.type === 'called' ? [step.number] : []));
    const answered = number ?? calls.at(-1);
    if (answered === undefined || !calls.includes(answered)) throw notHandedOver(alert);
    return {
      ...stepped(alert, { type: 'acknowledged', id, at: now, by, number: answered, receipt }),
      state: 'acknowledged',
    };
  });
}

export function noted(alert: Alert, by: Who, id: string, text: string, now: Date): Alert {
  return once(alert, id, () => stepped(alert, { type: 'noted', id, at: now, by, text }));
}

/** There was no danger. Says why, because nobody was called. */
export function falseAlarm(alert: Alert, by: Who, id: string, text: string, now: Date): Alert {
  return once(alert, id, () => {
    mustBeOpen(alert);
    return { ...ended(alert), ...endedStep(alert, { type: 'false-alarm', id, at: now, by, text }) };
  });
}

/** It came to an end; only of a danger that was handed over. */
export function closed(alert: Alert, by: Who, id: string, text: string, now: Date): Alert {
  return once(alert, id, () => {
    mustBeOpen(alert);
    if (!alert.steps.some(({ type }) => type === 'called')) throw notHandedOver(alert);
    return { ...ended(alert), ...endedStep(alert, { type: 'closed', id, at: now, by, text }) };
  });
}

function ended(alert: Alert): Alert {
  return { ...alert, open: false, timerAt: null };
}
function endedStep(
  alert: Alert,
  step: Extract<AlertStep, { type: 'closed' | 'false-alarm' }>,
): Pick<Alert, 'state' | 'steps' | 'version' | 'updatedAt'> {
  const { steps, version, updatedAt } = stepped(alert, step);
  return { state: step.type, steps, version, updatedAt };
}

const takenStep = (id: string, by: Who, at: Date): AlertStep => ({ type: 'taken', id: `${id}:take`, at, by });

function stepped(alert: Alert, step: AlertStep): Alert {
  return { ...alert, steps: [...alert.steps, step], version: alert.version + 1, updatedAt: step.at };
}

function once(alert: Alert, id: string, move: () => Alert): Alert {
  return alert.steps.some((step) => step.id === id) ? alert : move();
}

/** Somebody is rung and has not seen to it yet: nobody took it, or who took it called nobody in time. */
export function rings(alert: Alert): boolean {
  return alert.state === 'ringing' || (alert.state === 'taken' && isOverdue(alert));
}

/** The time to call ran out after the last one took it. */
function isOverdue({ steps }: Alert): boolean {
  const last = steps.findLastIndex(({ type }) => type === 'taken');
  return steps.slice(last + 1).some(({ type }) => type === 'rang' || type === 'rang-all');
}

function mustBeOpen({ open, state }: Alert): void {
  if (!open)
    throw new HubError('conflict', 'alert-ended', '这条警报已经结束', '如有新情况请另行报告', { state });
}

function notHandedOver({ state }: Alert): HubError {
  const hint = '请先致电110、119、120或122并登记，确属误报的请按误报结束';
  return new HubError('conflict', 'alert-not-handed-over', '这条警报还没有转报', hint, { state });
}

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);
const union = (known: readonly string[], more: readonly string[]) => [...new Set([...known, ...more])];
