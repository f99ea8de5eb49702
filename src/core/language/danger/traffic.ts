import type { Theme } from './theme.js';

/** Accidents on the road that just happened: with people hurt, or vehicles standing in the way. */
export const traffic: Theme = {
  words: {
    ramVerb: '撞 碾 轧 压 刮 挂 带倒 蹭倒 创 拖',
    broken: '{破,断,流血,肿,出血,动不了,疼}',
    overturn:
      '{侧翻,翻了,翻车,翻到,翻沟里,翻进,翻在,翻下,翻倒} 翻{沟,河} {开,冲,掉}{进,到,下}{沟,田,绿化带,桥,店} overturned',
    roadVehicle: `{货,大货,轿,小汽,汽,卡,渣土,泥头,公交,大巴,客,面包,电瓶,电动,摩托,三轮,出租,网约,校,油罐,挂,半挂,工程,搅拌,洒水,垃圾,商务,越野,救护,警,自行,单,私家,外卖,快递,收割}车 车{子,辆,} {两,三,四,几,好几,多,一,五,六,七}{辆,部,台}{车,} 宝马 奔驰 拖拉机 收割机 铲车 叉车 电驴 小电驴 摩的 的士 骑{车,电瓶车,电动车,自行车} car cars truck lorry bus van taxi scooter motorbike motorcycle bicycle bike`,
    crash: `卷{进,到}{去,} {撞,碰,刮,擦,别}{了,上,上了,到,倒,一起} 轧 碾 翻{沟,到沟,进沟,下沟,河} {压,轧}住 {撞,装,创}{到,了,上,倒,飞,翻,伤,死,人,坏,扁,烂,一起,在一起,得,断,进,晕,出去} 相撞 对撞 追尾 连环{撞,追尾} 撞车 {碾,轧,压}{到,了,过,倒,住,在} 碾压 {刮,剐,蹭,挂,带}{倒,到} {侧翻,翻了,翻车,翻到,翻沟,翻进,侧翻了,翻倒} 冲{进,到,上,向}{了,} 失控 {开,掉,冲,栽}{进,到,下}{沟,河,田,绿化带,桥} 刹不住 crashed collided hit overturned rolled_over ran_over crash`,
    hitPerson: `{车,车子}撞{了,}人 撞人{了,啦} {撞,轧,碾}{到,了,着,倒}{了,}{个,一个,一位,}{人,老人,小孩,孩子,大爷,大妈,行人,骑车的,骑电动车的,学生,老太,老头} {车,货车,轿车,电瓶车,电动车,摩托车,公交车,三轮车,大车,小车}{把,将}{人,我,他,她,老人,孩子,小孩,一个}{给,}{撞,碾,轧,压,刮,带} 撞{了,到,倒,飞,死,伤}{了,}{人,老人,孩子,小孩,行人,一个人,骑车的,骑电瓶车的,路人,学生,个人,我,他,她} 被{车,货车,轿车,汽车,电瓶车,电动车,摩托车,三轮车,公交车,卡车,渣土车,面包车,出租车,一辆车,小车,大车}{给,}{撞,碾,轧,压,刮,带} 被{撞,碾,轧}{倒,飞,了,到,伤,死,在,得,}{了,} hit_by_a {hit,ran_over}_{someone,a_man,a_woman,a_child,a_person,a_cyclist,an_old} run_over knocked_down {撞,轧,碾}{飞,死,伤}{了,}`,
    roadside:
      '护栏 反光镜 隔离{带,墩,栏} 路灯{杆,} 石墩 花坛 标志牌 路牌 杆子 桩 岗亭 道闸 树 麦{子,} 庄稼 菜地 芦苇 鸟窝',
    accident:
      '出事了 车祸 车货 {出,发生}{交通,}事故{了,} 交通事故{了,} {出,发生}{了,}{车祸,交通事故,事故} car_accident traffic_accident car_crash accident_on road_accident',
    blocking: `{堵,挡,横,停,卡,瘫}{在,住,死,了,满}{路,马路,中间,路中间,车道,高速,桥上,路口,}{中央,了,} {动不了,走不了,过不去,开不了,过不了} {一动不动} 车道 路中{间,央} 应急车道 {油,货,化学品,钢筋,水泥,砂石}{漏,撒,洒}{了,一地,得} 零件散一地 blocking blocked middle_of_the_road`,
    runaway:
      '{肇事,撞{了,完,人}{人,就,}}{逃逸,逃跑,逃了,跑了,跑} {司机,人,车}跑了 逃逸 {跑,开走}了 hit_and_run drove_off ran_away',
    drunkDriving:
      '{酒驾,醉驾,酒后开车,喝{了,完,多}{酒,了}{还,就,要,在,正,}{开车,要开车,准备开车,上路}} {逆行,飙车}{在,的}{高速,车} 高速{上,}{逆行,有人,倒车} drunk_driver drunk_driving',
    justNow: '刚{刚,才,} 正在 现在 马上 just now right_now',
    seizedDriver:
      '{司机,驾驶员,人}{卡,困,夹,压}{在,住}{里面,驾驶室,车里,车底,座位,} {车底,车下,车轮下,轮胎下,轮子}{下,压,} {困,卡,压,夹}在{车里,驾驶室,车底,车下,车轮} under_the_car under_a_car',
  },
  situations: [
    {
      group: 'traffic',
      weight: 1.5,
      needs: ['passive', 'roadVehicle', 'ramVerb'],
      within: 12,
      inOrder: true,
      without: 'compensation|petLost|roadside',
    },
    { group: 'traffic', weight: 1.5, needs: ['hitPerson'], without: 'compensation|roadside' },
    {
      group: 'traffic',
      weight: 1.6,
      needs: ['roadVehicle', 'crash', 'injured|dying|stuckBody|seizedDriver'],
      within: 40,
    },
    {
      group: 'traffic',
      weight: 1.6,
      needs: ['accident', 'injured|dying|stuckBody|seizedDriver|blocking'],
      within: 40,
    },
    { group: 'traffic', weight: 1.3, needs: ['accident'], without: 'compensation|trafficOffice' },
    {
      group: 'traffic',
      weight: 1.3,
      needs: ['roadVehicle', 'crash', 'blocking|runaway|justNow'],
      within: 30,
      without: 'compensation',
    },
    { group: 'traffic', weight: 1.3, needs: ['roadVehicle', 'seizedDriver'], within: 20 },
    { group: 'traffic', weight: 1.2, needs: ['drunkDriving', 'justNow'], within: 24 },
    {
      group: 'traffic',
      weight: 1.1,
      needs: ['roadVehicle', 'crash', 'person|self'],
      within: 16,
      without: 'compensation|property|petLost|roadside',
    },
    {
      group: 'traffic',
      weight: 1.4,
      needs: ['roadVehicle', 'overturn'],
      within: 10,
      inOrder: true,
      without: 'compensation',
    },
    { group: 'traffic', weight: 1.3, needs: ['roadVehicle', 'crash', 'limb', 'broken'], within: 30 },
  ],
};
