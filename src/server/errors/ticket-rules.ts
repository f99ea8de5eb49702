import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What the city's rules ask of a ticket's moves (src/core/ticket/guards.ts). */
export const TICKET_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'ticket-sealed-dispatch': entry(
    'conflict',
    409,
    ['密件不派单。', '请移交 12388 或 12309。'],
    ['A sealed matter is not dispatched.', 'Hand it over to 12388 or 12309.'],
  ),
  'ticket-assist-is-lead': entry(
    'conflict',
    409,
    ['主办单位不能同时协办。', '请从协办单位中去掉主办单位。'],
    ['The lead unit cannot assist itself.', 'Take it out of the assisting units.'],
  ),
  'ticket-no-return': entry(
    'conflict',
    409,
    ['这件工单为指定承办，不能退单。', '有争议请由单位负责人提请裁定。'],
    ['This ticket was designated and cannot be returned.', 'The leader of the unit may dispute it.'],
  ),
  'ticket-return-late': entry(
    'conflict',
    409,
    ['已过退单时限，视为接收。', '请继续办理；确属派错的请联系派单员。'],
    ['The time for returning is over: the ticket counts as taken.', 'Handle it, or talk to the dispatcher.'],
  ),
  'ticket-return-refused': entry(
    'conflict',
    409,
    ['退单已被驳回。', '请继续办理；有争议请由单位负责人提请裁定。'],
    ['The return was refused.', 'Handle the ticket; the leader of the unit may dispute it.'],
  ),
  'ticket-nothing-to-dispute': entry(
    'conflict',
    409,
    ['没有被驳回的退单，不能提请裁定。', '请先在时限内退单并说明理由和依据。'],
    [
      'No return was refused, so there is nothing to dispute.',
      'Return the ticket in time with reason and basis first.',
    ],
  ),
  'ticket-application-pending': entry(
    'conflict',
    409,
    ['同类申请正在审批。', '请等待审批结果。'],
    ['An application of this kind is waiting for a decision.', 'Wait for the decision.'],
  ),
  'ticket-application-unknown': entry(
    'conflict',
    409,
    ['没有这项待审批的申请。', '请刷新工单后查看申请列表。'],
    ['There is no such application waiting.', 'Reload the ticket and look at its applications.'],
  ),
  'ticket-extension-days': entry(
    'bad-input',
    400,
    ['延期须写明天数，且不超过上限。', '请改小天数后重新申请。'],
    ['An extension needs a number of days within the limit.', 'Ask for fewer days.'],
  ),
  'ticket-extension-used': entry(
    'conflict',
    409,
    ['延期次数已用完。', '请按期答复，或说明情况申请挂账。'],
    ['No further extension is possible.', 'Answer in time, or apply for carrying it on the list.'],
  ),
  'ticket-extension-late': entry(
    'conflict',
    409,
    ['已过办理期限，不能再申请延期。', '请尽快答复。'],
    ['The limit has passed: no extension is possible.', 'Answer as soon as you can.'],
  ),
  'ticket-suspension-cause': entry(
    'bad-input',
    400,
    ['挂起只能用列明的事由。', '请从事由列表中选择。'],
    ['The clock stands still for listed causes only.', 'Choose a cause of the list.'],
  ),
  'ticket-suspension-used': entry(
    'conflict',
    409,
    ['挂起次数已用完。', '请继续办理，或申请延期。'],
    ['No further suspension is possible.', 'Go on, or apply for an extension.'],
  ),
  'ticket-assist-missing': entry(
    'conflict',
    409,
    ['协办单位尚未答复。', '请催促未答复的协办单位。'],
    ['An assisting unit has not answered its part.', 'Urge the units named.'],
  ),
  'ticket-call-back-early': entry(
    'conflict',
    409,
    ['未接通的回访次数不够。', '请先记录本次未接通。'],
    ['Too few attempts to call the person unreachable.', 'Record this attempt first.'],
  ),
  'ticket-hand-over-line': entry(
    'bad-input',
    400,
    ['只能移交应急、涉密或互联互通的热线。', '请选择 110、119、120、122、12388、12309 等。'],
    [
      'Only emergency, secret or interlinked lines take matters over.',
      'Choose 110, 119, 120, 122, 12388 or 12309.',
    ],
  ),
  'ticket-join-one': entry(
    'bad-input',
    400,
    ['并案须指定一件主单。', '请选择另一件工单作为主单。'],
    ['Joining needs one other ticket as the main one.', 'Choose that ticket.'],
  ),
  'ticket-join-main': entry(
    'conflict',
    409,
    ['这件工单不能作为主单。', '请选择仍在办理、未并入其他工单的工单。'],
    ['That ticket cannot be the main one.', 'Choose one that is still being handled and joined to no other.'],
  ),
  'ticket-join-has-followers': entry(
    'conflict',
    409,
    ['已有工单并入本工单，本工单不能再并入其他工单。', '请把主单并入本工单，或先撤销那些并案。'],
    [
      'Others are joined to this ticket, so it cannot be joined itself.',
      'Join the other way round, or undo those.',
    ],
  ),
  'document-not-due': entry(
    'conflict',
    409,
    ['这件工单还没有这种公文。', '相应步骤（派单、催办、退单等）完成后即可打印。'],
    [
      'The ticket has no such paper yet.',
      'It can be printed once its step (dispatch, supervision ...) was taken.',
    ],
  ),
  'ticket-platform': entry(
    'bad-input',
    400,
    ['没有这个平台，或工单已在该平台。', '请选择市平台 (city) 或县级平台。'],
    ['There is no such platform, or the ticket is there already.', 'Choose the city or a county platform.'],
  ),
  'ticket-class': entry(
    'bad-input',
    400,
    ['请给出正确的类型、分类或紧急程度。', '请从分类列表中选择。'],
    ['Give a correct type, category or urgency.', 'Choose from the list of categories.'],
  ),
  'ticket-reply-personal-data': entry(
    'bad-input',
    400,
    ['答复中含有个人信息。', '请删去后重新提交；单位电话写在“经办”一栏。'],
    [
      'The answer contains personal data.',
      'Take it out and send it again; the unit has a field for its own number.',
    ],
  ),
  'ticket-not-handed-over': entry(
    'conflict',
    409,
    ['这件工单没有移交过。', '移交之后才有移交单。'],
    ['This ticket was not handed over.', 'There is a record once it was.'],
  ),
};
