/** What a canned answer may leave open, by the words that stand in it. Without anything else, so that pages share it. */
export const PLACES = ['姓名', '工单号', '标题', '单位', '时限', '话务员', '热线'] as const;
export type Place = (typeof PLACES)[number];
