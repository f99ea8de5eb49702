/**
 * Telephone area codes of where people of this region most often mean when it is not here: the cities of
 * Jiangsu and the municipalities under the central government. Any city's own line is `<code>-12345`.
 */
const AREA_CODES: Readonly<Record<string, string>> = {
  北京: '010',
  上海: '021',
  天津: '022',
  重庆: '023',
  南京: '025',
  无锡: '0510',
  镇江: '0511',
  苏州: '0512',
  南通: '0513',
  扬州: '0514',
  盐城: '0515',
  徐州: '0516',
  淮安: '0517',
  连云港: '0518',
  常州: '0519',
  泰州: '0523',
  宿迁: '0527',
};

/** The area code of the city a place begins with ("徐州丰县", "江苏省徐州市"); undefined for others. */
export function areaCodeOf(place: string): string | undefined {
  const inProvince = place.replace(/^江苏省?/, '');
  return Object.entries(AREA_CODES).find(([city]) => inProvince.startsWith(city))?.[1];
}
