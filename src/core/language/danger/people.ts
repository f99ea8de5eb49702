import type { Vocabulary } from '../scene/vocabulary.js';

/** Who is in danger, where, and what the body does: shared by all themes. */
export const people: Vocabulary = {
  self: '我 俺 咱 本人 自己 i me my myself us we',
  person: `骑{电驴,小电驴,车子}的 老人{家,} 老头{子,儿,} 老太{太,婆,} 老奶奶 老爷{爷,子} 老大{爷,娘} 大爷 大妈 大娘 大叔 大伯 大姐 大哥 阿姨 老伯 老汉 老婆婆 爷爷 奶奶
    外{公,婆} 姥{姥,爷} 公公 婆婆 岳{父,母} 丈母娘 爸 爸爸 妈 妈妈 父亲 母亲 爹 娘 老{公,婆,伴} 丈夫 妻子 爱人 对象 {男,女}朋友 {前,}男友 {前,}女友
    孩子 小孩{子,} 娃 娃娃 宝宝 婴儿 儿子 女儿 闺女 孙{子,女} 外孙{女,} 侄子 侄女 弟弟 妹妹 哥哥 姐姐 我{哥,姐,弟,妹,爸,妈,爷,奶} 同学 学生 同事 工友 工人 民工 师傅
    邻居 室友 舍友 房客 租客 乘客 顾客 客人 司机 驾驶员 骑{车,电瓶车,电动车,摩托车,三轮车,自行车,电驴}{的,人} 骑手 外卖员 行人 路人 女{的,人,孩,生} 男{的,人,孩,生} 小伙{子,} 小姑娘 姑娘 小男孩 小女孩
    有{个,}人 一个人 两个人 几个人 好几个人 好多人 {两,三,四,五,几}个 人 他 她 患者 病人 伤者 孕妇 产妇 嫂子 嫂嫂 舅舅 叔叔 姑姑 姨 舅妈 表{哥,弟,姐,妹} 店员 保安 老师 服务员
    老年人 中年{人,男子,妇女} 男子 女子 小朋友 小家伙 小娃 小囡 囡囡 小丫头 丫头 伢 伢子 细伢 老妈 老爸 爸妈 父母 全家 一家{人,三口,四口,子} 家{里,}人
    man woman child children kid kids baby boy girl old_man old_woman lady mother father mom mum dad grandma grandpa husband wife son daughter neighbour neighbor
    brother sister someone somebody people person friend colleague coworker worker he she him her they them driver student guy guys passenger`,
  child: `孩子 小孩{子,} 娃 娃娃 宝宝 婴儿 儿子 女儿 闺女 孙{子,女} 外孙{女,} 小朋友 小家伙 小娃 小囡 小丫头 小男孩 小女孩 伢子 细伢 学生 弟弟 妹妹 {一,两,二,三,四,五,六,七,八,九,十,1,2,3,4,5,6,7,8,9}岁
    child children kid kids baby boy girl son daughter toddler`,
  elder: `老人{家,} 老头{子,儿,} 老太{太,婆,} 老奶奶 老爷{爷,子} 大爷 大妈 大娘 爷爷 奶奶 外{公,婆} 姥{姥,爷} 老伴 老年人 老年痴呆 痴呆 失智 爸 妈 爸爸 妈妈 父亲 母亲 老爸 老妈 公公 婆婆 岳{父,母} grandma grandpa old_man old_woman`,
  home: `stairwell staircase everywhere 巷子 院子{里,} 门卫 停车场 家 家里 屋{里,子,内,} 房{间,子,屋,里} 室内 厨房 客厅 卧室 卫生间 厕所 洗手间 阳台 宿舍 出租屋 楼{道,里,梯,上,下,梯间} 走廊 过道 隔壁 对门 对面 邻居{家,} 地下室 车库 仓库 车间 厂{里,房,区,} 工厂 商场 店{里,铺,面,} 超市 饭店 教室 学校 医院 宾馆 酒店 网吧 办公室 {一,二,三,四,五,六,七,八,九,十,顶,1,2,3,4,5,6,7,8,9}楼 {一,二,三,四,五,六,七,八,九,十,1,2,3,4,5,6,7,8,9,0}{层,单元,栋,幢} 桥洞 小区 工地 大棚 猪圈 草堆 柴堆 垃圾{桶,堆,房} 树林 {田,地}里 机房 配电{房,室} 电梯{井,间} 井道 house home room kitchen building apartment upstairs downstairs next_door corridor hallway basement dorm shop store factory garage office flat`,
  injured: `流血 留血 流了{好多,很多,一地,一身,不少}血 {满,一}{头,身,脸,手,地,腿,嘴,床}{都,全,}{是,的,}血 {头,手,腿,脸,鼻子,嘴里,耳朵,身上,下面,下身}{在,一直,}{流,出,冒}{了好多,好多,了,}血 血流{不止,如注,满面,得} 血{止不住,一直流,一直在流,直流,不停地流} 浑身是血 都是血 全是血 血泊 一滩血 好多血 出血 大出血 {受,重,}伤 受了伤 伤得{很,不,} 伤{势,情}{严,很}重 骨折 古折 断了{腿,手,胳膊,手指,脚} {腿,手,胳膊,手指,脚}{断了,压断,夹断,切断,轧断,压烂} 骨头{断,露,戳} 昏迷 昏过去 晕过去 晕{倒,到} {头破血流,奄奄一息} {动不了,动弹不得,不能动,不会动,起不来,爬不起来,站不起来} 躺{在,着} 躺地上 倒{在,地} 没{有,}{反应,动静,意识,知觉} 不动了 一动不动 bleeding injured hurt unconscious blood wounded not_moving on_the_ground`,
};
