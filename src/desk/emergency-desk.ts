import { createHash } from 'node:crypto';
import type { Zone } from '../core/deadline/zone.js';
import {
  acknowledged,
  called,
  closed,
  escalated,
  falseAlarm,
  heard,
  noted,
  openAlert,
  taken,
} from '../core/emergency/alert.js';
import { onDuty } from '../core/emergency/on-duty.js';
import { HubError } from '../core/errors.js';
import type { Alarm, Alert, CallWay, Who } from '../core/model/alert.js';
import type { Conversation } from '../core/model/conversation.js';
import type { DutyRules } from '../core/model/duty.js';
import type { Clock } from '../core/ports.js';
import { isUsable } from '../server/auth/sessions.js';
import { grantFor } from '../server/permissions.js';
import type { StaffRepository } from '../server/ports.js';
import type { AlertQuery, AlertRepository } from '../store/alert-store.js';

export interface EmergencyDeskDeps {
  alerts: AlertRepository;
  staff: Pick<StaffRepository, 'byLogin'>;
  clock: Clock;
  zone: Zone;
  duty: DutyRules;
  /** Something changed at the duty desk: screens are told. A hint, which may be lost. */
  onNews(): void;
}

/** What somebody at the duty desk does with an alert. */
export type AlertMove =
  | { type: 'take' }
  | { type: 'call'; number: string; way: CallWay; calledAt?: Date; text?: string }
  | { type: 'acknowledge'; receipt: string; number?: string }
  | { type: 'note' | 'false-alarm' | 'close'; text: string };

const TRIES = 20;

/** 应急值班台: alerts as conversations raise them, who is rung, and what was done about each. */
export class EmergencyDesk {
  constructor(private readonly deps: EmergencyDeskDeps) {}

  /**
   * Takes an alarm of a conversation: opens an alert, or adds to the one that stands open. The same alarm
   * again changes nothing, also after the alert has ended.
   */
  async raise(conversation: Pick<Conversation, 'id' | 'channel' | 'flags'>, alarm: Alarm): Promise<void> {
    const { alerts, clock } = this.deps;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (await alerts.byAlarm(alarm.id)) return;
      const open = await alerts.openOf(conversation.id);
      const { danger } = alarm;
      if (!open && !danger) return;
      const id = alertIdOf(alarm.id);
      const next = open
        ? heard(open, alarm, clock.now())
        : danger && openAlert(id, { ...alarm, danger }, conversation, clock.now());
      if (!next || !(await alerts.save(next, open?.version ?? 0))) continue;
      this.deps.onNews();
      await this.keepTime(next.id);
      return;
    }
    throw busy();
  }

  /** Rings whoever is to be rung until now. Done twice, or by two nodes at once, each is rung once. */
  async keepTime(id: string): Promise<void> {
    const { alerts, clock, duty } = this.deps;
    const alert = await alerts.load(id);
    if (!alert) return;
    const now = clock.now();
    const next = escalated(alert, await this.roster(now), duty, now);
    if (next === alert) return;
    // Whoever was faster has rung somebody; the next sweep sees what is left.
    if (await alerts.save(next, alert.version)) this.deps.onNews();
  }

  due(now: Date, limit: number): Promise<string[]> {
    return this.deps.alerts.dueTimers(now, limit);
  }

  list(query: AlertQuery): Promise<Alert[]> {
    return this.deps.alerts.list(query);
  }

  async get(id: string): Promise<Alert> {
    const alert = await this.deps.alerts.load(id);
    if (alert) return alert;
    throw new HubError('not-found', 'alert-not-found', '没有这条警报', '请刷新警报列表后重试');
  }

  /** One move. The same commandId is one step. */
  async move(id: string, by: Who, commandId: string, move: AlertMove): Promise<Alert> {
    const { alerts, clock, duty } = this.deps;
    const who = { id: by.id, name: by.name };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const alert = await this.get(id);
      const next = moved(alert, who, commandId, move, duty, clock.now());
      if (next === alert) return alert;
      if (!(await alerts.save(next, alert.version))) continue;
      this.deps.onNews();
      return next;
    }
    throw busy();
  }

  /** Who of the duty plan can really be rung now: accounts that work and may take a conversation. */
  private async roster(now: Date): Promise<Who[]> {
    const { staff, duty, zone } = this.deps;
    const people = await Promise.all(onDuty(duty, zone, now).map((login) => staff.byLogin(login)));
    return people.flatMap((person) =>
      person && isUsable(person, now) && grantFor(person, 'conversation.take')
        ? [{ id: person.id, name: person.name }]
        : [],
    );
  }
}

function moved(alert: Alert, by: Who, id: string, move: AlertMove, duty: DutyRules, now: Date): Alert {
  switch (move.type) {
    case 'take':
      return taken(alert, by, id, duty, now);
    case 'call': {
      const { number, way, calledAt, text } = move;
      return called(alert, by, id, { number, way, calledAt, text }, now);
    }
    case 'acknowledge':
      return acknowledged(alert, by, id, move, now);
    case 'note':
      return noted(alert, by, id, move.text, now);
    case 'false-alarm':
      return falseAlarm(alert, by, id, move.text, now);
    case 'close':
      return closed(alert, by, id, move.text, now);
  }
}

/** Derived from the alarm, so that raising it again finds the same alert. */
const alertIdOf = (alarmId: string) => `a${createHash('sha256').update(alarmId).digest('hex').slice(0, 24)}`;

const busy = () => new HubError('conflict', 'alert-busy', '警报正被他人修改', '请刷新后重试');
