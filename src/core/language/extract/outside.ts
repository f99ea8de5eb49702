import type { City } from '../../model/city.js';
import type { Found } from '../understanding.js';

/**
 * Places that lie in another city or province: "南京市鼓楼区", "连云港", "天津滨海新区". Names of roads
 * ("南京路"), dishes ("兰州拉面") and origins ("我是南京人") are no places of a matter and are held weak.
 */
export function createOutside(city: City): (text: string) => Found<string>[] {
  const own = new Set(
    [city.profile.name, ...city.regions.flatMap(({ name, aliases }) => [name, ...aliases])].flatMap(
      (name) => [name, name.replace(/[市县区]$/, '')],
    ),
  );
  const names = new Map<string, string[]>();
  for (const name of ELSEWHERE.split(/\s+/)) {
    if (name === '' || own.has(name)) continue;
    const first = name.charAt(0);
    names.set(first, [...(names.get(first) ?? []), name]);
  }
  for (const list of names.values()) list.sort((a, b) => b.length - a.length);

  return (text) => {
    const found: Found<string>[] = [];
    for (let start = 0; start < text.length; start++) {
      const name = names.get(text.charAt(start))?.find((candidate) => text.startsWith(candidate, start));
      if (name === undefined) continue;
      const stop = start + name.length;
      const tail = TAIL.exec(text.slice(stop, stop + 14))?.[0] ?? '';
      if (tail === '' && OTHER_SENSE.test(text.slice(stop, stop + 4))) continue;
      if (tail === '' && NOT_BEGUN.test(text.slice(Math.max(0, start - 2), stop))) continue;
      const end = stop + tail.length;
      const before = text.slice(Math.max(0, start - 5), start);
      const confidence = certainty(before, tail, text.slice(end, end + 4));
      const last = found.at(-1);
      if (last?.span.end === start) {
        // "江西南昌红谷滩区" is one place.
        last.span = { start: last.span.start, end };
        last.value += text.slice(start, end);
        last.confidence = Math.max(last.confidence, confidence, 0.8);
      } else {
        found.push({ value: text.slice(start, end), confidence, span: { start, end } });
      }
      start = end - 1;
    }
    return found;
  };
}

/** How likely the matter itself lies there, by the words around the name. */
function certainty(before: string, tail: string, after: string): number {
  if (/(?:户口|户籍|老家|籍贯|娘家)(?:是)?在?$/.test(before)) return 0.3;
  if (/人(?:现)?在$/.test(before)) return 0.5;
  if (ORIGIN.test(before) || ORIGIN_AFTER.test(after)) return 0.3;
  if (/(?:在|位于|发生于|地点:?|地址:?)$/.test(before)) return 0.9;
  return tail === '' ? 0.6 : 0.85;
}

/** Moving, coming and belonging: the name says where somebody is from or goes, not where it happened. */
const ORIGIN = /(?:从|来自|到|去|往|回|自|飞|开往|前往|我是|至|和|跟|与|非|不是|不在|学|比|像)$/u;
const ORIGIN_AFTER = /^(?:人|的?(?:朋友|同学|客户|公司)|到|来|去|过来|至|方向|那边也|都|也|一样|和|跟|户)/u;

/** "市玄武区", "省海安市": what belongs to the name that follows it. */
const TAIL =
  /^(?:省|特别行政区|自治区|市)?(?:[^\P{Script=Han}的在是到和与有从来去我你他这那上下市县区]{1,4}(?:市(?!场|民|容|政|监)|县(?!道)))?(?:[^\P{Script=Han}的在是到和与有从来去我你他这那上下市县区]{1,5}(?:新区|区(?!域|别|间|分)|县(?!道)))?/u;
/** After these the name is part of another name. */
const OTHER_SENSE =
  /^(?:[东西南北中]?(?:路|街|大道|大街|巷)|[东西南北]?[一二三四]?路|人[^民]|菜|牌|拉面|火锅|烤鸭|米粉|板鸭|面馆|银行|话|口音|时间|方言|大众|现代|汽车|户口|户籍|小吃|酒|啤酒|茶|烧饼|汤包|商会|盐|老鸭|早餐|炒|烤|鸡|鸭|饭店|酒店|商|路|农场)/u;
/** Ordinary words that run into a name: "比北京时间", "海南方", "上海门". */
const NOT_BEGUN = /(?:最吉林|树吉林|是非洲|上海门|黄海南)$/u;

/**
 * Provinces, prefectures and a few county towns of China, and the county towns of Jiangsu, as they are
 * commonly known. What was checked: the thirteen cities of Jiangsu against their list of division codes;
 * the rest was compared with no official list and is not complete. Names that are everyday words or sit
 * inside Jiangsu street names are left out: a missed one costs a question, a wrong one a refusal.
 */
const ELSEWHERE = `
北京 天津 上海 重庆 香港 澳门 台湾省 河北省 山西省 辽宁 吉林省 黑龙江 浙江 安徽 福建 江西 山东 河南省 湖北 湖南 广东 广西 海南省 四川 贵州 云南 西藏 陕西 甘肃 青海省 宁夏 新疆 内蒙古
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
江阴 宜兴 新沂 邳州 睢宁 沛县 溧阳 常熟 张家港 昆山 太仓 海安 如皋 如东 启东 海门 灌云 灌南 东海县 赣榆 涟水 洪泽 盱眙 金湖县 淮阴 宝应 高邮 仪征 丹阳 扬中 句容 兴化 靖江 泰兴 姜堰 沭阳 泗阳 泗洪
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同市 阳泉 长治市 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 赤峰 通辽 鄂尔多斯
沈阳 大连 鞍山市 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平市 辽源 白山市 松原 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆市 伊春 佳木斯 七台河 牡丹江 黑河 绥化
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山市 滁州 阜阳 宿州 六安 亳州 池州 宣城
福州 厦门 莆田 三明市 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照市 临沂 德州 聊城 滨州 菏泽
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡市 焦作 濮阳 许昌 漯河 三门峡 南阳市 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门市 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山市 潮州 揭阳 云浮
南宁 柳州 桂林 梧州 北海市 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾市 崇左 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 西安 铜川 宝鸡 咸阳 渭南 延安市 汉中 榆林 安康 商洛 兰州 嘉峪关 天水市 武威 张掖 平凉 酒泉 庆阳
西宁 银川 石嘴山 吴忠 乌鲁木齐 克拉玛依 吐鲁番 哈密`;
