import type { City } from '../core/model/city.js';
import type { RuleText } from '../core/rules/event-rule.js';

/**
 * Places of a rule where something stands that the city does not know: such a rule would never match and nobody would
 * learn why.
 */
export function unknownCodes(
  { when, then }: RuleText,
  { units, categories, hotlines, regions }: Pick<City, 'units' | 'categories' | 'hotlines' | 'regions'>,
  sealed: boolean,
): { path: string; message: string }[] {
  const isUnit = (id: string) => units.some((unit) => unit.id === id);
  const lists: [string, readonly string[] | undefined, (one: string) => boolean, string][] = [
    ['unit', when.unit, isUnit, '没有这个单位'],
    ['assist', when.assist, isUnit, '没有这个单位'],
    ['platform', when.platform, (id) => id === 'city' || isCounty(id), '没有这个平台'],
    [
      'category',
      when.category,
      (code) => categories.some((one) => one.code.startsWith(code)),
      '没有这个分类',
    ],
    ['hotline', when.hotline, (id) => hotlines.some((line) => line.id === id), '没有这条热线'],
    ['county', when.county, (code) => regions.some((region) => region.code === code), '没有这个区划'],
  ];
  function isCounty(id: string): boolean {
    return units.some((unit) => unit.id === id && unit.kind === 'county');
  }
  return [
    ...lists.flatMap(([name, given, isKnown, message]) =>
      (given ?? []).flatMap((one, at) => (isKnown(one) ? [] : [{ path: `when.${name}.${at}`, message }])),
    ),
    ...then.flatMap((action, at) => {
      const tells = action.type === 'notify' && action.to.type === 'role' && action.to.role === 'sealed-desk';
      return tells && !sealed ? [{ path: `then.${at}.to.role`, message: '只有密件规则可以通知密件岗' }] : [];
    }),
  ];
}
