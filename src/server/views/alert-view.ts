import { z } from 'zod';
import type { Zone } from '../../core/deadline/zone.js';
import { rings } from '../../core/emergency/alert.js';
import { storyOf } from '../../core/emergency/story.js';
import { type Alert, ALERT_STATE_ZH, AlertState, CallWay } from '../../core/model/alert.js';
import { Point } from '../../core/model/place.js';
import { onSealedDesk, type StaffActor } from '../../core/services.js';
import { Instant, iso, isoIf } from '../http.js';
import { grantFor } from '../permissions.js';
import { maskPhone, withoutPerson } from '../../core/privacy/mask.js';

const WhoView = z.object({ id: z.string(), name: z.string() });

/** 险情警报 as the duty desk sees it. */
export const AlertView = z
  .object({
    id: z.string(),
    state: AlertState,
    stateName: z.string(),
    open: z.boolean(),
    danger: z.string(),
    hotlines: z.array(z.string()).meta({ description: 'Centres to call, the first one first' }),
    named: z.array(z.string()).meta({ description: 'Numbers that the answer to the citizen named' }),
    cannotSpeak: z.boolean(),
    place: z.object({ text: z.string(), detail: z.string().optional(), point: Point.optional() }).optional(),
    phone: z.string().optional(),
    persons: z.array(z.string()).meta({ description: 'Words for persons at risk, as they were said' }),
    words: z.array(z.object({ at: Instant, text: z.string(), over: z.boolean() })),
    conversationId: z.string(),
    channel: z.string(),
    ticketId: z.string().optional(),
    takenBy: WhoView.optional(),
    rings: z.boolean().meta({ description: 'Somebody is rung and has not seen to it yet' }),
    ringing: z
      .object({ who: WhoView.optional(), everybody: z.boolean(), nextAt: Instant.optional() })
      .optional()
      .meta({ description: 'Who is rung now, and when the next one will be' }),
    calls: z.array(
      z.object({
        number: z.string(),
        way: CallWay,
        by: z.string(),
        calledAt: Instant,
        receipt: z.string().optional(),
      }),
    ),
    story: z.array(z.object({ at: Instant, text: z.string() })).meta({
      description: 'Who handed what to whom and when, as recorded',
    }),
    openedAt: Instant,
    updatedAt: Instant,
    version: z.number().int(),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof AlertView>;

/** Words of a conversation with a 密件 are the sealed desk’s; where to go and whom to call is everybody’s. */
export function alertView(alert: Alert, viewer: StaffActor, zone: Zone): AlertView {
  const hidden = alert.sealed && !onSealedDesk(viewer);
  const person = grantFor(viewer, 'person.read')?.scope === 'all';
  const show = (text: string) => (hidden ? '密件' : person ? text : withoutPerson(text, alert));
  const { place, phone, heard, steps, timerAt, takenBy } = alert;
  return {
    id: alert.id,
    state: alert.state,
    stateName: ALERT_STATE_ZH[alert.state],
    open: alert.open,
    danger: alert.danger,
    hotlines: alert.hotlines,
    named: alert.named,
    cannotSpeak: alert.cannotSpeak,
    place: place && { text: place.text, detail: place.detail, point: place.point },
    phone: phone && (person ? phone.national : maskPhone(phone.national)),
    persons: alert.persons,
    words: heard.map(({ at, text, over }) => ({ at: iso(at), text: show(text), over })),
    conversationId: alert.conversationId,
    channel: alert.channel,
    ticketId: alert.ticketId,
    takenBy,
    rings: rings(alert),
    ringing: alert.state === 'ringing' || timerAt ? ringing(alert) : undefined,
    calls: steps.flatMap((step) =>
      step.type === 'called'
        ? [
            {
              number: step.number,
              way: step.way,
              by: step.by.name,
              calledAt: iso(step.calledAt),
              receipt: receiptOf(alert, step.number),
            },
          ]
        : [],
    ),
    story: storyOf(alert, zone, hidden).map(({ at, text }) => ({
      at: iso(at),
      text: person ? text : withoutPerson(text, alert),
    })),
    openedAt: iso(alert.openedAt),
    updatedAt: iso(alert.updatedAt),
    version: alert.version,
  };
}

function ringing({ steps, timerAt }: Alert): AlertView['ringing'] {
  const last = steps.findLast(({ type }) => type === 'rang' || type === 'rang-all');
  return {
    who: last?.type === 'rang' ? last.who : undefined,
    everybody: last?.type === 'rang-all',
    nextAt: isoIf(timerAt ?? undefined),
  };
}

function receiptOf({ steps }: Alert, number: string): string | undefined {
  const step = steps.findLast((one) => one.type === 'acknowledged' && one.number === number);
  return step?.type === 'acknowledged' ? step.receipt : undefined;
}
