import type { Theme } from './theme.js';

/** What a person says they will do to others or to the public, and what others are said to threaten. */
export const threat: Theme = {
  words: {
    stabAny: '捅 砍 杀 炸 烧 泼',
    await: '等着{,瞧,我} 走着瞧 看着办 后果自负 {谁,大家}{都,}别想好{过,} 看谁先死 没完',
    killBare:
      '{让,叫}{他,她,他们,你们,你,那个老板}{全家,一家,整栋楼}{都,给我,}{陪葬,死,偿命} {往人堆,往人群}{里,}{开,冲,撞} {下毒,把毒药,投毒} {见,来}一个{我,}{砍,杀,打断,弄死,捅}{死,}一个 {见不到,活不过,活不到}{明天,明年,今年,今晚} {办丧事} {家伙,刀,铁锹,斧头}{都,}{准备好,磨好}了 杀人 砍人 捅人 放火 {拉,带}{着,上,}{你们,他们,你,他,几个,全家}{一起,都,}{死,陪葬,下地狱} 杀{几个,一个} 动刀子 拼命',
    goTo: '去 找 到 来 上门 冲',
    armed:
      '{带,拿,拎,提,扛,抱,浇,泼,买}{着,好,上,}{了,}{一桶,一把,把,两桶,}{刀,菜刀,汽油,炸药,煤气罐,枪,斧头,农药,棍子} {刀,汽油,炸药}{都,已经,}{买,准备,带,备}{好,了}',
    killShort:
      '{砍,割,拧,剁}下来 砍头 {杀,砍,捅,宰,剁,埋,崩,炸,烧,废,办,做,弄}了 {弄,砍,捅,打,整,撞,杀}{死,残,废} 做掉 干掉 偿命',
    others:
      '局长 领导 主任 书记 科长 所长 校长 医生 法官 他们 你们 他 她 你 那个{人,家伙,老板,经理,混蛋,王八蛋,狗,} 这{帮,个,些,群} 那{帮,些,群} 老板 包工头 物业 经理 城管 邻居 房东 全家 {几,一}个',
    disposal: '把 将 叫 让',
    building:
      '幼儿园 商场 车站 广场 小学 中学 {你们,他们,他}{的,}{政府,大楼,办公室,单位,家,店,大厅,公司,售楼处,工地} 政府 大楼 办公{室,楼} 单位 派出所 法院 学校 售楼{处,部} 物业{办公室,} 村{委会,部} 医院 社区{办公室} 信访局 12345 {市,县,区,镇}政府 营业厅 {大,服务大}厅 银行 幼儿园 城管局 你们 他家 你家 他们家',
    ruin: '炸{了,掉,平,死,} 烧{了,掉,光,} 砸{了,烂,掉,} 点{了,掉} {一把火,放把火}烧 撞{进,向,死,烂} 冲{进,击} 扔{汽油,炸弹,炸药} 灌汽油 burn bomb',
    kill: `{要,让}{让,}{他,她,他们,你,你们}{偿命,陪葬,不得好死,付出代价,见血} kill_me kill_my blow_up_your {杀,砍,捅,桶,弄,打,干,整,炸,烧,宰,撞,搞,毒,剁,崩,做,灭}{死,掉,了,光,翻,平,残,废}{你,你们,他,她,他们,她们,我,我们,那个,这帮,这个,那帮,全家,几个,一个,他们全家,你们全家,他全家,人} {杀,砍,宰,弄死,杀光,灭}{了,}{你,你们,他,他们,她,我,我们,人家,}{全家,满门,一家} {要,想,去,敢}{杀,砍,捅,宰}{人,他,她,你,了他,了你,了他们,他们,你们,几个,一个} 要{他,你,你们,他们,她}{的,}{命,狗命,好看,死,偿命,陪葬,血债} 同归于尽 鱼死网破 {拉,找}{几个,个,一个,两个,上,他们,你们}{人,}{垫背,陪葬,一起死} {血洗,血债血偿,报复社会,屠,大开杀戒,灭门} {白刀子进,见血,拼个你死我活,以命抵命,一命换一命} {弄死,做掉,干掉,整死,砍死,捅死,杀死,打死,炸死,烧死,撞死,毒死} {放他的血,放血,卸{他,你,一}{的,}{条,}腿} {打断,废了,废掉}{他,你,他们,你们,她}{的,}{腿,手,狗腿,}
      kill_{him,her,them,you,you_all,everyone,him_and} blow_up shoot_{him,them,you} burn_{it,down,the,your,them} make_{them,him,you}_pay stab_{him,her,them,you}`,
    destroy: `自爆 {放火,纵火}{烧,,点}{了,} 投毒 下毒 {泼,倒,浇}{汽油,硫酸} {引爆,点燃,点了}{炸药,煤气罐,液化气,汽油,炸弹} {制造,搞}{爆炸,恐怖,个大新闻,大事} {开车,驾车,拿车,开着车,用车}{撞,冲,去撞,冲进,冲向,往}{人,死,进,向,政府,单位,他们,学校,大门,群,} {带,拿,拎,提,扛,抱}{着,}{刀,菜刀,汽油,炸药,煤气罐,枪,斧头,农药}{去,到,找,来,上门,上} 自焚 炸弹 自制炸药 set_fire_to bomb`,
    will: `要让 我要让 就 我{要,就,会,去,今天,明天,一定,早晚,迟早,豁出去,先} 要 {再不,再{不,敢},不{给,解决,处理,还,赔,退,发},要是不,如果不,否则,不然,惹急了,逼急了,逼我,大不了,豁出去,信不信,等着,走着瞧,别怪我,别逼我,小心,今晚,明天,到时候,总有一天} will i'll gonna going_to`,
    told: 'threatening_to {他,她,他们,对方,邻居,有人,前夫,老公,男的,那人,前男友,儿子,债主,老板,房东,隔壁,楼上,工人,同学,家长,陌生人,女婿,网友,醉汉,亲戚,群里,网上}{一直,总,又,还,刚才,刚刚,今天,打电话,发短信,发微信,发消息,在群里,在网上,电话里,}{说,扬言,威胁,恐吓,放话,要,叫嚣,喊} 扬言 放话 恐吓 威胁{我,要,他,她,我们,学校,说} 声称要 叫嚣 threatened threatens threatening said_he',
    speaker: '我 老子 俺 i',
    joke: '{热,饿,累,困,笑,烦,气,吓,吵,冷,疼,痒,晒,冻,忙,急,愁,羡慕,美}死 杀毒 杀虫 灭蚊 灭鼠 杀价 砍价 砍树 砍伐 打药 小说 电影 电视剧 游戏 剧情 台词 剧本 歌词',
  },
  situations: [
    {
      group: 'threat',
      weight: 1.6,
      needs: ['speaker', 'goTo', 'building', 'stabAny'],
      within: 16,
      inOrder: true,
      without: 'told|joke|callForHelp',
    },
    {
      group: 'threat',
      weight: 1.6,
      needs: ['will|speaker', 'killBare'],
      within: 8,
      inOrder: true,
      without: 'told|joke|callForHelp',
    },
    { group: 'threat', weight: 1.6, needs: ['armed', 'await'], within: 24, without: 'told|joke|callForHelp' },
    {
      group: 'threat',
      weight: 1.6,
      needs: ['disposal', 'others', 'killShort'],
      within: 14,
      inOrder: true,
      without: 'told|joke|callForHelp|animalKilled',
    },
    {
      group: 'threat',
      weight: 1.6,
      needs: ['will|speaker', 'ruin', 'building'],
      within: 18,
      without: 'told|joke',
    },
    {
      group: 'threat',
      weight: 1.6,
      needs: ['speaker|will', 'armed', 'goTo|kill|building'],
      within: 24,
      without: 'told|joke|callForHelp',
    },
    {
      group: 'threat-told',
      weight: 1.6,
      needs: ['told', 'ruin|stab'],
      within: 16,
      inOrder: true,
      without: 'joke',
    },
    {
      group: 'threat',
      weight: 1.6,
      needs: ['will|speaker', 'kill'],
      within: 12,
      inOrder: true,
      without: 'told|joke|callForHelp|animalKilled',
    },
    { group: 'threat', weight: 1.6, needs: ['will|speaker', 'destroy'], within: 16, without: 'told|joke' },
    { group: 'threat', weight: 1.6, needs: ['destroy', 'kill'], within: 24, without: 'told|joke' },
    {
      group: 'threat-told',
      weight: 1.6,
      needs: ['told', 'kill|destroy'],
      within: 20,
      inOrder: true,
      without: 'joke',
    },
  ],
};
