import { anyOf } from './word-table.ts'

/**
 * How people call the places a school writes on its patrol list. `named`: the part of a point's official name that makes the row
 * apply; nothing here knows any one school. Aliases a school writes down itself come first (`createPlaces`).
 */
export interface Saying {
  readonly named: RegExp
  /** Other names of the place itself. */
  readonly say?: string
  /** Lessons and occasions that take place there: as good as its name, but a name in the same line wins. */
  readonly doing?: string
  /** Things that stand there and hardly anywhere else: only when the line names no other place. */
  readonly holds?: string
}

export const SAYINGS: readonly Saying[] = [
  { named: /正校门|正门|大门/, say: '正门 正大门 大门 校门 学校大门', holds: '升降柱 伸缩门 一键报警' },
  { named: /门卫/, say: '门卫室 门卫 传达室 保安室 保安亭 岗亭 警务室' },
  { named: /车行门/, say: '车行门 车辆出入口', holds: '道闸' },
  { named: /消防车道/, say: '消防车道' },
  {
    named: /校门外|接送/,
    say: '校门口 校门外 学校门口 接送区 接送点 等候区 家长等候区 大门口 大门外',
    doing: '护学岗',
  },
  { named: /施工/, say: '工地那段 工地旁 施工地段' },
  { named: /实验室/, say: '科学实验室 实验室 科学教室', doing: '科学课 实验课' },
  { named: /药品柜/, say: '药品柜 危化品柜 化学品柜', holds: '酒精灯 试剂 硫酸 盐酸' },
  {
    named: /计算机|电脑/,
    say: '计算机教室 计算机室 微机室 微机房 电脑房 电脑教室 电脑室 信息教室',
    doing: '信息课 电脑课 微机课',
  },
  { named: /机房/, say: '机房 服务器机房', holds: '服务器' },
  { named: /图书/, say: '图书馆 图书室' },
  { named: /阅览/, say: '阅览室' },
  { named: /报告厅/, say: '报告厅 大礼堂 礼堂' },
  {
    named: /操作间|厨房/,
    say: '操作间 后厨 厨房 灶间 食堂里面的灶',
    holds: '燃气 煤气 天然气 灶台 灶具 油烟机 蒸饭车 蒸箱',
  },
  {
    named: /就餐|餐厅/,
    say: '就餐区 餐厅 饭厅 就餐大厅',
    doing: '陪餐 就餐 打饭 打菜 午餐时',
    holds: '饭菜 餐盘',
  },
  { named: /留样/, say: '留样间 留样冰箱 留样柜', holds: '留样' },
  { named: /配电/, say: '配电房 配电室 配电间 电房' },
  { named: /水泵/, say: '水泵房 泵房 消防泵房', holds: '水泵' },
  { named: /控制室/, say: '消防控制室 消控室 控制室' },
  {
    named: /操场|运动场/,
    say: '操场 跑道 足球场 篮球场 运动场 主席台 升旗台',
    doing: '体育课 大课间 早操 课间操 跑操',
    holds: '塑胶 球门 篮球架',
  },
  { named: /看台/, say: '看台' },
  { named: /器材室/, say: '体育器材室 器材室 体育室' },
  { named: /器械/, say: '器械区 单杠 双杠 单双杠 攀爬架 爬竿 云梯 肋木' },
  { named: /卫生室|医务/, say: '卫生室 医务室 保健室 校医室' },
  { named: /隔离/, say: '隔离观察室 隔离室 观察室' },
  { named: /车棚/, say: '车棚 自行车棚 电动车棚 电瓶车棚 单车棚' },
  { named: /充电/, say: '充电区 充电桩 充电棚' },
  { named: /仓库/, say: '仓库 库房' },
  { named: /垃圾/, say: '垃圾房 垃圾站 垃圾点 垃圾暂存点 垃圾池' },
]

/** Parts that many buildings have: they point to a patrol point only together with their building (§6.5, never invent). */
export interface Part {
  readonly named: RegExp
  readonly say: RegExp
  /** One above the other through the whole building: the storey said does not matter. */
  readonly everyFloor: boolean
}

export const PARTS: readonly Part[] = [
  { named: /厕所|卫生间/, say: anyOf('厕所 男厕 女厕 卫生间 洗手间 洗手池 茅房 便池'), everyFloor: true },
  { named: /楼梯/, say: anyOf('楼梯 楼梯口 楼梯间 梯步'), everyFloor: true },
  { named: /走廊/, say: anyOf('走廊 楼道 过道 走道 走廊窗户'), everyFloor: false },
  { named: /护栏/, say: anyOf('护栏 栏杆'), everyFloor: false },
  { named: /大厅/, say: anyOf('大厅 门厅'), everyFloor: false },
]

/** Parts so particular that the storey alone tells which one is meant (only one such point on it). */
export const PARTICULAR: readonly Part[] = [
  { named: /天台门/, say: anyOf('天台门 铁门 顶楼门 楼顶门 天台'), everyFloor: false },
]

/** Words that name a place nobody listed: kept as said. Bare 楼梯, 走廊, 厕所, 教室 say nothing, there are many. */
export const NAMED_PLACES =
  '办公室 会议室 音乐教室 美术教室 舞蹈(?:房|室|教室) 书法教室 心理室 咨询室 广播室 排练教室 排练厅 多功能厅 活动室 录播室 值班室 档案室 财务室 总务处 教务处 德育处 储藏室 杂物间 开水房 锅炉房 洗碗间 [东南西北]?围墙 停车场 花坛 花园 菜园 水池 池塘 喷泉 旗杆 小卖部 托管班 宿舍 小树林 沙坑 滑梯 公交站 路口 斑马线 人行道 马路 河边 水库 公园 博物馆 科技馆 基地 大巴 校车 天台 楼顶 地下室 连廊 架空层 门厅'
/** Words that say where when something qualifies them: 三楼走廊, 东边楼梯, 六年级厕所. */
export const QUALIFIED_PLACES =
  '走廊 楼道 楼梯口? 厕所 男厕 女厕 卫生间 洗手间 教室 大厅 护栏 栏杆 窗户 窗台 阳台 过道 开水器 后门 前门 铁门'
