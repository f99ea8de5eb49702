import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Who may find, read and move tickets at all, and what of a move comes before the city's own rules. */
export const TICKET_ACCESS_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'ticket-details-missing': entry(
    'bad-input',
    400,
    ['这一步缺少必填内容。', '请补全 fields 所列内容后重试。'],
    ['This step lacks something it must carry.', 'Fill in what fields lists and try again.'],
  ),
  'unit-unknown': entry(
    'bad-input',
    400,
    ['没有这个承办单位，或它已不再承办。', '请从承办单位列表中选择。'],
    ['There is no such unit, or it no longer handles matters.', 'Choose one from the list of units.'],
  ),
  'unit-required': entry(
    'bad-input',
    400,
    ['承办员必须属于一个现有的承办单位。', '请填写单位编号（unit）。'],
    ['A clerk must belong to a unit that exists.', 'Give the id of the unit.'],
  ),
  'platform-unknown': entry(
    'bad-input',
    400,
    ['没有这个县级平台。', '请填写县级平台的编号；市平台人员不填。'],
    ['There is no such county platform.', "Give the id of a county platform, or none for the city's."],
  ),
  'search-too-broad': entry(
    'bad-input',
    400,
    ['查询范围太大。', '请缩小时间范围，或加上单位、状态。'],
    ['The question is too broad to be answered in time.', 'Narrow it by time, unit or state.'],
  ),
  'ticket-not-found': entry(
    'not-found',
    404,
    ['没有这张工单，或不在您的权限范围内。', '请核对工单编号。'],
    ['There is no such ticket, or it is not yours to see.', 'Check the ticket number.'],
  ),
  'export-not-found': entry(
    'not-found',
    404,
    ['没有这个导出任务，或已过期。', '请重新导出。'],
    ['There is no such export of yours, or its time is over.', 'Ask for it anew.'],
  ),
  'export-not-ready': entry(
    'conflict',
    409,
    ['导出文件尚未生成。', '请查看任务进度，完成后再下载；失败的请重新导出。'],
    ['The file is not made yet.', "Look at the export's progress; ask anew for one that failed."],
  ),
  'export-too-large': entry(
    'bad-input',
    400,
    ['一次最多导出 50000 件工单。', '请缩小时间范围，或加上单位、状态。'],
    ['An export holds 50,000 tickets at most.', 'Narrow it by time, unit or state.'],
  ),
  'view-not-found': entry(
    'not-found',
    404,
    ['没有这个视图。', '请刷新视图列表后重试。'],
    ['There is no such view of yours.', 'Reload the list of views and try again.'],
  ),
  'view-name-taken': entry(
    'conflict',
    409,
    ['已有同名视图。', '请换一个名称，或修改原有视图。'],
    ['You have a view of this name already.', 'Choose another name, or change that view.'],
  ),
  'too-many-views': entry(
    'conflict',
    409,
    ['视图已达上限。', '请先删除不用的视图。'],
    ['You keep as many views as there may be.', 'Delete one that you no longer use.'],
  ),
  'progress-not-found': entry(
    'not-found',
    404,
    ['工单编号和查询码对不上。', '请核对受理时发给您的编号和查询码；都找不到时请拨打 12345。'],
    [
      'The ticket number and query code do not match.',
      'Check both as they were sent to you; if you lost them, call 12345.',
    ],
  ),
  'ticket-move-not-allowed': entry(
    'not-allowed',
    403,
    ['您没有对这件工单做这一步的权限。', '请联系本单位负责人或平台管理员。'],
    ['You may not take this step with this ticket.', 'Ask the head of your unit or an admin.'],
  ),
  'sealed-matter': entry(
    'not-allowed',
    403,
    ['这是密件，只有密件专岗可以查看。', '请转交密件专岗处理。'],
    ['This matter is sealed: only the sealed desk may see it.', 'Leave it to the sealed desk.'],
  ),
  'ticket-illegal-move': entry(
    'conflict',
    409,
    ['工单当前状态不能做这一步。', '请刷新工单，按当前状态（state）操作。'],
    [
      'The ticket cannot take this step in its present state.',
      'Reload it and act on its present state (state).',
    ],
  ),
  'ticket-changed': entry(
    'conflict',
    409,
    ['工单已被他人改动。', '请查看 changes 中的改动，刷新后重试。'],
    ['Somebody has changed the ticket meanwhile.', 'Look at changes, reload the ticket and decide again.'],
  ),
  'ticket-busy': entry(
    'conflict',
    409,
    ['工单正被他人修改。', '请刷新后重试。'],
    ['Others are changing this ticket just now.', 'Reload it and try again.'],
  ),
};
