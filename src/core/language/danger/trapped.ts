import type { Theme } from './theme.js';

/** Shut in, stuck, hanging, buried, fallen into a hole: the fire brigade gets people out. */
export const trapped: Theme = {
  words: {
    lostWay: '迷{路,了路} 下不来 走不出{来,去} 找不到{路,下山的路}',
    mountain: '{爬,登}山 山{上,里,顶,沟} 芦苇荡 林子 森林 湿地 滩涂 海边',
    inside: '{里面,底下,下面}{有,还有,住} 住着 没出来 老两口 老夫妻',
    fallHalf: '{倒,塌,垮}{了,下来,}{半边,一半,一片,一面,一角,下来}',
    old: '老房{子,} 危房 平房 瓦房 房{子,} 楼 屋',
    paper: '流程 审批 环节 手续 系统 页面 材料 预算 额度 指标 政策',
    stuckIn:
      '{卡,夹,绞}{在,进,到}{了,}{车轮,轮子,自行车,电瓶车,链条} {卡,夹,套,挤,陷}{在,住,进,到}{了,}{里面,栏杆,护栏,防盗窗,门缝,座椅,扶梯,机器,管子,洞,缝,树,墙,滑梯,椅子,泥}',
    shutInside:
      '出不来 出不去 逃不 爬不{上,出}来 困{在,住} 被困 下不来 上不来 动不了 can_not_get_out cannot_get_out trapped',
    wall: '承重墙 过不去 走不了 一块 一小块 个洞',
    relief: '救济 补助 补偿 赔',
    boat: '船 艇',
    lift: '电梯不动{了,} 电梯{里,门,间,井,轿厢,} 升降机 吊篮 缆车 elevator lift',
    shutIn: `闷在里面 {两,三,四,五,几}个人{在里面,闷,出不来} {困,关,卡,夹,锁,停}{在,住}{里,里面,半,中间,电梯,了,} {困,关,夹,卡}{了,着,住了}{好多,几个,一,两,三,四,五,六,人,个} 困{人,住,了人} 被{困,关,卡,夹}{在,住,了,} 出不{来,去} {门,}{打不开,开不开,开不了} {下坠,坠落,坠了,往下掉,往下坠,急坠,掉下来,突然下,蹲底,冲顶} 有人 stuck trapped`,
    bodyPart:
      '{头,脑袋,手,手指,脚,胳膊,腿,脖子,身子,身体,手臂,屁股,脚趾,小手,肚子} head hand finger leg arm foot',
    stuckFast: `{卡,夹,套,陷,绞,缠}{在,住,进,到}{了,}{里面,栏杆,护栏,防盗窗,门缝,座椅,扶梯,机器,管子,洞,座位,马桶,洗衣机,玩具,缝里,石头,楼梯,瓶子,}{里,} {卡,夹}{住,死,着}{了,}{拿,出,动,拔,不} 取不{出,下}来 拔不出{来,} 出不来 拿不出来 stuck caught_in`,
    place:
      '{栏杆,护栏,防盗窗,防盗网,门缝,车门,座椅,扶梯,自动扶梯,机器,搅拌机,管道,下水道,缝隙,夹缝,墙缝,洗衣机,马桶,滑梯,转椅,石缝,树杈,树上,窗户,排水管,井盖,童车,楼梯扶手,床头,健身器材,冲床,滚筒}',
    locked: `{反锁,锁,关,被锁,忘}{在,住,进}{了,}{车里,车内,家里,屋里,房间,房里,卫生间,阳台,车上,里面,浴室,教室,校车,屋内,后备箱,车子里,厕所}{了,面,} 锁车里 {反锁,被反锁}{了,} {自己,一个人}在{家,屋里,里面,车里,家里} locked_in locked_inside`,
    alarmingInside:
      '{哭,喊,叫不,没反应,没动静,闷,热,喘,出汗,满头大汗,不会开门,够不着,够不到,打不开,出不来,爬窗,爬到窗,阳台边,窗台,灶上,煤气,火,锅,危险,{一,两,三,四,五,1,2,3,4,5}岁,怎么办,快来,烧着} crying hot',
    collapse: `{坍,倒,垮,坍塌,倒塌}塌{了,} {塌,垮,坍}{了,下来,下去,方,陷}{了,} 倒塌 坍塌 塌{方,陷} {楼,房子,墙,围墙,脚手架,塔吊,屋顶,天花板,吊顶,桥,看台,舞台,大棚,雨棚,广告牌,电线杆,大树,树,路面,地面,挡土墙,货架}{突然,全,整个,}{倒,塌,垮,砸,掉}{了,下来,下去,塌,在} {下,}陷{下去,了} 泥石流 滑坡 山体滑坡 雪崩 地震 龙卷风 {building,roof,wall,house,ceiling,bridge}_collapsed caved_in landslide earthquake tornado`,
    buried: `{埋,压,砸}{在,住,到,伤,死,着}{下面,里面,底下,人,我,他,她,车,好几,两,一,几,老,孩,小,工,了人,}{个,} {埋,压,砸}了{人,我,他,她,老人,孩子,小孩,工人,{一,两,三,四,五,几,好几,好多}{个,}{人,工人,孩子,老人}} 埋{了,下}{人,面} 废墟 {下,底}面{有人,还有人,压着} buried under_the_rubble`,
    hole: `{井,窨井,下水道,坑,洞,沟,电梯井,枯井,井口,井盖,阴沟,污水井,深坑,基坑,地窖,化粪池,粪池,机井,桩基坑,沉井}{里,口,下,中,} manhole hole pit well`,
    fallDown: `{掉,摔,跌,落,陷,坠,滑,踩空}{进,到,下,入,在,}{去,了,来,里,} 栽{进,到,下}{去,了,来,里,} fell`,
    height: `{楼顶,天台,楼上,窗台,窗外,窗户外,阳台外,阳台外面,外墙,高空,塔吊,广告牌,高压线塔,树上,树顶,吊篮,防盗窗外,空调外机,屋顶,脚手架,悬崖,电线杆,{一,二,三,四,五,六,七,八,九,十,十几,几,3,4,5,6,7,8}楼} roof balcony window`,
    hanging: `{挂,吊,悬,趴,扒,骑,站,坐,爬}{在,着,到}{外面,半空,空中,窗,楼,栏杆,防盗,绳,外墙,边,}{户外,外,} {挂在,吊在,悬在}{半,空,外} {悬在,吊在}空中 半空{中,} 下不来 hanging dangling`,
    dangerous: '{快,要,马上}{掉,摔,撑不住} 下不来 快掉 掉下来 撑不住 外面 外墙 够不着 危险 要跳',
    mine: '{矿井,矿下,隧道,地铁,缆车,过山车,摩天轮,大摆锤,索道,游乐设施,海盗船,跳楼机,山上,山里,沼泽,芦苇荡,滩涂,淤泥,泥潭,海滩,孤岛,岛上}',
    stranded:
      '{困,卡,停,倒挂,悬,陷}{在,住,到,进}{了,}{半空,里面,上面,空中,} 被困 陷{进,在,住} {下不来,出不来,走不出{来,},上不来} {迷路,涨潮} 越陷越深 trapped stranded stuck',
  },
  situations: [
    {
      group: 'trapped',
      weight: 1.3,
      needs: ['hole', 'fallDown', 'self|person'],
      within: 20,
      without: 'thing',
    },
    {
      group: 'trapped',
      weight: 1.6,
      needs: ['person|child|bodyPart', 'stuckIn'],
      within: 12,
      without: 'paper|petLost',
    },
    {
      group: 'trapped',
      weight: 1.4,
      needs: ['home|old', 'fallHalf', 'person|inside'],
      within: 24,
      without: 'long',
    },
    { group: 'trapped', weight: 1.4, needs: ['mountain', 'lostWay', 'person|now|stranded|self'], within: 30 },
    { group: 'trapped', weight: 1.7, needs: ['lift', 'shutIn'], within: 16, without: 'liftTalk' },
    { group: 'trapped', weight: 1.6, needs: ['bodyPart', 'stuckFast'], within: 8, without: 'machineVerb' },
    { group: 'trapped', weight: 1.5, needs: ['person|child', 'stuckFast', 'place|bodyPart'], within: 16 },
    { group: 'trapped', weight: 1.4, needs: ['child|elder|person', 'locked', 'alarmingInside'], within: 30 },
    { group: 'trapped', weight: 1.2, needs: ['child', 'locked'], within: 12 },
    {
      group: 'trapped',
      weight: 1.6,
      needs: ['collapse', 'buried|injured|dying|shutInside'],
      within: 24,
      without: 'relief',
    },
    {
      group: 'trapped',
      weight: 1.3,
      needs: ['buried', 'person|child'],
      within: 12,
      without: 'roadVehicle|notBody',
    },
    {
      group: 'trapped',
      weight: 1.1,
      needs: ['collapse', 'person|now|roadVehicle'],
      within: 14,
      without: 'long|wall|blocking|relief',
    },
    {
      group: 'trapped',
      weight: 1.5,
      needs: ['person|child|elder|roadVehicle', 'fallDown', 'hole'],
      within: 20,
      without: 'thing',
    },
    {
      group: 'trapped',
      weight: 1.5,
      needs: ['hole', 'person|child|elder', 'fallDown'],
      within: 20,
      without: 'thing',
    },
    {
      group: 'trapped',
      weight: 1.4,
      needs: ['person|child', 'hanging', 'dangerous|height'],
      within: 20,
      without: 'work',
    },
    { group: 'trapped', weight: 1.5, needs: ['mine', 'stranded'], within: 14, without: 'boat' },
  ],
};
