import type { Theme } from './theme.js';

/** Illness and injury that cannot wait. "Feeling ill" is none; a body that fails is. */
export const medical: Theme = {
  words: {
    toy: '玩具 手机 电脑',
    biting: '{咬,蜇,蛰,叮,扑,扎}{伤,了,倒,到,着,住,得,破,人,我,他,她,} bit bitten biting stung attacked',
    biter:
      '{恶,疯,流浪,大,野,狼,邻居家的,}狗 恶犬 藏獒 {毒,}蛇 {马,黄,蜜,}蜂{子,} 野猪 猴子 蜈蚣 dog snake bees wasps',
    limb: '手指{头,} 手{臂,掌,} 胳膊 腿 脚{趾,} 头{皮,发,} 脖子 finger hand arm leg',
    machineVerb: '{绞,切,轧,压,夹,卷,砸,割,锯,铡,冲}{断,掉,伤,进,烂,到,破,了,住} 卷进 绞进 砸中',
    dying: `{突然,忽然}{不会,不能}{说话,动} 嘴角{流口水,歪} {叫,喊}不{起来,醒} 身上冰凉 脸{煞白,惨白,蜡黄} 出冷汗 {往上,向上}翻 {喉咙,嗓子,舌头,脸}{都,}肿{得,了,起来} {人,他,她}{都,}{迷糊,神志不清,意识模糊,糊涂}了 {没意识,失去意识,失去知觉} {烧,高烧}{,到}{四十,40}{多,}度 抽{过去,了过去,起来} {送,抬}不动了 没{有,}{呼吸,呼西,心跳,脉搏,意识,生命体征} {不,停止,没法,无法,不能}呼吸 停止心跳 心{脏,跳}{骤停,停了,停跳,停} 不省人事 休克 昏{迷,米}{不醒,} 昏{倒,到} 昏过去 昏厥 {晕,运}{倒,到}{了,} 晕{过去,厥} 晕{在,死} 人晕了 {快,要,就要,好像,眼看}不行了 快{死了,没命了,断气,没气} 断气 {叫,喊,拍,摇,推,怎么叫,怎么喊,怎么叫都}{也,都,他,她,}{不醒,不应,不答应,没反应,没有反应,不动,不理} {没,没有,毫无}{反应,知觉,动静}了{,} 口吐白沫 吐白沫 {翻,直翻}白眼 抽{搐,畜,风}{了,} 全身抽{,动} {浑身,全身,一直,不停,突然,在地上,身上}{在,}抽{,抽,筋} 抽起来 抽得 抽过去 {嘴唇,嘴巴,脸,脸色,指甲,全身,嘴}{都,全,已经,有点,开始,}{发,}{紫,青,乌,黑,绀}了{,} {嘴唇,嘴巴,脸,脸色,指甲,嘴}{都,全,}发{紫,青,乌,黑} {喘,踹,透,缓,上,吸}不{过,上,了,动}来{,气} {喘,踹,透}不{过,上,了}{来,}气 上不来气 {呼吸,忽吸}{困难,急促,很弱,微弱,不过来,不上来,不了,越来越弱,不畅} 憋{得,}{喘,透}不{过,上}气 窒息 至息 {大,不停,一直,血崩}{出血} 大出血 吐血 咯血 呕血 {血,流血,出血}{止不住,不止,不停,流不停} 血喷 血崩 喷血 满{头,脸,身,地}{都,}是血 {浑身,全身,一身,一地,到处}{都,}是血 血泊 {脑,中}{溢血,出血,梗{死,塞,发作,了},风{了,倒}} 脑梗 脑{卒中} 心{梗,肌梗死,肌梗塞,绞痛} 心脏病{发作,犯,发,又犯} 心脏{骤停,受不了,疼得,痛得,难受得} {癫痫,羊癫疯,羊角风,羊羔疯,哮喘}{大,又,突然,}{发作,犯,发} {羊癫疯,羊角风,癫痫} 低血糖昏 嘴{歪,斜} {半边,一边,半个,左边,右边}{身子,身体,身,脸}{突然,都,}{动不了,不能动,麻,没知觉,瘫,不听使唤,歪} {突然,一下子}{说不出话,说不了话,看不见,动不了,倒下,倒地,栽倒} 说话{不清楚,含糊,大舌头} {胸口,胸,心口,前胸,心脏}{这里,突然,一直,很,好,}{剧痛,剧烈疼痛,绞痛,疼得,痛得,痛,疼,像压,压着,闷得} {肚子,腹部,腹}{疼,痛}得{打滚,直不起腰,受不了,满地} 疼得{打滚,满地,直打滚,昏} 腹部剧痛 {过敏,}{喉咙,喉头,舌头,全身,脸}{水肿,肿起来} 过敏性休克 {快叫,叫个,叫一下,叫,派,派个,需要,快派,要,帮我叫,帮忙叫}{一辆,}救护车{来,快来,} 救护车{快来,快点来,怎么还不来,怎么还没来,还没来,还没到,呢} {正在,还在,在}抢救 心肺复苏 {命悬一线,奄奄一息,生命垂危,有生命危险}
      unconscious not_breathing {stopped,can't,cannot,isn't,hardly}_{breathing,breathe} having_a_heart_attack heart_attack a_stroke severe_bleeding bleeding_badly bleeding_heavily {call,need,send}_an_ambulance passed_out collapsed fainted choking seizure seizures unresponsive chest_pain not_responding no_pulse turning_blue overdose overdosed having_a_fit`,
    fallen: `倒{在,地,下,了}{地,} {躺,瘫,趴,栽,歪,跪,摔}{在,倒,到}{地,路,了,} 躺{着,那,这} {摔,跌,滚,坠,栽}{倒,下,下来,下去,伤,了,坏,断,到,落,得} {掉,摔,坠,跳}{下来,下去,楼,落} {从,由}{楼,梯,高,脚手架,树,屋顶,房顶,架子,窗,阳台,二楼,三楼,四楼,五楼,六楼,马}{上,处,里,台,} 卡{在,住} fell fallen falls lying`,
    stuckBody: `{动不了,动弹不得,不能动,不会动,动不得,起不来,爬不起来,站不起来,站不起,起不了身} {一动不动,不动了} {没,没有}{反应,动静,意识,知觉} {叫,喊,拍,摇}不{醒,应} 不{应声,吭声} {喊,叫}{也,都,}不答应 {说,讲}不{出,了}话 {流血,留血,出血,流好多血,流了好多血,流了很多血,都是血,是血} 没{有,}气了 骨折 古折 {腿,手,头,胳膊,腰,脚}{断,破,开,磕破,摔破,摔断}了 {在,直,又,开始}抽 抽{筋,搐,起来,个不停} 白沫 被雷{劈,击} {难受,很痛苦,疼得,痛得,疼死,直叫,呻吟} {快不行,不行了} 昏 晕 can't_move cannot_move not_moving bleeding unconscious`,
    airway: `噎{着,住,到,了} 呛{住,到}{了,} {卡,堵,噎}{在,住,到,了}{喉咙,嗓子,气管,喉} {喉咙,嗓子,气管}{里,被,}{卡,堵}{了,住,} 异物{卡,堵,吸} {花生,果冻,枣,糖,骨头,鱼刺,硬币,汤圆,瓜子,糯米,葡萄,肉,玩具,珠子,豆子,纽扣}{卡,呛,噎,堵,吸进,吸到}{住,到,气管,喉咙,在,} {吃,吞,咽,喝}{下去,东西,了}{卡,噎,呛}{住,到,} something_stuck_in_{his,her,my}_throat stuck_in_throat`,
    airwayBad:
      '喘 呼吸 {脸,嘴}{都,}{紫,青,红} 发紫 咳{不,得} 说不{出,了} 哭不出 出不来 上不来 憋 取不出 吐不出 下不去 不{出来,下去} breathe blue',
    poison: `农药 百草枯 敌敌畏 老鼠药 鼠药 除草剂 杀虫剂 消毒液 消毒水 洁厕{灵,液,剂} 84 强酸 硫酸 盐酸 烧碱 纽扣电池 电池 干燥剂 洗洁精 汽油 甲醇 毒{蘑菇,药,菌} 野蘑菇 蘑菇 河豚 安眠药 {整,一,半,两,几,一大,好几}{瓶,盒,把,大把,板}{药,安眠药,药片,降压药,感冒药} {好多,很多,一堆,大量}药 体温计 水银 钉子 硬币 磁{铁,力珠} 巴克球 针 戒指 玻璃 pesticide poison bleach battery pills`,
    swallow: `swallows swallowed swallowing {吃,吞,喝,咽,灌,误食,误服,误吞,误喝}{了,下,下去,进,进去,掉,过,完,的,} 服{了,下,用,毒,过} swallowed drank ate took`,
    poisoned: `{食物,煤气,一氧化碳,农药,燃气,酒精,药物,沼气,集体,蘑菇,碳,瓦斯,氯气,氨气,有机磷}中毒 中{毒,独}了 {上吐下泻} {集体,全班,全家,一家人,好多人,好几个,都在,全都,一起,都}{呕吐,上吐下泻,吐,拉肚子,在吐,吐了} food_poisoning poisoned`,
    shock: `触电 处电 {被,让,给}{电,电线,高压电,漏电,电流}{到,了,倒,伤,击,打,晕,着}{了,} 电{击,到,倒,晕}{了,} electrocuted electric_shock struck_by_lightning`,
    burn: `{烫,烧,灼,炸,冻}{伤,到,着,坏} {开水,热水,滚水,热油,热汤,火锅,油锅,硫酸,强酸,汤}{泼,浇,烫,洒,倒,溅}{到,在,了,} {掉进,跌进}{开水,热水,油锅} 皮都{掉,烫} burned scalded boiling_water`,
    cut: `{绞,切,轧,压,夹,卷,砸,割,锯}{断,烂}{了,} 被{机器,砸,压,钢筋,玻璃,东西,广告牌,树,石头,木板,花盆,砖,锯子,电锯,绞肉机}{砸,压,绞,伤,到,扎,刺,穿,割,住,中,卷,夹}{伤,到,进,穿,中,住,倒,} {砸,压,刺,扎,割,绞,切,锯,夹}{断,掉,穿,伤}{了,} 割{到,破}{动脉,大动脉,手腕,脖子} 动脉 {扎,刺,插}{进,穿,在}{了,}{眼睛,胸,肚子,脖子,腿,脚,手} {肠子,骨头}{都,}{出来,露出来,断了,戳出来} cut_off amputated stabbed crushed`,
    bite: `{狗,犬,恶犬,藏獒,流浪狗,大狗,疯狗,狼狗,野猪,猴子}{追着咬,撕咬,在咬,又咬,正在咬,一直咬,扑咬,扑倒} 蛇{咬,咬了,咬伤} {马蜂,黄蜂,蜂子}{蜇,蛰,追} {毒蛇,蝮蛇} {追,扑}着{人,}咬 见人就咬 咬{着不放,住不放,住不松口} 到处咬人 {dog,snake}_{bit,bite,biting,bites,attacking,attacked} bitten_by stung`,
    birth: `{要,快}生{了,}{在家,家里,} {孩子,宝宝,小孩,娃}{的,}头{都,已经,}{出来,露出来}{了,} {头,脚}{都,已经,}{出来,露出来}{了,} 羊水{破,流,都破}{了,} 破水{了,} {快,要,马上,马上要,就要,突然要,好像要,在家}{生了,生孩子了,临盆} {孩子,头,脚,胎儿,宝宝,小孩}{的,}{头,脚,}{都,已经,快,}{出来,露出来,生出来,看见}{了,} 生在{家里,路上,车上,厕所} {早产,难产,宫缩,胎盘,脐带} 见红 大{着,}肚子{疼,痛} in_labour in_labor water_broke giving_birth`,
    pregnant:
      '孕妇 怀孕 {老婆,媳妇,儿媳{妇,},产妇,女儿,大肚子,妻子,爱人,嫂子,姐姐,妹妹} {几,七,八,九,7,8,9,十}个{多,}月 肚子 预产期 pregnant wife',
    heat: '中暑 热射病 {高烧,发烧,烧到{四十,40,41,四十一}度,烧到39,高热}{不退,惊厥,抽,昏,说胡话,} 惊厥 体温{四十,40,41} 冻{僵,晕} heatstroke',
    chronic:
      '瘫{痪,在床,床上,着} 偏瘫 卧床 {中风,脑梗,手术}{以后,之后,后} 失能 残疾 长护险 护理险 轮椅 扶手 护工 护理 公证 借{个,} 常年 长期 一直瘫 {两,三,四,五,六,七,八,九,十,几,半}{个月,年}{了,} 不上学 养老院 照顾不动 服侍不动',
    rescued: '救{上来,起来,出来,上岸,上了岸} 捞{上来,起来,上岸} 拉上来 拖上岸 pulled_out',
    notBody: `电脑 手机 车{子,} 堵 工程 进度 工地 系统 网{络,页,站} 电梯 空调 {红绿,路}灯 树{枝,} 井盖 公司 银行 价格 房价 股 生意 {打,买}折 流浪猫 宠物 猫 狗{狗,} 鱼 鸡 猪{场,} 机器 电视 路灯 水管 管子 围墙 栏杆 自行车 单车 共享`,
  },
  situations: [
    {
      group: 'medical',
      weight: 1.5,
      needs: ['limb', 'machineVerb'],
      within: 10,
      inOrder: true,
      without: 'toy',
    },
    {
      group: 'medical',
      weight: 1.3,
      needs: ['biter', 'biting', 'injured|dying|now|airwayBad|dizzy|child'],
      within: 24,
    },
    {
      group: 'medical',
      weight: 1.3,
      needs: ['biting', 'biter', 'injured|dying|now|airwayBad|dizzy|child'],
      within: 24,
    },
    { group: 'medical', weight: 1.5, needs: ['dying'] },
    { group: 'medical', weight: 1.3, needs: ['person|self|elder', 'fallen', 'stuckBody'], within: 30 },
    {
      group: 'medical',
      weight: 1.2,
      needs: ['person|elder', 'stuckBody'],
      within: 12,
      inOrder: true,
      without: 'notBody|chronic',
    },
    {
      group: 'medical',
      weight: 1.2,
      needs: ['person|elder', 'fallen'],
      within: 8,
      inOrder: true,
      without: 'notBody|wear|chronic',
    },
    { group: 'medical', weight: 1.5, needs: ['airway'] },
    { group: 'medical', weight: 1.5, needs: ['poison', 'swallow'], within: 10, without: 'medicine' },
    { group: 'medical', weight: 1.4, needs: ['poisoned'] },
    { group: 'medical', weight: 1.7, needs: ['shock'] },
    { group: 'medical', weight: 1.3, needs: ['burn', 'person|child|self|home'], within: 14 },
    { group: 'medical', weight: 1.4, needs: ['cut'] },
    { group: 'medical', weight: 1.3, needs: ['bite'] },
    { group: 'medical', weight: 1.5, needs: ['birth'] },
    { group: 'medical', weight: 1.2, needs: ['heat', 'person|child|self'], within: 16 },
    { group: 'medical', weight: 1.4, needs: ['injured', 'rescued'], within: 24 },
    { group: 'medical', weight: 1.8, needs: ['dying', 'rescued'], within: 24 },
  ],
};
