import { parseTests, type RaisingTest } from './word-table.ts'

const TABLE = `
serious  # death or suspected death
  say: 身亡 死亡 去世 死了(?!机|锁|算) 没了呼吸 没气了 遇难 不行了
serious  # ambulance, admission, surgery
  say: (?<!\\d)120(?!\\d|米|元|块|人|个|名|分|度|平|斤|克|毫) 救护车 住院 手术 抢救 缝.{0,2}针 icu 重症
serious? only=injury,illness,traffic,bullying,food_poisoning,infectious,building,stampede  # to hospital: admission is not known yet
  say: (?:送|去|到|往|转)(?:了|往|到)?.{0,4}(?:医院|急诊)
  unless: 复查|接种|疫苗|体检
serious only=injury,bullying,traffic  # blood that does not stop
  say: (?<!鼻)血.{0,4}止不住 止不住血 血流不止
serious only=bullying,staff,petition,intrusion  # weapons
  say: 持刀 拿刀 动刀 刀子 棍棒 钢管 砖头砸 匕首 抄了 抄起 抡起
serious only=bullying  # several against one, filmed, hurt
  say: 录视频 拍视频 拍了视频 好几个人打 几个打一个 流血 出血 骨折 昏 鼻青脸肿 住院
serious? only=bullying,traffic,building,staff,petition  # hurt in it
  say: 受伤 伤到 打伤 撞伤
serious  # likely to become public (§6.4)
  say: 抖音 微博 热搜 记者 媒体
serious? only=missing  # left home or searched for a long time: 30 minutes are over or nobody knows
  say: 已经?出门 早就?出门 出了门 送到校门口 从家走 半(?:个)?小?时 [一二两三四五六1-6]个?(?:多)?小时 到现在 四十分钟 整个上午 一上午
serious only=utility  # people in an occupied building without a way to cope
  say: 困在电梯 电梯.{0,4}困
serious? only=illness,infectious  # several classes at once
  say: (?:[二两三四五六七八九几]|好几)个班.{0,8}(?:吐|烧|拉|咳|疹) 各班都有
`

/** What raises an incident to serious (§6.4) beside its category. Counting sick pupils is `sick.ts`. */
export const LEVEL_TESTS: readonly RaisingTest[] = parseTests(TABLE)
