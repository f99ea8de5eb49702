/** The most frequent surnames: a person is likely where one stands before a title. */
const COMMON =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冒';

/**
 * The rest of 百家姓 and surnames of today beside it. Many of these signs are everyday words, so they count
 * only where a word has said that a name follows.
 */
const RARE =
  '水云昌凤酆岑皮元平和湛禹狄贝明伏茅麻危骆支昝经裘缪干应宗宣贲杭诸钮嵇滑荣荀羊於惠家芮羿储汲邴松富巫乌巴弓牧隗山宓蓬郗班仰秋伊暴钭厉戎祖束幸韶蓟印宿怀蒲邰从鄂索咸籍蔺阴胥能苍双闻莘贡劳逄扶堵宰郦雍郤璩桑濮寿通扈郏浦尚农别充慕茹习宦鱼容慎戈庾终暨居衡步满弘匡国寇广禄阙东殳沃利蔚越夔隆师厍晁勾融訾阚那空毋沙乜养鞠须丰巢蒯相荆红权逯益桓公仉督帅缑亢况郈琴归海楚闫法汝钦佘佴伯赏墨哈谯笪年佟言福冼谌麦仝亓尧银敬粟肖代付候邝佀苌宛展信鹿淳买拓斯巨卿依桥战尉仓';
const COMPOUND = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '令狐',
  '慕容',
  '司徒',
  '夏侯',
  '长孙',
  '端木',
  '南宫',
  '百里',
  '赫连',
  '宇文',
  '澹台',
  '轩辕',
  '钟离',
  '闾丘',
  '呼延',
  '独孤',
  '东郭',
  '西门',
  '公羊',
  '第五',
  '拓跋',
  '完颜',
  '万俟',
  '濮阳',
  '淳于',
  '单于',
  '申屠',
  '仲孙',
  '司空',
];

/** What parents choose from: signs that fill most given names of three generations. */
const GIVEN =
  '伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华文辉玲红玉春梅海燕云龙凤鹏飞志峰俊浩宇轩子涵欣怡雨晨曦思雪梦瑶婷佳琪雅琴珍莲芬芝萍荣贵福生德发财祥庆喜庭长永远广林森木松柏树根柱宝成才学智慧敬忠孝仁义礼信诚实正直良善美爱巧惠淑贤君洁莉颖菲倩蓉薇萱彤彩晓小大少幼金银铜铁钢锋铭鑫钰锦绣绮斌彬武威振兴旺盛昌达康健安宁定泰和顺利吉瑞祺禄寿昊天阳光亮星辰月旭东南西北江河湖波浪清源泉润泽沛深溪珊珠琳琼瑛瑾瑜璐玮琦琛玥莹晶新进前步高登越翔腾跃凯旋胜连启开元亨贞乾坤坚毅恒宏鸿伯仲叔季孟家邦民友朋群众社会党卫方兵立行言谦逸然博雄豪彦哲睿聪悟灵丹青素白紫蓝翠碧苗花朵卉蕾荷菊竹杨柳桃杏梨枝叶芹艾茂芸苓菁蕙妹弟姐哥娣姣娥娴婉婧媛嫣妍妮妙如好';

const COMMON_SIGNS = new Set(COMMON);
const ANY_SIGN = new Set(COMMON + RARE);
const GIVEN_SIGNS = new Set(GIVEN);

/** Length of the surname at the beginning of a text, rare ones only when asked for: 0 when there is none. */
export function surnameLength(text: string, { rare = false } = {}): 0 | 1 | 2 {
  if (COMPOUND.includes(text.slice(0, 2))) return 2;
  return (rare ? ANY_SIGN : COMMON_SIGNS).has(text.charAt(0)) ? 1 : 0;
}

/** Whether every sign is one that given names are made of: needed where no word says that a name follows. */
export const looksGiven = (text: string): boolean => [...text].every((sign) => GIVEN_SIGNS.has(sign));
