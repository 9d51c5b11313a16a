/** Sources of regular expressions: what people say when all is well. A word that is not here is asked back. */

/** Trouble that is said not to be there: 未发现异常, 没有什么问题, 无隐患, 没闻到煤气味. */
const NO_TROUBLE =
  '(?:未|没有?|无)(?:再|曾)?(?:发现|看[到见]|见到?|存在|出现|发生)?(?:任何|什么|啥|明显|其他|新的?|安全|大)*(?:异常情况|异常|异样|情况|问题|毛病|隐患|事故|故障|损坏|状况|事)|没啥|没毛病|(?:未|没有?|无)(?:任何|学生|人|人员)*(?:缺勤|缺席|迟到|请假|发热|发烧|受伤|不适|滞留)|(?:未|没有?|无)闻到(?:任何|什么|一点)*(?:燃气|煤气|天然气|异|怪|焦|糊)*味道?'
/** Normality that may be said of a known thing: 灭火器完好, 二楼通道畅通. */
const OF_A_THING =
  '正常|完好|良好|畅通|平安|平稳|平整|齐全|安全离校|安全放学|有序|(?:在|未过|处于)?有效期内|[关锁收断]好|[关锁断]了|[关锁]上了?|亮着|亮了|稳定|充足|合格|干净|整洁|清空|没问题|完成|完毕|结束|走了?一[圈遍]|(?:都|均|已经?|全部?)(?:检查|查|看|巡查|巡视|走)[过了]'
/** Things and places that are looked at. */
const THING =
  '消防器材|消防设施|消防设备|消防通道|消防栓|消火栓|消防水带|消防主机|消防|灭火器|应急灯|应急照明|疏散指示灯?|疏散通道|安全通道|安全出口|出口|通道|烟感|喷淋|压力表?|水带|防火门|卷帘门|升降柱|道闸|伸缩门|门禁|监控室|消控室|监控|摄像头|一键报警|报警器|报警系统|防暴器材|防护用品|对讲机|门窗|门锁|大门|后门|前门|侧门|校门口?|门卫室?|门岗|门口|门|窗户?|锁|电源|电器|电路|线路|插座|插排|开关|配电箱|配电房|水电气?|水龙头|水管|水|电|燃气|煤气|气|灯管?|灯光|照明|风扇|吊扇|空调|投影仪?|一体机|电脑|多媒体|网络|广播|铃声?|设施|设备|器材|器械|用品|桌椅|课桌|黑板|玻璃|护栏|栏杆|扶手|楼梯间?|走廊|楼道|过道|厕所|卫生间|卫生|操场|跑道|场地|体育馆|食堂|餐厅|后厨|厨房|仓库|库房|冰箱|留样|消毒|食材|餐具|饭菜|宿舍|寝室|图书馆|阅览室|实验室|机房|功能室|办公室|会议室|报告厅|值班室|传达室|医务室|卫生室|保健室|锅炉房?|锅炉|电梯|车辆|校车|车棚|停车场|围墙|校园|校内|校外|周边|交通|秩序|纪律|午休|午餐|早读|课间|晨检|晨读|体温|精神状态|精神|状态|身体|出勤|考勤|教学楼|综合楼|行政楼|实验楼|宿舍楼|(?:[一二三四五六1-9](?:至|到|-))?[a-d一二三四五六1-9]号?(?:楼|栋|层)|(?:[一二三四五六1-6](?:至|到|-))?[一二三四五六1-6](?:年级|年|班)|[一二三四五六1-6]\\(?\\d{1,2}\\)?班?|各班|各楼层?|楼层|楼|[东南西北][门侧边]?|巡查点|点位|数据|账目|药品|资料|台账|功能|开关门|值守|保安|值班'
/** Where a thing stands or what the speaker has been doing; says nothing by itself. */
const AROUND =
  '今天|今日|今早|早上|上午|中午|下午|晚上|目前|现在|刚才|已经|我们?|老师|本[点轮次班校]|这里|这边|全部|全都|全班|全校|全员|一切|各项|所有|其余|其他人?|别的|情况|工作|任务|点位|学生|同学们?|孩子们?|人员|大家|路队|放学|教室|室内|里面|外面|里|内|巡查|检查|巡逻|巡视|值班|护学|签字|走|查|巡|看|做|办|都|均|也|已|很|挺|较|比较|全|的|和|及|与|、'
/** Words that mean it only by themselves: 「家长已到」 is another matter. */
const SAID_ALONE =
  'ok|okay|好|行|可以|安全|顺利|合格|完成|完毕|完|结束|做好|办好|搞定|妥|没事|都好着呢|好着呢|挺好|很好|平平安安|[走巡查看做办]过|来过|去过|[走巡查看转]了?一[圈遍]|到岗|在岗|到位|到齐|人齐|齐|齐全|全勤|满勤|全到|来了|来齐|到|确认|关窗|断电|锁门|清空|(?:被?家长)?(?:都|全部?|已经?|均)+(?:被?家长)?(?:接走|离校|走|回家|放学|送出|检查过)|已?送出|已?检查过?|👍|👌|✅|✔|🆗'
const ENDS = '了|的|啦|哈|呢|哦|~'
const POLITE = '谢谢|辛苦|收到|好的|您好|你好|老师好?|请放心|放心|校长|主任|报告|\\p{Extended_Pictographic}'
/** All of a class: 42人全到. */
const HEADS = '\\d{1,4}|[一二三四五六七八九十百两]{1,5}'
/** Yesterday's fault that is mended, or today's that was put right on the spot. */
const REPAIRED = '修好|修复|换好|关好|关上|锁好|锁上|恢复正常|恢复供[水电气]'
const SETTLED = `${REPAIRED}|更换|换|收好|恢复|处理好|处理|清理干净|清理|清走|解决`
const ALREADY = '(?:已经?|均已|都已|现已|刚刚?|当场)'

const said = (body: string) => new RegExp(`^(?:${body})(?:${ENDS})*$`, 'u')
const ABOUT = `(?:${AROUND}|${THING})*`

/** A clause that says of everything, or of known things and places, that all is well. */
export const WELL = said(
  `(?:${AROUND}|(?:${HEADS})(?:人|名|个|位)?)*(?:${NO_TROUBLE}|${OF_A_THING}|${SAID_ALONE})+|${ABOUT}(?:${NO_TROUBLE}|${OF_A_THING})+|无|没有|没`,
)
export const COURTESY = new RegExp(`^(?:${POLITE})+[了啦]?$`, 'u')
/** 应到42实到42: both figures, to be compared. */
export const ROLL =
  /^(?:我班|本班|全班|今天|今日)*应到(?<owed>\d{1,4})(?:人|名)?[,;、 ]*实到(?<came>\d{1,4})(?:人|名)?$/u
const LATER = '(?!.*(?:明天|后天|下周|稍后|尽快|放学后|下课后|准备|打算|[等请让要]))'
const REPAIR = (of: string) =>
  `${ALREADY}(?:${of})*(?:${SETTLED})|(?:都|也|全部?|的(?:${THING}))(?:${REPAIRED})|后恢复(?:正常|供[水电气])`
/** A fault and its repair in one breath: 灯坏了已经修好了, 昨天的灯修好了. */
export const MENDED = new RegExp(`^${LATER}.*(?:${REPAIR(`${AROUND}|${THING}`)})(?:正常|${ENDS})*$`, 'u')
/** A repair that names no other thing than the clause before it: 已关好. */
export const MENDED_IT = new RegExp(`^${LATER}(?:${AROUND})*(?:${REPAIR(AROUND)})(?:正常|${ENDS})*$`, 'u')
/** To close mends what stood open and nothing else. */
export const CLOSED = /[关锁][好上]/u
export const STOOD_OPEN = /[没未忘].{0,2}[关锁]|[开敞]着|虚掩|大开/u
