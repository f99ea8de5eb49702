import type { Span } from '../understanding.js';

/** What the words around a place make of it. */
export type Role = 'scene' | 'home' | 'route' | 'denied' | 'plain';

/**
 * Whether something happened here, somebody lives here, a way leads here, or the citizen says that it is
 * not here. Looks at a few signs on either side, so that it costs the same for any text.
 */
export function roleOf(text: string, { start, end }: Span): Role {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  if (isDenied(before, after)) return 'denied';
  if (SCENE.test(before)) return 'scene';
  if (HOME.test(before) || (/(?:是|为)$/.test(before) && HOME_AFTER.test(after))) return 'home';
  if (ROUTE.test(before) || ROUTE_AFTER.test(after)) return 'route';
  return 'plain';
}

/** True when the event is set against what was said before: "我住亭湖,但是…". */
export const isContrasted = (text: string, { end }: Span): boolean =>
  /^[^。!?\n]{0,10}(?:但|不过|可是|却|然而|只是|\bbut\b)/.test(text.slice(end, end + 16));

/** "不是亭湖", "亭湖写错了"; "是不是亭湖" and "不是亭湖管吗" deny nothing. */
function isDenied(before: string, after: string): boolean {
  if (/^(?:区|县|市|那边|这边)?(?:是|我)?(?:写|填|说|选|打|弄|搞)错/.test(after)) return true;
  if (/^[^,。!?;\n]{0,8}(?:吗|吧|么|嘛)/.test(after)) return false;
  // Where a parcel has got to is not where anything happened.
  return DENIAL.test(before) || PARCEL.test(before);
}

const DENIAL =
  /(?:(?<![是要])不(?:是|在|属于|归)(?:在|说|指)?|并非(?:在)?|别(?:写|填)(?:成)?|(?:写|填|说|选|打|弄|搞)(?:错)?成(?:了)?|\b(?:not|isn't)(?: in| at| from)? ?)$/i;
const PARCEL =
  /(?:(?:寄|发|运|转|快递|物流|件|包裹|(?<=快递.{0,6}|包裹.{0,6}|件.{0,3}|物流.{0,4})停)(?:送|运|现)?(?:到|往|在)了?|[\d\s,]到了)$/;
const SCENE =
  /(?:发生(?:在|于|地(?:点|址)?(?:是|在|:)?)|事发(?:地点?)?(?:在|于|是|:)?|案发(?:在|于)?|出(?:事|问题|现)(?:地点)?(?:在|的是)|(?:就|而|应该|实际|其实|改成|改为|更正为|应为)(?:是|在)+|(?:改成|改为|更正为|应为)|(?<!不)(?:,|。|\s)是在?|(?:事情|事故|问题|情况|东西|地方|现场)(?:是)?在|(?:地点|位置|地址|定位)(?:是|在|为|:)*|happened (?:in|at|on) |it's (?:in|at|on)? ?)\s?$/i;
const HOME =
  /(?:家住(?:在)?|(?:我|本人|我们|一家|现|现在|自己|户)?住(?:在|的是|址(?:是|:)?)?|家(?:是)?在|家里在|老家(?:是|在)?|籍贯(?:是)?|户籍(?:地)?(?:在|是|:)?|户口(?:在|是)|身份证(?:是|上)|来自|租(?:住)?(?:在)?|搬到|嫁到|娘家(?:在|是)?|上班(?:在)?|工作(?:在|单位(?:是|在)?)?|人在|现居(?:住)?(?:在)?|暂住(?:在)?|家庭(?:住址|地址)(?:是|:)?|(?:通讯|收件|联系|户籍|身份证)地址(?:是|:)?|i live (?:in|at|on) |i'm from |i am from )\s?$/i;
const HOME_AFTER =
  /^(?:这边|那边)?(?:的|本地)?(?:居民|村民|人|业主|住户|市民|商户|租户|退休|老百姓|一名|一个|户口)/;
const ROUTE = /(?:从|到|去|开往|前往|去往|通往|飞往|往|回)$/;
const ROUTE_AFTER = /^(?:方向|开往)/;
