import { z } from 'zod';
import type { CitizenRights } from '../../desk/citizen-rights.js';
import type { RetentionDays } from '../../host/retention-days.js';
import { RetentionReport } from '../../store/retention.js';
import { addressKey } from '../../core/model/address-key.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import { Instant, iso, isoIf, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';

const tags = ['admin'];
const Contact = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .meta({ description: 'Id of a citizen, or their phone number, mailbox or other address' });
const Reason = z.string().trim().min(4).max(500).meta({ description: 'Who asked, and how it was verified' });

export const CitizenExportView = z.object({
  exportedAt: z.string(),
  addresses: z.array(z.unknown()),
  conversations: z.array(z.unknown()),
  tickets: z.array(z.unknown()),
  calls: z.array(z.unknown()),
  alerts: z.array(z.unknown()),
  sentToPlatforms: z.array(z.unknown()),
  sealedTicketsWithheld: z.number().int(),
});
export const ErasureView = z.object({
  citizens: z.number().int(),
  tickets: z.number().int(),
  messages: z.number().int(),
});

export const RetentionView = z
  .object({
    rules: z.array(z.object({ kind: z.string(), days: z.number().int(), zh: z.string(), en: z.string() })),
    nextRunAt: Instant.optional().meta({ description: 'Absent: nothing goes by itself (retention.daily)' }),
    lastRun: z
      .object({ at: Instant, by: z.string(), removed: RetentionReport })
      .optional()
      .meta({ description: 'The last that came to its end and was no dry run' }),
  })
  .meta({ id: 'Retention' });

/** What the law gives a person over their data, and the periods after which everybody's goes. */
export interface PrivacyDesk {
  rights: Pick<CitizenRights, 'export' | 'erase'>;
  retention: Pick<RetentionDays, 'run' | 'state'>;
}

export function adminPrivacyRoutes(
  app: TypedApp,
  { rights, retention }: PrivacyDesk,
  record: Recorder,
): void {
  app.post(
    '/citizens/export',
    {
      schema: {
        summary: 'Everything of one person, for that person',
        tags,
        body: z.strictObject({ contact: Contact, reason: Reason }),
        response: { 200: CitizenExportView, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'citizen.export');
      const { ids, content } = await rights.export(request.body.contact);
      const object = { type: 'citizen', id: ids.join(',') };
      await record(request, 'citizen.exported', object, { reason: request.body.reason });
      return content;
    },
  );

  app.post(
    '/citizens/erase',
    {
      schema: {
        summary: 'Remove one person for good; their closed tickets stay without them',
        tags,
        body: z.strictObject({ contact: Contact, reason: Reason }),
        response: { 200: ErasureView, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'citizen.erase');
      const { contact, reason } = request.body;
      // Before, because afterwards there is nobody to name; an address itself is never written down.
      await record(
        request,
        'citizen.erased',
        { type: 'citizen', id: idOnly(contact) },
        { reason, begun: true },
      );
      const { ids, tickets, messages } = await rights.erase(contact);
      await record(
        request,
        'citizen.erased',
        { type: 'citizen', id: ids.join(',') },
        { reason, tickets, messages },
      );
      return { citizens: ids.length, tickets, messages };
    },
  );

  app.get(
    '/retention',
    {
      schema: {
        summary: 'How long each kind is kept, when what is over goes next, and what went last',
        tags,
        response: { 200: RetentionView, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'retention.run');
      const { rules, nextRunAt, lastRun } = await retention.state();
      return {
        rules,
        nextRunAt: isoIf(nextRunAt),
        lastRun: lastRun && { ...lastRun, at: iso(lastRun.at) },
      };
    },
  );

  app.post(
    '/retention/run',
    {
      schema: {
        summary: 'Remove what has been kept long enough, or say what would go',
        tags,
        body: z.strictObject({ dryRun: z.boolean() }),
        response: { 200: RetentionReport, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'retention.run');
      const { id, name } = signedIn(request).person;
      const actor = { type: 'staff' as const, id, name, address: addressKey(request.ip) };
      return retention.run(request.body.dryRun, actor);
    },
  );
}

function idOnly(contact: string): string {
  return /^z[0-9a-f]{24}$/.test(contact) ? contact : 'by-address';
}
