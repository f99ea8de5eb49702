import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** 公示. */
export const PUBLICATION_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'publication-not-found': entry(
    'not-found',
    404,
    ['没有这条公示，或已经撤下。', '请返回列表查看现有的公示。'],
    ['There is no such publication, or it was withdrawn.', 'Go back to the list of what is published.'],
  ),
  'publication-changed': entry(
    'conflict',
    409,
    ['这条公示的状态已经变了。', '请刷新后重试。'],
    ['This publication has changed meanwhile.', 'Load it again, then decide.'],
  ),
  'publication-own': entry(
    'not-allowed',
    403,
    ['自己写的不能自己审核发布。', '请另一位督办员审核。'],
    ['Nobody publishes what they wrote themselves.', 'Ask another supervisor to read it.'],
  ),
  'publication-personal-data': entry(
    'bad-input',
    400,
    ['文中有能认出诉求人的内容，不能公开。', '请删去或改写 fields 中列出的内容。'],
    ['The text tells who somebody is and cannot be public.', 'Take out or reword what fields names.'],
  ),
};
