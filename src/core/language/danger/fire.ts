import type { Theme } from './theme.js';

/** Fire and smoke. What burns must be something that should not: no stove, barbecue, incense or field chimney. */
export const fire: Theme = {
  words: {
    flames: `着起来{了,} 火{已经,都,}起来{了,} 点火{了,烧,} {着,起,失,冒,蹿,窜}{了,大,起了,}火 {着,找,照}{活,伙}了 着{伙,或}了 {着,起,失}{起,}{大,}火{啦,了} 烧{起来,着了,起大火} 烧得{很,好,厉害,通红} 大火 火{势,苗,光冲天,海} 自燃 明火 爆燃 燃爆 {发生,}火{灾,情} 烧{得,}噼里啪啦 火{好,很,特别,越来越,烧得,越烧越}{大,旺} 火{灭不掉,扑不灭,控制不住,蔓延,烧过来,烧到,往上} 引燃 点着了 点燃了 {烧,着}了{起来} 被烧着 全烧{着,了} 在{烧,燃烧} 走水 烧起 烧咯 火起来 冒火{星,花,}{了,} 窜火 {冒,起}火苗
      on_fire caught_fire house_fire fire_broke_out a_fire fire_in fire_at big_fire is_burning burning flames fire! fire_! help_fire help,_fire`,
    bang: '爆炸 炸{开,飞,伤}了 {气,煤气,液化气}罐炸 炸了 爆炸了 轰的一声 一声巨响 巨响 explosion exploded',
    smoke: `{往外,向外,往里,}{窜,冒,飘,涌,钻,灌}{着,出,}烟 冒{着,出,起,了,好多,好大的,很多,很大的,大量,滚滚,一股,股}{浓,黑,白,青,}烟 冒烟{了,} 浓烟{滚滚,} 黑烟 滚滚浓烟 {全,都,满屋{子,}}是{浓,黑,白,}烟 {好多,好大的,大量,很多,很大的,一屋子,满屋子,一股子,一股}{浓,黑,白,}烟 烟{好,很,特别,越来越,非常}{大,浓,多,呛} 烟{往,从,直往,一直往} 烟{雾弥漫,雾很大} 烟灌 {呛,熏}得{睁不开眼,喘不过气,喘不上气,受不了,不行,直咳嗽} 直冒烟 有烟{冒,出来} {烟,火}{一直,直,}往外冒 smoke smoking thick_smoke black_smoke`,
    burntSmell:
      '{糊,胡,焦,焦糊,烧焦,烧糊}{的,}味{道,儿,} 烧{塑料,电线,东西}的{味,气味} 什么东西烧{了,糊,焦} burning_smell smell_of_burning',
    vehicle:
      '{电瓶,电动,摩托,三轮,小汽,汽,轿,货,公交,大巴,面包,新能源,卡,校,油罐,客,半挂}车 车{头,子,里,上,厢,底,屁股,间} 引擎盖 发动机 电瓶 电池 充电{器,宝,桩} car bus truck scooter bike battery',
    appliance:
      '插座 插{排,线板} 电{线,箱,表,器,路,视,饭锅,热毯,热水器,磁炉,暖,暖器} 空调{外机,} 冰箱 洗衣机 热水器 油锅 锅 灶{台,} 油烟机 煤气罐 液化气{罐,瓶} 气瓶 配电{箱,房,柜,室} 开关 变压器 取暖器 小太阳 被子 床 沙发 窗帘 衣服 socket outlet stove oven pan',
    dailyFire:
      '烧烤 烧{菜,饭,水,香,纸,锅,开水,火锅,炭,茶} 烟囱 油烟{味,} 抽烟 吸烟 香烟 烟头 二手烟 烟花 鞭炮 尾气 排气管 秸秆 稻草 麦秸 杂草 树叶 祭祀 上坟 焚香 烧{垃圾,塑料,轮胎,废,树叶,杂草,荒} 垃圾焚烧 焚烧 炼油 钢厂 砖厂 锅炉 排放 排烟 厂子排 煎饼 炒菜 炸串 早餐 餐饮 饭馆 烟道 barbecue bbq chimney cigarette',
    spread: '快{烧到,烧过来} 烧{到,过来,上来} 蔓延 火 烧 fire',
  },
  situations: [
    { group: 'fire', weight: 1.5, needs: ['flames'], without: 'dailyFire' },
    { group: 'fire', weight: 1.2, needs: ['flames', 'home|vehicle|appliance'], within: 16 },
    {
      group: 'fire',
      weight: 1.3,
      needs: ['smoke', 'home|vehicle|appliance'],
      within: 14,
      without: 'dailyFire',
    },
    { group: 'fire', weight: 1, needs: ['smoke', 'spread'], within: 16, without: 'dailyFire' },
    {
      group: 'fire',
      weight: 1.1,
      needs: ['burntSmell', 'appliance|smoke'],
      within: 16,
      without: 'dailyFire',
    },
    { group: 'fire', weight: 1.1, needs: ['bang', 'home|vehicle|appliance|injured'], within: 16 },
  ],
};
