import type { Theme } from './theme.js';

/** Live wires on the ground, in water or sparking. */
export const electric: Theme = {
  words: {
    wire: '电{线,缆,杆,箱} 高压{线,电,电线,电缆} 裸{线,露电线} 线{头,} 变压器 配电{箱,柜,房} 电表箱 变电{箱,站} 电杆 插座 路灯{杆,} 充电桩 power_line wire cable transformer',
    live: '{冒,打,溅,迸,放,出,闪,有}{出,着,了,}{火花,电火花,火星,火,电,弧光} 火花{四溅,乱,直冒,带闪电,} 噼{里啪啦,啪} 漏电 带{着,}电 有电 麻{手,人,了,一下} 电{人,死,到} 短路 爆{了,炸} sparking sparks live',
    down: '{掉,断,落,垂,倒,耷拉,拖,吊,刮断,扯断,压断,泡,挂断}{在,到,进,了,下来,落,下,掉}{地,地上,水里,水,路上,路,马路,积水,院子,车,树,人行道,}{上,里,} {泡,浸,掉}{在,到}水里 断{开,裂,落} 倒{了,下来} fell fallen down',
    peril: '人 {老人,孩子,小孩,行人,过路,积水,水里,水,学生,路过} people water',
  },
  situations: [
    { group: 'electric', weight: 1.6, needs: ['wire', 'live'], within: 16, without: 'meterTalk' },
    {
      group: 'electric',
      weight: 1.3,
      needs: ['wire', 'down', 'live|peril|now'],
      within: 20,
      without: 'long|meterTalk',
    },
    {
      group: 'electric',
      weight: 1.3,
      needs: ['live', 'waters|peril', 'wire|appliance'],
      within: 24,
      without: 'meterTalk',
    },
  ],
};
