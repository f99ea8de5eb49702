/**
 * Words for persons at risk ("3个人", "两个老人", "孩子"), as they stand in the text. A help for who takes the
 * call, never a count: what is not found here may still be in danger.
 */
export function personsIn(text: string): string[] {
  return [...new Set(text.match(PERSONS) ?? [])].slice(0, 10);
}

const PERSONS =
  /(?:\d{1,3}|[一二两三四五六七八九十几]|好几|多)\s?(?:个|名|位)\s?(?:人|老人|小孩|孩子|学生|工人|孕妇|伤者|婴儿)|(?:一家[三四五六七八]口|老人|小孩|孩子|孕妇|产妇|婴儿|残疾人|学生|工人|驾驶员|乘客)|\b(?:\d{1,3}\s)?(?:people|persons|children|child|kids|baby|woman|man|workers?)\b/gi;
