import type { Theme } from './theme.js';

/** Gas and other poison in the air: a smell or a leak of it, not the supply and its bills. */
export const gas: Theme = {
  words: {
    crowd: '好多人 很多人 大家都 好几个人 全厂 全校 全班 一楼的人',
    gasName:
      '煤{气,汽} {没,媒,梅}气{味,漏,泄,罐} 燃气 天然气 液化{气,汽} 沼气 瓦斯 管道气 氯气 液氯 氨气 液氨 一氧化碳 co 化学品 危化品 硫化氢 毒气 有毒气体 甲醛罐 油罐{车,} 加气站 汽油 酒精 农药罐 gas carbon_monoxide chlorine ammonia propane',
    gasPipe:
      '{煤气,燃气,天然气,液化气}{管,管子,管道,罐,瓶,灶,阀,阀门,表,软管,胶管,热水器} {煤气,燃气,天然气}总管 中压管 气{罐,瓶} gas_pipe gas_line gas_stove',
    leak: '泄{漏,露,楼} 泻{漏,露} 漏{气,了,得,出来,的,着,个不停,} 跑气 喷{气,出来,得} {嘶嘶,滋滋,嗤嗤,吱吱,呲呲,丝丝,咝咝}{响,的响,声,叫,的,漏,冒,} {挖,弄,碰,撞,铲,钻}{断,破,穿,漏,裂,爆} {断,破,裂}{了,开,掉} {关不{掉,上,住,紧}} 没关 忘{了,记}关 往外{冒,喷,跑} leak leaking leaks leaked',
    smell:
      '{闻,嗅}{到,见,着} 味{道,儿,} 气味 {很,好,特别,非常,越来越,太,超}{浓,重,大,刺鼻,呛} 刺鼻 呛人 臭鸡蛋 难闻 smell smells smelling',
    dizzy:
      '头{晕,昏,疼,痛} 恶心 想吐 呕吐 {吐,呛}了 发晕 晕{了,乎乎,倒,到} 没力气 浑身{无力,没劲,发软} 腿软 昏沉 站不稳 胸闷 {不舒服,难受} 咳嗽 咳得 喘 呛得 倒下 dizzy headache nauseous vomiting faint',
    burner:
      '{炭,碳,煤,木炭,蜂窝煤}{火,炉,盆,炉子,火盆} 烧{炭,碳,煤}取暖 炭烧 煤炉 火盆 火锅炭 生{炉子,炭火,煤炉} 取暖炉 发电机 热水器 煤球炉 洗澡 charcoal heater',
    factory: '厂{子,} 喷漆 化工 园区 装修 家具 养殖 猪{场,} 油漆 垃圾{站,场} 餐{馆,饮} 臭',
    gasBusiness:
      '{开,接,通,装,安装,改,移,入户,拆}{通,}{燃气,天然气,煤气,管道} {燃气,天然气,煤气}{费,公司,账单,价格,价,卡,开户,安装,缴费,入户,改造,站,证,工程,户名,过户} 通{燃气,天然气} 加{气站,油站} 井水 自来水 充值 缴费 开户 收费 涨价 气价 欠费 bill company station fee',
  },
  situations: [
    { group: 'gas', weight: 1.4, needs: ['smell', 'dizzy', 'crowd'], within: 30, without: 'dailyFire' },
    { group: 'gas', weight: 1.8, needs: ['gasName|gasPipe', 'leak'], within: 10 },
    { group: 'gas', weight: 1.5, needs: ['gasName', 'smell'], within: 14, without: 'gasBusiness' },
    { group: 'gas', weight: 1.5, needs: ['gasName|gasPipe', 'dizzy'], within: 30, without: 'gasBusiness' },
    {
      group: 'gas',
      weight: 1.5,
      needs: ['smell', 'dizzy', 'home'],
      within: 30,
      without: 'dailyFire|factory',
    },
  ],
};
