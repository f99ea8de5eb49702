import { z } from 'zod';
import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import { RESULT_ZH, type TicketEvent } from '../../core/model/ticket.js';
import type { Clock, DocumentNumbers } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { DOCUMENT_ZH, DocumentKind, type Paper, renderDocument } from '../../templates/documents/document.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { documentCause } from '../views/document-cause.js';
import { ticketDetail, type TicketDetail } from '../views/ticket-view.js';
import type { Recorder } from '../record.js';
import { objectOf, seenOf } from './looked-at.js';
import { readableTicket } from './readable-ticket.js';

/** 公文 of a ticket, made for print, from what its reader may see of it. */
export function documentRoutes(
  app: TypedApp,
  deps: { tickets: TicketService; documents: DocumentNumbers; city: City; clock: Clock; record: Recorder },
): void {
  const { tickets, documents, city, clock, record } = deps;
  const zone = zoneOf(city.profile.timezone);
  app.get(
    '/tickets/:id/documents/:kind',
    {
      schema: {
        summary: 'An official paper of the ticket as a page to print; printed again it keeps its number',
        tags: ['tickets'],
        params: z.object({ id: z.string().min(1).max(200), kind: DocumentKind }),
        response: {
          200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const { id, kind } = request.params;
      const ticket = await readableTicket(tickets, id, actor);
      const event = documentCause(ticket, kind);
      if (!event) throw failure('document-not-due');
      await record(request, 'ticket.read', objectOf(ticket), seenOf(ticket, actor));
      const day = zone.dayOf(event.at);
      const { word } = DOCUMENT_ZH[kind];
      const year = day.slice(0, 4);
      const serial = await documents.numberOf(`${ticket.id}.${kind}.${event.seq}`, `${word}:${year}`);
      const { mark = '12345', issuer = city.profile.serviceName } = city.workOrders.documents ?? {};
      const page = renderDocument(
        {
          kind,
          number: `${mark}${word}〔${year}〕${serial}号`,
          city: city.profile.name,
          issuer,
          date: dateZh(day),
          ...wordsOf(kind, ticketDetail(ticket, actor, city, clock.now()), event),
        },
        reply.cspNonce.style,
      );
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
    },
  );
}

const dateZh = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
};

type Words = Pick<Paper, 'to' | 'opening' | 'rows' | 'closing' | 'signatures'>;

function wordsOf(kind: DocumentKind, ticket: TicketDetail, { seq }: TicketEvent): Words {
  // What the event carried, as this reader may see it.
  const said = ticket.history.find((event) => event.seq === seq)?.details ?? {};
  const unit = ticket.unitName ?? ticket.unit ?? '承办单位';
  const due = ticket.deadlines.findLast(({ step }) => step === 'handle');
  const matter: Words['rows'] = [
    ['工单编号', ticket.number],
    ['诉求标题', ticket.title],
    ['诉求内容', ticket.matter],
    ['事发地点', ticket.place?.text],
    ['办理时限', due && `${due.limit}。${due.explanation.zh}`],
  ];
  switch (kind) {
    case 'dispatch':
      return {
        to: unit,
        opening: '现将下列诉求交由你单位办理，请按时限签收、办理并答复。',
        rows: [...matter, ['交办意见', said.reason]],
      };
    case 'notice':
      return {
        to: unit,
        opening: '你单位承办的下列工单逾期未办结，现予催办。请于收到本通知书后立即办理并报送办理情况。',
        rows: [...matter, ['催办事由', said.reason]],
      };
    case 'written':
      return {
        to: unit,
        opening: '你单位承办的下列工单经催办仍未办结，现予书面通报。请说明原因，限期整改并报送结果。',
        rows: [...matter, ['通报事由', said.reason]],
      };
    case 'extension':
      return {
        to: '热线平台',
        opening: `${unit}申请延长下列工单的办理期限。`,
        rows: [
          ...matter,
          ['申请天数', said.days === undefined ? undefined : `${said.days}个工作日`],
          ['申请理由', said.reason],
        ],
        signatures: ['单位负责人', '审批意见'],
      };
    case 'return':
      return {
        to: '热线平台',
        opening: `${unit}申请退回下列工单。`,
        rows: [...matter, ['退单理由', said.reason], ['退单依据', said.basis]],
        signatures: ['单位负责人', '审核意见'],
      };
    case 'refusal':
      return {
        to: ticket.name ?? '诉求人',
        opening: '您反映的下列诉求经审核不予受理，特此告知。',
        rows: [...matter.slice(0, 3), ['不予受理依据', said.basis], ['说明', said.text]],
      };
    case 'reply':
      return {
        to: ticket.name ?? '诉求人',
        opening: '您反映的下列诉求已办理，现答复如下。',
        rows: [
          ...matter.slice(0, 3),
          ['答复', ticket.answer?.text],
          ['办理结果', said.result && RESULT_ZH[said.result]],
        ],
        closing: '如有疑问，请拨打12345或凭工单编号查询。',
      };
  }
}
