import { HubError } from '../errors.js';
import {
  type Actor,
  APPLICATION_ZH,
  type MoveDetails,
  type Ticket,
  type TicketMove,
} from '../model/ticket.js';
import { unitToday } from '../routing/units.js';
import { later, running } from './clocks.js';
import type { MoveContext } from './decide.js';
import { checkDetails } from './may-move.js';
import { personalDataIn } from './personal-data.js';

/**
 * What the city's rules ask of a move beyond the lifecycle table. Returns what the rules add to it.
 * @throws HubError naming the rule and what to do instead.
 */
export function guard(
  ticket: Ticket,
  move: TicketMove,
  said: MoveDetails,
  actor: Actor,
  context: MoveContext,
): Partial<MoveDetails> {
  switch (move) {
    case 'dispatch':
    case 'arbitrate':
      return dispatched(ticket, move, said, context);
    case 'return':
      return returned(ticket, context);
    case 'dispute':
      return disputed(ticket);
    case 'apply':
      return applied(ticket, said, context);
    case 'decide':
      return decided(ticket, said);
    case 'suspend':
      return suspended(ticket, said, context);
    case 'reply':
      checkDetails(context.city.workOrders.reply.needs, move, said);
      return publicWords(ticket, [said.text, said.facts, said.basis]);
    case 'progress':
    case 'answer':
      return publicWords(ticket, [said.text]);
    case 'review':
      return reviewed(ticket, said);
    case 'call-back':
      return calledBack(ticket, said, actor, context);
    case 'refuse':
      return { basis: said.basis ?? context.city.workOrders.refusals[said.refusal ?? '']?.basis };
    case 'hand-over':
      return handedOver(said, context);
    case 'join':
      return joined(ticket, said);
    case 'split':
      return split(said, context);
    case 'follow':
    case 'unjoin':
      return ofMain(ticket, said);
    case 'transfer':
      return transferred(ticket, said, context);
    case 'reclassify':
      return reclassified(said, context);
    default:
      return {};
  }
}

function dispatched(
  ticket: Ticket,
  move: TicketMove,
  { unit, assists = [], noReturn = false }: MoveDetails,
  context: MoveContext,
): Partial<MoveDetails> {
  if (ticket.request.secrecy === 'sealed') {
    // Whoever is complained about might be the unit, or sit in it.
    throw refused('ticket-sealed-dispatch', '密件不派单', '请移交 12388 或 12309 (hand-over)');
  }
  for (const id of [unit, ...assists]) checkUnit(id, context);
  if (unit !== undefined && assists.includes(unit)) {
    throw refused('ticket-assist-is-lead', '主办单位不能同时协办', '请从协办单位中去掉主办单位');
  }
  const tooOften = ticket.dispatches + 1 >= context.city.workOrders.return.lockAfterDispatches;
  return { noReturn: noReturn || tooOften || move === 'arbitrate' };
}

function checkUnit(id: string | undefined, { city, now, zone }: MoveContext): void {
  const unit = city.units.find((one) => one.id === id);
  const today = zone.dayOf(now);
  if (unit && unitToday(city, unit.id, today)?.id === unit.id) return;
  throw new HubError(
    'bad-input',
    'unit-unknown',
    unit ? `${unit.name}已不再承办，职能已划转` : '没有这个承办单位',
    unit ? `请派给：${unit.successors.join('、')}` : '请从承办单位列表中选择',
    { fields: [{ path: 'unit', message: '不是有效的承办单位' }] },
  );
}

/** 退单: within its limit, or the unit has accepted by its silence; not where the platform designated it. */
function returned(ticket: Ticket, { now }: MoveContext): Partial<MoveDetails> {
  if (ticket.noReturn) {
    throw refused('ticket-no-return', '这件工单为指定承办，不能退单', '有争议请由单位负责人提请裁定');
  }
  if (wasRefused(ticket)) {
    throw refused('ticket-return-refused', '退单已被驳回', '请继续办理；有争议请由单位负责人提请裁定');
  }
  const clock = running(ticket, 'return');
  if (!clock?.dueAt || clock.dueAt >= now) return {};
  throw refused('ticket-return-late', '已过退单时限，视为接收', '请继续办理；确属派错的请联系派单员');
}

/** Whether the return of the present dispatch was refused. */
function wasRefused({ events }: Ticket): boolean {
  const last = events.findLast(({ move }) => ['dispatch', 'arbitrate', 'reject-return'].includes(move));
  return last?.move === 'reject-return';
}

/** 提请裁定 needs a refusal to dispute. */
function disputed(ticket: Ticket): Partial<MoveDetails> {
  if (wasRefused(ticket)) return {};
  throw refused(
    'ticket-nothing-to-dispute',
    '没有被驳回的退单，不能提请裁定',
    '请先在时限内退单并说明理由和依据',
  );
}

function applied(
  ticket: Ticket,
  { application, days }: MoveDetails,
  { now, city }: MoveContext,
): Partial<MoveDetails> {
  const kind = application ?? 'extension';
  const name = APPLICATION_ZH[kind];
  if (ticket.applications.some((one) => one.kind === kind && one.state === 'pending')) {
    throw refused('ticket-application-pending', `${name}申请正在审批`, '请等待审批结果');
  }
  if (kind !== 'extension') return {};
  const { times, maxDays } = city.workOrders.extension;
  if (days === undefined || days > maxDays) {
    throw new HubError(
      'bad-input',
      'ticket-extension-days',
      `延期须写明天数，最多${maxDays}个工作日`,
      '请改小天数后重新申请',
      {
        fields: [{ path: 'days', message: `1–${maxDays}` }],
      },
    );
  }
  if (
    ticket.applications.filter((one) => one.kind === 'extension' && one.state === 'granted').length >= times
  ) {
    throw refused('ticket-extension-used', `每件工单最多延期${times}次`, '请按期答复，或说明情况请求挂账');
  }
  const handling = running(ticket, 'handle');
  if (handling?.dueAt && handling.dueAt < now) {
    throw refused('ticket-extension-late', '已过办理期限，不能再申请延期', '请尽快答复');
  }
  return {};
}

function decided({ applications }: Ticket, { applicationId }: MoveDetails): Partial<MoveDetails> {
  const application = applications.find(({ id }) => id === applicationId);
  if (application?.state === 'pending') return { application: application.kind, days: application.days };
  throw refused('ticket-application-unknown', '没有这项待审批的申请', '请刷新工单后查看申请列表');
}

function suspended(
  ticket: Ticket,
  { cause, until }: MoveDetails,
  context: MoveContext,
): Partial<MoveDetails> {
  const { times, causes } = context.city.workOrders.suspension;
  const listed = causes.find(({ id }) => id === cause);
  if (!listed) {
    throw new HubError(
      'bad-input',
      'ticket-suspension-cause',
      '挂起只能用列明的事由',
      `可用：${causes.map(({ id, name }) => `${id}（${name}）`).join('、')}`,
      {
        fields: [{ path: 'cause', message: '不在列明的事由中' }],
      },
    );
  }
  if (ticket.suspensions >= times) {
    throw refused('ticket-suspension-used', `每件工单最多挂起${times}次`, '请继续办理，或申请延期');
  }
  const { now, clocks } = context;
  const latest = later(now, listed.atMost, clocks);
  return { until: until && until > now && until < latest ? until : latest };
}

function reviewed(ticket: Ticket, { text }: MoveDetails): Partial<MoveDetails> {
  const missing = ticket.assists.filter((one) => one.text === undefined).map(({ unit }) => unit);
  if (missing.length > 0) {
    throw refused('ticket-assist-missing', '协办单位尚未答复', `请催促：${missing.join('、')}`);
  }
  return publicWords(ticket, [text]);
}

/** 办理结果由平台回访: nobody needs to be reached for ever, and nobody is called unreachable after one try. */
function calledBack(
  ticket: Ticket,
  { callBack }: MoveDetails,
  actor: Actor,
  { city }: MoveContext,
): Partial<MoveDetails> {
  const { attempts } = city.workOrders.callBack;
  if (callBack?.reached === false && ticket.attempts < attempts) {
    throw refused(
      'ticket-call-back-early',
      `未接通须回访满${attempts}次`,
      `已记录${ticket.attempts}次，请记录本次 (attempt)`,
    );
  }
  return { callBack: callBack && { ...callBack, by: actor.type === 'system' ? 'bot' : 'operator' } };
}

function handedOver({ to }: MoveDetails, { city }: MoveContext): Partial<MoveDetails> {
  const line = city.hotlines.find(({ id }) => id === to);
  if (line && (line.mode === 'secret' || line.mode === 'emergency' || line.mode === 'interlink')) return {};
  throw new HubError(
    'bad-input',
    'ticket-hand-over-line',
    '只能移交应急、涉密或互联互通的热线',
    '请选择 110、119、120、122、12388、12309 等',
    {
      fields: [{ path: 'to', message: '不是可以移交的热线' }],
    },
  );
}

function joined(ticket: Ticket, { ticketIds = [] }: MoveDetails): Partial<MoveDetails> {
  if (ticketIds.length !== 1 || ticketIds[0] === ticket.id) {
    throw new HubError('bad-input', 'ticket-join-one', '并案须指定一件主单', '请选择另一件工单作为主单', {
      fields: [{ path: 'ticketIds', message: '恰好一件' }],
    });
  }
  return {};
}

function split({ parts = [] }: MoveDetails, context: MoveContext): Partial<MoveDetails> {
  for (const { type, category } of parts) {
    if (category !== undefined) reclassified({ type, category }, context);
  }
  return {};
}

/** What a main ticket does to its followers does not reach one that was joined to another since. */
function ofMain({ joinedTo }: Ticket, { ticketIds }: MoveDetails): Partial<MoveDetails> {
  if (ticketIds === undefined || ticketIds[0] === joinedTo) return {};
  throw refused('ticket-illegal-move', '工单已不再并入该主单', '请刷新工单后重试');
}

function transferred(ticket: Ticket, { platform }: MoveDetails, { city }: MoveContext): Partial<MoveDetails> {
  const isCounty = city.units.some(({ id, kind }) => id === platform && kind === 'county');
  if ((platform === 'city' || isCounty) && platform !== (ticket.platform ?? 'city')) return {};
  throw new HubError(
    'bad-input',
    'ticket-platform',
    '没有这个平台，或工单已在该平台',
    '请选择市平台 (city) 或县级平台',
    {
      fields: [{ path: 'platform', message: '不是可以流转的平台' }],
    },
  );
}

function reclassified({ type, category, urgency }: MoveDetails, { city }: MoveContext): Partial<MoveDetails> {
  const known = category === undefined || city.categories.some(({ code }) => code === category);
  if (known && (type ?? category ?? urgency) !== undefined) return {};
  throw new HubError('bad-input', 'ticket-class', '请给出正确的类型、分类或紧急程度', '请从分类列表中选择', {
    fields: [{ path: 'category', message: '不在分类表中' }],
  });
}

/** A reply goes to the citizen and may be published: personal data found in it is refused (PIPL art. 6, 51). */
function publicWords(ticket: Ticket, words: (string | undefined)[]): Partial<MoveDetails> {
  const found = personalDataIn(words.filter((one) => one !== undefined).join('\n'), ticket.request);
  if (found.length === 0) return {};
  throw new HubError(
    'bad-input',
    'ticket-reply-personal-data',
    `答复中含有个人信息：${found.join('、')}`,
    '请删去后重新提交；单位电话写在“经办”一栏',
    {
      fields: [{ path: 'text', message: found.join('、') }],
    },
  );
}

function refused(code: string, message: string, hint: string): HubError {
  return new HubError('conflict', code, message, hint);
}
