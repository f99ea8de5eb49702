import type { Theme } from './theme.js';

/** Somebody wants to die, said plainly or in the words that people use instead. */
export const suicide: Theme = {
  words: {
    pillsAll: '{家里的,所有的,所有,全部,整瓶,一瓶,一盒,那些}{的,}药{片,}{都,全,}',
    ledge:
      '天台 楼顶 顶楼 {桥,大桥}{栏杆,栏,护栏} 栏杆{外,上} 护栏{外,上} 窗台{外,上,} 窗户外 塔吊 楼边 铁轨 roof rooftop',
    better: '{好过,轻松,清净,解脱,开心,高兴,幸福}',
    withoutMe:
      '{要是,如果,等,万一,}我{要是,}死了 我{人,}没了 nobody_would_miss_me if_i_was_gone without_me {没有,没了,少了}我{,你们,他们,大家,她,家里,孩子} 我{不在,走}{了,以后,之后,了以后} 我死{了,后,以后}',
    leave:
      '想{走,走了,离开,消失,睡,结束,放弃} 准备{走,离开,结束} 走了算了 不想{醒,睁眼,继续} {就这样吧,再见了,再见}',
    deathTalk:
      '没{有,}什么{好,可,}留恋{的,} 让我死{吧,了算了} 人间不值得 {命,这条命}{我,}{也,}不要了 {决定,决心}{好,}{要,}死 {就,我}这么走掉 {安安静静,安静,体面}{地,的,}走 往自己身上{扎,捅,割} 以死{证明,证} 没有痛苦的地方 {跟,和,对}{人世间,人间,这个世界}{说,告别,道别} {没有,没}我这个人了 想死{,有,怎么,但} {不知道,不晓得}活着{为了什么,干什么,干嘛,有什么} {今晚,今天,现在}就{结束,了结,走} {日子,真的}{过,活}不下去{了,} 不活了 {真,真的,就,我,实在,我们,}活不下去{了,} {再见,永别}{了,}{这个,}世界 {没有,没}{活着,活下去,活}的{必要,理由,价值,意义,盼头} {说要,想,要,准备,直播,打算}烧炭 要寻死 {想,要}{结束,了断}{自己,这一切,一切} 不给你们添麻烦 不{想,再}{拖累,连累}{你们,家人,孩子,家里,大家} 活着{就是,只会,}{拖累,累赘,受罪,浪费} 死{了,}就{好,轻松,清净,解脱} {来世,下辈子}{再见,再做,再报} end_it 死路一条 {是不是,要是,}死了{是不是,会不会,}{就,}{解脱,好,轻松,没事,不疼,不痛,一了百了} {只有,只能,只剩}{死,一死,去死,死路} {早点,早,赶紧}死{了,}{算了,好} 不{做,当}人了 {不想,不愿意}{再}{做人,撑,熬,坚持,看到明天,见到明天} {没有,没}{明天,以后} {想,要}{从,跳}{这里,楼上,桥上} {真,好,就,只,真的}{想,想要}{死,消失,睡过去,睡着不醒,一觉不醒,离开} {一觉,睡着}{不醒,再也不醒,就不用醒} 长眠 寻死觅活 {想,要}{去死,寻死} 我想死 {割,划}{开,了}{手腕,动脉} 准备{走了,上路} {怎么死,死法,哪种死}{不痛,不疼,最快,} 死得{痛快,快} 不配活 {没人,没有人}{会,}{在乎我,难过} 煤气{打开,开了,放} {开,打开}了煤气 want_to_disappear nothing_to_live_for',
    prescribed: '医生 每天 开的药 医院 副作用 药店 买 假药 doctor',
    waver:
      '不{下来,肯下来,听劝,理人} 情绪激动 发呆 哭 徘徊 走来走去 一动不动 {站,坐}了{半天,很久,好久} {叫,劝,喊}{她,他,}{也,都,}不{听,理,下来,应} crying',
    brink:
      '楼顶 天台 顶楼 {大,}桥{上,边,栏,中间,} 窗{台,户,边,外} 阳台{外,边,} 栏杆{外,上,} 护栏{外,} {河,江,海,湖}边 塔{吊,上} 房顶 高架{桥,} 水库 铁轨 铁路 屋顶 {楼,}边{上,缘} {二,三,四,五,六,七,八,九,十,十几,顶}楼 bridge roof rooftop ledge',
    stand: '{站,坐,爬,趴,骑,跨,走,来,上,翻,蹲}{在,到,上,过,出,}{了,} standing sitting',
    sleepingPill: '安眠药 {思诺思,佐匹克隆} 农药 百草枯 敌敌畏 老鼠药 毒药 除草剂 sleeping_pills',
    pill: '药{片,丸,} 感冒药 降压药 抗抑郁药 安定 佐匹克隆 pills tablets',
    lot: '{一,整,半,两,好几,几,三,一大,一整,一小}{瓶,盒,板,把} 整瓶 大把 {好,很}多 一堆 过量 全部 所有 {十几,几十,二十,三十,四十,五十,一百,上百,20,30,40,50,100,10}{多,来,}{颗,片,粒} whole_bottle too_many all_my all_the a_lot_of',
    take: '{吃,吞,喝,服}了 {吃,吞,喝,服}{了,下,下去,光,掉,完,进去,} 灌了 took swallowed taken drank',
    wantsToDie: `{绳子,安眠药,农药}{都,已经,}{买好,准备好,挂好,系好}了 不给你们添麻烦 我想死 {不想,不愿}活 {买,备,准备}{好,了,}{了,}{绳子,安眠药,农药,木炭,炭} 自{杀,沙,刹,尽,缢}{了,} 轻生 寻{死,短见} 割{腕,碗,脉,喉} 上吊 吊死 跳{楼,搂,河,江,海,桥,湖,井,水库} 投{河,江,湖,井} 服毒 卧轨 烧炭自杀 遗{书,言} 绝命书 {结束,了结,了断}{自己,生命,这一切,一切,我的生命,自己的生命,这条命,我自己,自己的命,痛苦} {不想,不愿,不愿意,不要,不准备,没想}{再,继续,}{活,活着,活了,活下去,醒来,醒过来,醒,再醒来,苟活} {活不成,活够了,活腻了,活得{太,好,真,很,没}{累,苦,没意思,痛苦,意思},活着{没意思,太累,好累,没劲,没意义,太痛苦,太苦,干什么,干嘛,没什么意思,没有意思,没有意义,有什么意思,有什么意义,有啥意思,还有什么意思,也没意思,真没意思,受罪,是负担}} {想,真想,好想,只想,就想,打算,准备}{死,去死,一死,死了,死掉,一死了之,一了百了,自我了断,从楼上,从桥上} {不如,还是,让我,我要去,我去,去,我想,要}死{了,算了,了算了,掉,了好} 死了{算了,一了百了,就解脱,就好,干净,也好,才好,得了} {一死了之,一了百了,生无可恋,万念俱灰} {离开,告别}{这个,}{世界,人世,人间} {没有,没,失去}{活下去,活着,活}的{勇气,意义,念头,动力,希望,理由} {再也不,永远不}{醒,醒来,想醒来} {下辈子,来世,来生}{再,} 不想醒来 想不开 {死,走}的{念头,心,心都有} {我,她,他}{有,起了}{死,轻生,自杀}{的,}念头 跳下去{一了百了,算了,就解脱,} 自残 自伤 {割,划}{自己,手腕,胳膊,手}
      suicide suicidal kill_myself end_my_life want_to_die end_it_all hurt_myself don't_want_to_live no_reason_to_live kill_himself kill_herself better_off_dead cut_my_wrist cut_her_wrist jump_off tired_of_living don't_want_to_wake_up`,
    despair: `{撑,熬,坚持,扛,挺,走}不{下去,住,了} 绝望 {太,好,很}{累,痛苦,难受}了{,} 解脱 崩溃 {没,没有}{希望,意思,意义,盼头,活路,出路,指望} 抑郁{症,} {没有人,没人,谁也,没有谁,没谁}{能帮,会在意,在乎,关心,理解,爱,能救,懂} 生不如死 {我,自己}{是,就是}{个,}{累赘,负担,拖累,废物,多余} {对不起,对不住}{爸妈,孩子,你们,大家,家人,我妈,妈妈,爸爸} hopeless can't_go_on can't_take_it`,
    farewell: `埋{在,了} 骨灰 {孩子,爸妈,我妈,女儿,儿子}{就,}{拜托,托付,交给} 银行卡密码 goodbye {永别,再见了,来生见,我走了,告别,最后一次,最后一{条,句,面},别找我,不用找我,不要找我,保重} {照顾好,帮我照顾,替我照顾,拜托照顾}{我,孩子,爸妈,我妈,父母,他们} {后事,骨灰,遗物,墓地} 遗{嘱,照} {死,走}了{以后,之后,就,你们} goodbye farewell`,
    edge: 'on_the_{roof,bridge,ledge,edge} {楼顶,天台,桥上,桥栏杆,河边,窗台,窗户,塔吊,屋顶,高楼}{有人,站着,坐着,站了,有个} {一条腿,一只脚,半个身子,腿,脚}{已经,都,}{跨,伸}{在,出,到}{外,窗,栏杆}',
    jump: `{要,想,准备,马上,就,说,往,闹着,扬言}{往,}{下,河里,江里,水里,海里,楼下}{跳,走} {往,朝}{河,江,水,海,湖,楼,桥}{里,下,底下}{跳,走} {要,想,准备,就,不敢,说,}{从,}{楼上,桥上,这,这里,窗户,天台,楼顶,阳台}{跳,跳下,跳下去} 跳{下去,了下去,下来,了} {要,想,准备,闹着}跳{,楼,河} jump jumping`,
    pills:
      'took_{a_lot_of,too_many,all_my,a_bottle_of,all_the,the_whole_bottle_of}{_pills,_sleeping_pills,} overdosed overdose swallowed_all',
    rope: `绳子{都,已经,}{买,挂,系,备} {绳子,刀片,安眠药,农药,炭,煤气}{都,已经,}{准备好,买好,备好,系好,挂好,拿好,打开}{了,} 煤气{打开,开着}{了,} {刀片,刀}{割,划,放在} {开,拧开}{了,}煤气`,
    forDeath: `{死给,跳给}{你们,他们,你,他,她,政府,大家,我}看 以死{相逼,抗争,明志,谢罪} {逼,要逼}{死,我死,我去死,我跳楼,我自杀} {不活了,没法活了,活不成了,活不了了} 我{就,要,立马,马上,今天就,只有,只能,只好}{去,}{死,跳楼,跳河,自杀,上吊,喝农药,喝药,自焚} {一头撞死,撞死算了,死在{你们,政府,他们,单位}} die_in_front`,
    someoneElse: '有人 他 她 女儿 儿子 孩子 朋友 同学 妈 爸 老公 老婆 邻居 同事 室友 姐 妹 弟 哥',
    business:
      '店{里,铺,面,} 公司 生意 厂{里,子,} 企业 小区 物业 项目 平台 餐馆 饭店 工地 车子 资金 行业 房子 房贷 网店 个体 老板 合同 股票 business shop company',
    medicine:
      '医保 药店 多少钱 处方 买得到 哪里买 能买 能不能买 报销 说明书 医生开 假药 过期药 保健 insurance',
  },
  situations: [
    {
      group: 'suicide',
      weight: 1.6,
      needs: ['disposal', 'pillsAll', 'take'],
      within: 14,
      inOrder: true,
      without: 'medicine|child|elder',
      first: '120',
    },
    {
      group: 'suicide',
      weight: 1.1,
      needs: ['self|someoneElse', 'stand', 'ledge'],
      within: 12,
      inOrder: true,
      without: 'work|swimTalk|dance|property',
    },
    { group: 'suicide', weight: 1.8, needs: ['pills'], without: 'medicine', first: '120' },
    {
      group: 'suicide',
      weight: 1.8,
      needs: ['take', 'lot', 'pill|sleepingPill'],
      within: 12,
      without: 'medicine|child|elder|prescribed',
      first: '120',
    },
    {
      group: 'suicide',
      weight: 1.8,
      needs: ['take', 'sleepingPill'],
      within: 10,
      without: 'medicine|child|elder|prescribed',
      first: '120',
    },
    {
      group: 'suicide',
      weight: 1.6,
      needs: ['stand', 'brink', 'jump|despair|farewell|waver|deathTalk'],
      within: 30,
      without: 'work|swimTalk|dance',
    },
    { group: 'suicide', weight: 1.6, needs: ['deathTalk'], without: 'safetyTalk|business' },
    { group: 'suicide', weight: 1.6, needs: ['despair', 'leave'], within: 16, without: 'business|work' },
    { group: 'suicide', weight: 1.6, needs: ['withoutMe', 'farewell|better'], within: 30 },
    {
      group: 'suicide',
      weight: 1.4,
      needs: ['farewell', 'deathTalk|wantsToDie|leave|withoutMe'],
      within: 40,
    },
    { group: 'suicide', weight: 2, needs: ['wantsToDie'], without: 'safetyTalk' },
    {
      group: 'suicide',
      weight: 1.8,
      needs: ['edge', 'jump|despair|farewell|waver'],
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
    { group: 'suicide', weight: 1.8, needs: ['rope', 'despair|farewell|self'], within: 30 },
    { group: 'suicide', weight: 1.8, needs: ['despair', 'farewell|wantsToDie|pills'], within: 40 },
    { group: 'suicide', weight: 1.8, needs: ['forDeath'] },
  ],
};
