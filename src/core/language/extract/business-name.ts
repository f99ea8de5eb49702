/**
 * True where what was just named goes on as the name of a business: "滨海|华源市政工程有限公司",
 * "东台|鱼汤面馆". Such a name says who, not where, unless a word of place follows it.
 * @param end where the name of the division or estate ends.
 * @param whole the division was named with 区, 县 or 市: "建湖县烧饼店" is a shop of that county.
 */
export function isBusiness(text: string, end: number, whole = true): boolean {
  const after = text.slice(end, end + LONGEST);
  const match = (whole ? COMPANY : BUSINESS).exec(after);
  return match !== null && !WHERE.test(after.slice(match[0].length));
}

/** A registered name has some twenty signs. */
const LONGEST = 28;
const STEM =
  '(?:(?![路街镇村的在有是被把和与里上到]|大道|小区|花园|广场|园区|社区)[\\p{Script=Han}A-Za-z()]){1,16}?';
const COMPANY = new RegExp(`^${STEM}(?:有限公司|有限责任公司|股份公司|集团|合作社|港务公司)`, 'u');
const BUSINESS = new RegExp(
  `^(?:${STEM}(?:有限公司|有限责任公司|股份公司|集团|合作社|公司|面馆|菜馆|商会|(?<![电水工药热纱])厂(?!区|房|长|里)))`,
  'u',
);
/** A business is a landmark as well. */
const WHERE = /^(?:的)?(?:[东西南北大正后]?门|附近|旁|对面|隔壁|后面|前面|边上|楼下|周边|工地)/u;
