import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Citizens, and who is the same person. */
export const PERSON_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'join-with-itself': entry(
    'bad-input',
    400,
    ['不能把一个会话与它自己归并。', '请选择同一诉求人的另一个会话。'],
    ['A conversation cannot be joined with itself.', 'Choose another conversation of the same person.'],
  ),
  'join-not-found': entry(
    'not-found',
    404,
    ['没有这条归并记录。', '请刷新诉求人信息后再试。'],
    ['There is no such join.', 'Reload the person and try again.'],
  ),
  'person-joined-already': entry(
    'conflict',
    409,
    ['两个会话已归为同一诉求人。', '无需再次归并。'],
    ['These two are already joined as one person.', 'Nothing more to do.'],
  ),
  'phone-channel-gone': entry(
    'conflict',
    409,
    ['短信渠道已停用，无法绑定手机号。', '请启用短信渠道后再绑定。'],
    [
      'The channel for text messages is switched off, so no number can be bound.',
      'Switch it on and bind again.',
    ],
  ),
  'person-kept-apart': entry(
    'conflict',
    409,
    ['工作人员已确认两者不是同一人。', '如确为同一人，请由工作人员归并。'],
    ['Staff have found that these two are not one person.', 'If they are after all, let staff join them.'],
  ),
  'person-separated-already': entry(
    'conflict',
    409,
    ['这条归并已被撤销。', '请刷新诉求人信息。'],
    ['This join has already been taken back.', 'Reload the person.'],
  ),
  'citizen-not-found': entry(
    'not-found',
    404,
    ['没有这个诉求人。', '请核对号码、邮箱或诉求人编号。'],
    ['There is no such citizen.', 'Check the number, the mailbox or the id.'],
  ),
  'citizen-has-open-alert': entry(
    'conflict',
    409,
    ['这个诉求人还有未结束的险情警报。', '请值班人员先结束警报，再按请求删除。'],
    ['An alert of this person still stands open.', 'Let the duty desk end it, then erase.'],
  ),
  'citizen-has-open-ticket': entry(
    'conflict',
    409,
    ['这个诉求人还有未办结的工单，不能删除。', '请在工单办结并满保存期限后再删除。'],
    [
      'A ticket of this person is still open.',
      'Erase when it is closed and the time it is kept by law is over.',
    ],
  ),
  'citizen-kept-by-law': entry(
    'conflict',
    409,
    ['这个诉求人的工单仍在法定保存期限内，不能删除。', '期限届满后可以删除；在此之前只作存储。'],
    [
      'The law still keeps a ticket of this person.',
      'Erase when that time is over; until then it is only stored.',
    ],
  ),
  'person-kept-secret': entry(
    'not-allowed',
    403,
    ['诉求人要求匿名或保密，不能查看其个人信息。', '如办理确需联系诉求人，请由热线话务员或督办员代为联系。'],
    [
      'This person asked not to be known.',
      'If the matter cannot be handled without them, have an operator or supervisor contact them.',
    ],
  ),
};
