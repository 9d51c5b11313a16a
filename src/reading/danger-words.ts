const SURNAME =
  '[张王李赵刘陈杨黄周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚]'
/** Nothing that is lost without being a child ends a child's name: 方向盘, 黄书包, 马克杯. */
const NO_NAME = '(?<![器包匙机本表件盘卡笔书单牌帽衣服套鞋杯伞巾桶线计灯门盒袋刀证球板库册据子箱])'
const NAME = `(?:(?<!\\p{Script=Han})${SURNAME}|(?<!\\p{Script=Han}[大])小)\\p{Script=Han}{1,2}${NO_NAME}`
const SOMEBODY = '(?:人|孩子?|学生|同学|小朋友|男生|女生|老师|保安|师傅|阿姨|家长)'

/** Danger to people that is said in few words, at a check or a round (format: `incident-words.ts`). */
export const DANGER = `
missing 56 serious  # gone, said of somebody by name or of nobody in particular
  say: (?:有人|有一?个|一个人|谁家?孩子?)不见了 ${NAME}(?:不见了?|找不[到着]了?|走丢|没影了)
missing 56 serious  # one short when people are counted
  say: [差缺][一两二1-3]个(?:人|孩子|学生|娃|同学)(?![^,。]{0,5}[手管力签填交报写打表补帮请值换代]) (?:数|点|清点)了?(?:好?[几一二两三四五1-9](?:遍|次|回))?(?:都|总|还|是|人)*[少差缺]了?[一两1-3]个(?!灯|灭|凳|椅|桌|班)
  unless: 灭火器 器材 桌 椅 凳 书 本子 卷子 餐盘 杯 钥匙 灯 手机 请假
missing 55 minor  # absent without a word, whoever it is
  say: 没来(?!得|电|水|过|检|修) 没到校 未到校 没进班 没进教室
  also: 没人接 打不通 联系不上 联系不到 关机 不接电?话? 没接电?话? 无人接 失联 没消息
  unless: 老师 师傅 同事 厂家 保安 修
missing 55 minor  # left over after school
  say: 剩(?:下|了)?[一两二三四五几1-9]个?${SOMEBODY}?(?:还)?(?:没有?人|没有?家长)来?接
intrusion 65 serious  # taken away by somebody who is not family
  say: 被.{0,6}(?:陌生|不认识|生人|外人|可疑).{0,4}(?:接|带|抱|拉|领|拖|骗|拽)走 不知道?被?谁.{0,6}(?:接|带|领)走
intrusion 65 serious  # a weapon in somebody's hands
  say: ${SOMEBODY}.{0,4}[拿带持揣藏握]着?了?.{0,3}(?:刀|匕首|斧|枪|棍)(?![^,。]{0,4}(?:切|削|剁|砍柴|裁))
  unless: 厨房 后厨 食堂 切菜 收走 没收 小刀 美工刀 手工课 玩具 玩具枪 水枪 道具 接力棒
intrusion 65 serious?  # a grown-up over the fence
  say: (?:男的|女的|大人|外人|男人|陌生人?).{0,6}翻.{0,4}[进入]
intrusion 64 minor  # a weapon that lies about
  say: 发现了?一?[把支根]?.{0,3}(?:刀(?!片|具|叉)|匕首|斧头|砍刀|枪)
  unless: 厨房 后厨 食堂 小刀 美工刀 玩具 水枪
intrusion 63 minor  # a stranger among the pupils
  about: 陌生 不认识的 可疑 校外人员 社会青年 社会人员
  wrong: 跟着?.{0,2}(?:孩子|学生|娃|小朋友) 拉着?.{0,2}(?:孩子|学生) 抱着?.{0,2}(?:孩子|学生) 在.{0,2}(?:厕所|教室|走廊|楼道|宿舍|楼里|校园|校内|操场) (?:没|未)拦住 拦不住
petition 67 minor  # quarrel and violence at the gate
  say: 闹事 (?:硬|强行?|强制)要?(?:接|带|闯|进)
sexual 98 serious?  # filmed where people undress
  say: (?:厕所|卫生间|更衣|浴室|宿舍|隔间|换衣).{0,8}(?:偷拍|拍照|录像|录视频|手机拍) 摸(?:她|他)(?![^,。]{0,3}(?:头|额|发烫|体温|手心))
bullying 80 minor  # a blow, whoever gets it
  about: 男生 女生 学生 孩子 同学 小朋友 有人 年级
  wrong: 打了?(?:女生|男生|同学(?!的?电话)|小朋友|人(?!工|家)) 堵(?:在|到|进)?.{0,3}(?:厕所|墙角|角落)里?
bullying 75 serious?  # struck at home, told at school: those who care for the child must know
  say: (?:爸爸?|妈妈?|父亲|母亲|继父|继母|后爸|后妈|家里人?|家长|爷爷|奶奶).{0,4}(?:打|揍|掐|烫|虐待)(?:他|她|孩子|我)(?!电话|招呼) 被(?:爸|妈|父|母|家长|继|后).{0,4}(?:打|揍|掐|烫|虐待)
illness 34 serious  # senseless, bleeding from within
  say: 昏了?过去 昏了(?!头) 晕了(?!头) 昏厥 不省人事 一动不动 趴在地上不动 没动静了 咳血 咯血 吐血 呕血 口吐白沫 没了?气息
illness 34 serious?  # lying where nobody lies
  about: ${SOMEBODY} 保洁
  wrong: [躺趴倒瘫]在.{0,6}(?:地上?|地板|里面|里(?!玩)|楼梯|厕所|走廊|操场|门口|路上|水泥) 倒在了? 倒下了
  unless: 玩 做操 拉伸 仰卧 午休 午睡 睡觉 打滚 撒娇 耍赖 体操 瑜伽 床 垫子 被窝
injury 24 serious?  # blood, and nobody knows whose
  say: (?:地上|地面|楼梯|台阶|厕所|走廊|墙上|门口|手上|脸上|头上|身上|衣服上?|床上).{0,3}(?:有血|是血|一滩血|血迹|好多血|都是血)
  unless: 鼻血 流鼻 蚊子
injury 26 serious  # crushed or cut off
  say: (?:手指?|指头|脚趾?|胳膊|腿).{0,4}(?:夹|压|切|轧|绞)断
injury 25 serious?  # bitten by an animal
  say: [狗猫蛇鼠].{0,3}咬(?:了|到|伤|着)?.{0,2}(?:人|孩|学|娃|老师|他|她|一个|我)
self_harm 94 serious  # on the edge of a height: nobody waits to ask why
  about: ${SOMEBODY} 娃 她 他 有个 ${NAME}
  wrong: (?:爬|上|跑)(?:到|上|去)?了?(?:楼顶|天台|顶楼|屋顶|房顶) [坐站骑蹲](?:在|到|上)了?.{0,3}(?:窗台|栏杆|护栏|女儿墙|阳台边) (?:想|要|准备|快要)(?:往下)?跳(?!绳|舞|远|高|操|皮|级|槽|健|大|课|蚤|过|得|房|沙|了一)
  unless: 抱下来 叫下来 劝下来 维修 修空调 检修 师傅 工人 施工 跳绳 跳舞
missing 56 serious  # over the wall and out
  say: 翻(?:墙|围墙|栏杆|大?门|护栏|出去).{0,2}(?:出|跑|走|溜)(?!来)
fire 64 serious?  # a smoke alarm that goes on
  about: 烟感 烟雾报警器? 火警 消防主机 消防报警 消防警铃
  wrong: (?:一直|不停|老是?|总|还)在?(?:叫|响|报) 响个不停 响了 大响
  unless: 误报 测试 试验 试铃 没电 故障
fire 64 serious  # black smoke is no cooking
  say: 冒黑烟 黑烟 冒白烟
`

/** A call for help says nothing of what happened, and is still the loudest thing somebody can write. */
const CRY =
  /出(?:大|人命|了大)?事(?:情)?了|出人命|救命|快来(?:人|救|帮|个人)?|快点来|不好了|不得了|(?:叫|打|喊|要|呼叫)(?:了)?(?:救护车|急救|1(?:10|19|20)(?!\d))|报警(?=$|[,。!]|了|吧)/u
/** Talk that borrows the cry: 救命，作业改不完了. */
const NO_CRY =
  /作业|改卷|试卷|笑|热死|累|困|好吃|可爱|演练|演习|模拟|知识|讲座|课|怎么办|如果|万一|要是|稻草|恩人|不得了[解]|(?:没|未|不|别|没有|防止|避免)(?:再)?(?:出|打|叫|报)/u
/** A cry is short; a longer text has said what happened. */
const LONGEST_CRY = 16

/** The cry in a line, or null. */
export const cryIn = (text: string): string | null => CRY.exec(text)?.[0] ?? null

/** The cry that is all a line says, or null: nobody who calls for help writes a story. */
export function cryAlone(text: string): string | null {
  if (text.length > LONGEST_CRY || NO_CRY.test(text)) return null
  return cryIn(text)
}
