import type { Theme } from './theme.js';

/** Somebody wants to die, said plainly or in the words that people use instead. */
export const suicide: Theme = {
  words: {
    wantsToDie: `自{杀,沙,刹,尽,缢}{了,} 轻生 寻{死,短见} 割{腕,碗,脉,喉} 上吊 吊死 跳{楼,搂,河,江,海,桥,湖,井,水库} 投{河,江,湖,井} 服毒 卧轨 烧炭自杀 遗{书,言} 绝命书 {结束,了结,了断}{自己,生命,这一切,一切,我的生命,自己的生命,这条命,我自己,自己的命,痛苦} {不想,不愿,不愿意,不要,不准备,没想}{再,继续,}{活,活着,活了,活下去,醒来,醒过来,醒,再醒来,苟活} {活不下去,活不成,活够了,活腻了,活得{太,好,真,很,没}{累,苦,没意思,痛苦,意思},活着{没意思,太累,好累,没劲,没意义,太痛苦,太苦,干什么,干嘛,没什么意思,没有意思,没有意义,有什么意思,有什么意义,有啥意思,还有什么意思,也没意思,真没意思,受罪,是负担}} {想,真想,好想,只想,就想,打算,准备}{死,去死,一死,死了,死掉,一死了之,一了百了,自我了断,从楼上,从桥上} {不如,还是,让我,我要去,我去,去,我想,要}死{了,算了,了算了,掉,了好} 死了{算了,一了百了,就解脱,就好,干净,也好,才好,得了} {一死了之,一了百了,生无可恋,万念俱灰} {离开,告别}{这个,}{世界,人世,人间} {没有,没,失去}{活下去,活着,活}的{勇气,意义,念头,动力,希望,理由} {再也不,永远不}{醒,醒来,想醒来} {下辈子,来世,来生}{再,} 不想醒来 想不开 {死,走}的{念头,心,心都有} {我,她,他}{有,起了}{死,轻生,自杀}{的,}念头 跳下去{一了百了,算了,就解脱,} 自残 自伤 {割,划}{自己,手腕,胳膊,手}
      suicide suicidal kill_myself end_my_life want_to_die end_it_all hurt_myself don't_want_to_live no_reason_to_live kill_himself kill_herself better_off_dead cut_my_wrist cut_her_wrist jump_off tired_of_living don't_want_to_wake_up`,
    despair: `{撑,熬,坚持,扛,挺,走}不{下去,住,了} 绝望 {太,好,很}{累,痛苦,难受}了{,} 解脱 崩溃 {没,没有}{希望,意思,意义,盼头,活路,出路,指望} 抑郁{症,} {没有人,没人,谁也,没有谁,没谁}{能帮,会在意,在乎,关心,理解,爱,能救,懂} 生不如死 {我,自己}{是,就是}{个,}{累赘,负担,拖累,废物,多余} {对不起,对不住}{爸妈,孩子,你们,大家,家人,我妈,妈妈,爸爸} hopeless can't_go_on can't_take_it`,
    farewell: `{永别,再见了,来生见,我走了,告别,最后一次,最后一{条,句,面},别找我,不用找我,不要找我,保重} {照顾好,帮我照顾,替我照顾,拜托照顾}{我,孩子,爸妈,我妈,父母,他们} {后事,骨灰,遗物,墓地} 遗{嘱,照} {死,走}了{以后,之后,就,你们} goodbye farewell`,
    edge: `{站,坐,爬,趴,骑,跨,走,来,上,翻}{在,到,上,过,了}{了,}{楼顶,天台,顶楼,桥上,桥边,桥栏,窗台,窗户,窗边,阳台,栏杆,护栏,河边,江边,海边,塔吊,塔上,房顶,高架,大桥,水库,铁轨,铁路,屋顶,楼边,边缘,窗外}{上,边,外,边缘,外面,} {楼顶,天台,桥上,桥栏杆,河边,窗台,窗户,塔吊,屋顶,高楼}{上,边上,边,外,边缘,}{有人,站,坐,有个} on_the_{roof,bridge,ledge,edge}`,
    jump: `{要,想,准备,马上,就,说,往,闹着,扬言}{往,}{下,河里,江里,水里,海里,楼下}{跳,走} {往,朝}{河,江,水,海,湖,楼,桥}{里,下,底下}{跳,走} {要,想,准备,就,不敢,说,}{从,}{楼上,桥上,这,这里,窗户,天台,楼顶,阳台}{跳,跳下,跳下去} 跳{下去,了下去,下来,了} {要,想,准备,闹着}跳{,楼,河} 不{下来,肯下来,听劝} 情绪激动 {不动,发呆,哭,走来走去,徘徊} {一脚,半个身子,腿,脚}{跨,伸,在}{外,出} jump jumping`,
    pills: `{吃,吞,喝,服}{了,下,下了,光,掉了,完了,}{一,整,半,两,好几,几,三,}{整,大,}{瓶,盒,板,把,大把,整瓶,百片,百粒,十片,十几片,几十片,几十颗,几十粒,一百片}{的,}{安眠药,药,药片,抗抑郁药,安定,佐匹克隆,降压药,}{了,} 吃{了,}{很多,好多,一堆,大量,过量,所有,全部}{的,}{安眠药,药,药片,抗抑郁药} 安眠药{都,全,}{吃,吞} {把,将}{药,安眠药,整瓶药,一瓶药,所有药,药全,降压药}{都,全,全部,一下,一口气,}{吃,吞}{了,下,完} {吃,吞,喝,服}{了,}{安眠药,农药,百草枯,敌敌畏,老鼠药,毒药,安定,除草剂,佐匹克隆} took_{a_lot_of,too_many,all_my,a_bottle_of,all_the,the_whole_bottle_of}{_pills,_sleeping_pills,} overdose overdosed`,
    rope: `{绳子,刀片,刀,安眠药,农药,炭,煤气}{都,已经,}{准备好,买好,备好,系好,挂好,拿好,打开}{了,} 煤气{打开,开着}{了,} {刀片,刀}{割,划,放在} {开,拧开}{了,}煤气`,
    forDeath: `{死给,跳给}{你们,他们,你,他,她,政府,大家,我}看 以死{相逼,抗争,明志,谢罪} {逼,要逼}{死,我死,我去死,我跳楼,我自杀} {不活了,没法活了,活不成了,活不了了} 我{就,要,立马,马上,今天就,只有,只能,只好}{去,}{死,跳楼,跳河,自杀,上吊,喝农药,喝药,自焚} {一头撞死,撞死算了,死在{你们,政府,他们,单位}} die_in_front`,
    someoneElse: '有人 他 她 女儿 儿子 孩子 朋友 同学 妈 爸 老公 老婆 邻居 同事 室友 姐 妹 弟 哥',
    business:
      '店{里,铺,面,} 公司 生意 厂{里,子,} 企业 小区 物业 项目 平台 餐馆 饭店 工地 车子 资金 行业 房子 房贷 网店 个体 老板 合同 股票 business shop company',
    medicine:
      '医保 药店 多少钱 处方 买得到 哪里买 能买 能不能买 报销 说明书 医生开 假药 过期药 保健 insurance',
  },
  situations: [
    { group: 'suicide', weight: 2, needs: ['wantsToDie'], without: 'safetyTalk' },
    {
      group: 'suicide',
      weight: 1.8,
      needs: ['edge', 'jump|despair|farewell'],
      within: 24,
      without: 'work|swimTalk',
    },
    {
      group: 'suicide',
      weight: 1.8,
      needs: ['someoneElse|person|self', 'jump', 'height|waters|edge'],
      within: 24,
      without: 'swimTalk|dance',
    },
    { group: 'suicide', weight: 1.6, needs: ['person', 'jump'], within: 8, without: 'swimTalk|dance' },
    { group: 'suicide', weight: 1.8, needs: ['pills'], without: 'medicine|child|elder' },
    { group: 'suicide', weight: 1.8, needs: ['rope', 'despair|farewell|self'], within: 30 },
    { group: 'suicide', weight: 1.8, needs: ['despair', 'farewell|wantsToDie|pills'], within: 40 },
    { group: 'suicide', weight: 1.8, needs: ['forDeath'] },
  ],
};
