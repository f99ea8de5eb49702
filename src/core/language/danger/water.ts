import type { Theme } from './theme.js';

/** People in water, on ice, in a flood. A phone that fell into the river is none. */
export const water: Theme = {
  words: {
    waters:
      '河{里,中,边,道,} 江{里,中,} 湖{里,} 海{里,上,边,} 水{里,中,库,塘,沟,渠,面,底} 池{塘,子,里,} {鱼,池,粪}塘 塘{里,} 水沟{里,} {化粪,粪,沉淀,蓄水,消防,景观,游泳,污水}池 {水,}井{里,} 码头 船{上,} river lake sea pond water pool canal',
    fallIn:
      '{掉,落,摔,跌,栽,跳,坠,陷}{进,到,入,下,在,去,}{了,} {滑,冲,翻,滚,开,卷}{进,到,入,下,在}{了,去,} 冲走 卷走 淹{了,没,到,死,} fell_in fell_into jumped_into drowning swept_away sinking',
    drown:
      '{扑通,咕咚}{一声,}{下去,掉} {落,坠}河 {在,}{水,河,塘,江,湖}里{喊,叫}{救命,} 沉下去{了,} {溺,落,逆,坠}水{了,} 溺{水,亡} {被,让}{水,洪水,浪,河水,大水,急流}{冲,卷}{走,跑,下去,到} {水里,河里,塘里,池子里}{扑腾,挣扎,呼救,喊救命,沉下去,往下沉,冒泡} 在{扑腾,挣扎,呼救,喊救命,沉下去,往下沉} 扑腾 {沉,翻}船 船{翻,沉,漏水,进水}{了,} {快,要,人}{沉,淹}{下去,死,没}{了,} {淹,沉}{下去,没头} 呛水{沉,} {不会,不会游}{水,泳} 浮{在,上来}{水面,} drowning drowned',
    flood:
      '水{都,快,已经,}到{了,}{车窗,腰,胸,膝盖,脖子,窗户,床} {被,让}{洪水,大水,水,积水}{困,围,淹,堵}{住,了,在,} {水,积水,洪水}{漫,淹,涨,灌,涌,没}{到,过,进,了,上}{了,}{床,腰,胸,脖子,膝盖,大腿,屋里,家里,一楼,车,窗户,屋顶,小腿,房间,}{里,} {洪水,大水}{来,冲,进} 决{堤,口} 溃堤 {河堤,大坝,堤坝,圩堤}{垮,塌,要垮,裂,决,漏,管涌} flooded flood trapped_by_water water_is_rising',
    rain: '暴雨 洪水 大水 积水',
    crops: '稻{子,} 庄稼 菜{地,} 苗 秧 麦{子,} 鱼 花 田',
    cannotGetOut:
      '{出不来,出不去,走不了,走不出,逃不,下不来,上不来,爬不上来,爬不出来,动不了,出不了门,没法出,没办法出,跑不掉,过不去} 困{在,住} 被困 {老人,孩子,人}{还,在,}{在,}{里面,屋里,车里,床上} can_not_get_out stuck trapped cannot_get_out',
    ice: '冰裂 {冰面,冰}{裂开,裂了,破了,塌了} {冰面,冰,冰窟窿}{裂,破,塌,碎,上,里}{了,}',
    thing:
      '手机 钥匙 钱包 眼镜 帽子 鞋 球 水桶 垃圾 衣服 无人机 渔网 快递 耳机 身份证 戒指 风筝 phone keys wallet',
    inWater:
      '人 {孩子,小孩,娃,老人,女的,男的,车,电瓶车,轿车,小伙,司机,同学,学生,他,她,老头,老太,妇女,女人,有人} child person man woman boy girl car',
  },
  situations: [
    { group: 'water-rescue', weight: 1.5, needs: ['flood|rain', 'cannotGetOut|seizedDriver'], within: 24 },
    { group: 'water-rescue', weight: 1.7, needs: ['drown'], without: 'thing|swimTalk|crops' },
    {
      group: 'water-rescue',
      weight: 1.6,
      needs: ['inWater|person|child|roadVehicle', 'fallIn', 'waters'],
      within: 18,
      without: 'thing',
    },
    { group: 'water-rescue', weight: 1.6, needs: ['flood', 'cannotGetOut|person|child'], within: 24 },
    {
      group: 'water-rescue',
      weight: 1.4,
      needs: ['ice', 'fallIn|fallDown', 'person|child|inWater'],
      within: 18,
    },
    { group: 'water-rescue', weight: 1.4, needs: ['waters', 'cannotGetOut', 'person|child'], within: 24 },
  ],
};
