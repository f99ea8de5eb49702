import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What is refused of macros (src/server/staff/macro-routes.ts). */
export const MACRO_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'macro-not-found': entry(
    'not-found',
    404,
    ['没有这个快捷操作。', '请刷新列表后重试。'],
    ['There is no such macro.', 'Refresh the list.'],
  ),
  'macro-changed': entry(
    'conflict',
    409,
    ['快捷操作已被他人修改。', '请刷新后查看现在的步骤，再执行或修改。'],
    ['Somebody else changed the macro.', 'Look at its steps as they are now, then run or change it.'],
  ),
  'macro-place-open': entry(
    'bad-input',
    400,
    ['快捷操作中还有内容没有填写。', '请在 values 中填写 fields 列出的各项。'],
    ['Something the macro leaves open was not filled in.', 'Give a value for each place under fields.'],
  ),
  'too-many-macros': entry(
    'conflict',
    409,
    ['快捷操作已经够多了。', '请先删除不用的。'],
    ['There are enough macros.', 'Give up one that is not used.'],
  ),
};
