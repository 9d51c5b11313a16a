import type { Line } from './line.ts'
import { has } from './spot.ts'
import { anyOf } from './word-table.ts'

/**
 * Temporary controls people name, and what each one really stops (§6.3: "no effective control in place").
 * A fan that is switched off still hangs loose; a bowl under a leak next to a socket stops nothing.
 */
const CONTROLS: readonly { words: RegExp; stops: 'all' | ReadonlySet<string>; why: string }[] = [
  {
    words: anyOf(
      '(?:已经?|都|先|给)?围(?:起来|上|住)了? (?:已|先)?拉了?(?:警戒线|警戒带|隔离带|绳子) 用?(?:雪糕[桶筒]|锥桶|桌子|椅子|栏杆|隔离墩|警示牌?|水马).{0,4}(?:挡|拦|围|隔) 挡着了? 挡上了 隔离开 隔开了 封了? 封闭了? 禁止通行 不让.{0,6}(?:进|靠近|走|过)',
    ),
    stops: 'all',
    why: 'nobody comes near',
  },
  {
    words: anyOf(
      '停用 停止使用 先不[上用让]\\S{0,6} 不再使用 暂停使用 换到?别的?教室 学生.{0,4}撤 都?撤出来了? 转移(?:走|到|出)了? 疏散了 抱下来了? 叫下来了? 劝下来了?',
    ),
    stops: 'all',
    why: 'not used any more',
  },
  {
    words: anyOf(
      '已拆 拆掉了 拆下来了? 取下来了? 摘下来了? 搬走了? 清走了? 没收了? 清掉了? 收走了? 挪开了? 扔了 倒掉了? 整盆换了 下架了? 封存了? 已经?换了? 换好了 修好了 锁上了 锁好了 关严了 绑起来了? 绑了\\S{0,3} 固定住了? 拦住了 分开了 已拔 拔了',
    ),
    stops: 'all',
    why: 'the danger itself is taken away',
  },
  {
    words: anyOf('已?断电了? 断了电 拉了?闸 关了?(?:电闸|电源|总闸|空开) 拔了?(?:插头|电源)'),
    stops: new Set(['electric', 'it_equipment', 'special_equipment']),
    why: 'no current',
  },
  {
    words: anyOf('关了?总?阀门?了? 阀门.{0,3}关了? 关了?总?水阀 停了水'),
    stops: new Set(['facility', 'special_equipment', 'lab']),
    why: 'no water, no gas',
  },
  {
    words: anyOf(
      '人工.{0,4}(?:站|守|拦|值|看) 专人.{0,4}(?:守|看|值) 派人.{0,4}(?:守|看|站) 有人守着 守着呢? 站岗',
    ),
    stops: new Set([
      'security',
      'fire',
      'traffic',
      'facility',
      'building',
      'surroundings',
      'construction',
      'sports',
    ]),
    why: 'somebody keeps people away',
  },
  {
    words: anyOf(
      '先关了 关掉了? 先?拿.{0,4}(?:盆|桶)接着? 贴上?了?(?:胶带|提示|警示) 放了.{0,4}(?:提示|警示)牌? 用胶带.{0,6}贴',
    ),
    stops: new Set<string>(),
    why: 'named and recorded, but people are still exposed',
  },
]

/** Danger that belongs to another hour than this one, by category: the jam is over until the next rush. */
const OTHER_HOURS: readonly { words: RegExp; of: ReadonlySet<string>; why: string }[] = [
  {
    words: anyOf(
      '早高峰 晚高峰 高峰期 (?<!正在|正|现在|刚)放学 上学时 上学的时候 每天 平时 天天 经常 有时 一到',
    ),
    of: new Set(['traffic', 'surroundings', 'fire', 'security', 'student_behavior']),
    why: 'comes back at certain hours',
  },
  {
    words: anyOf('晚上 夜里 半夜 周末 放假 放学后 学生都?走了 没有?人(?:的时候|在|经过) 下班'),
    of: new Set([
      'electric',
      'facility',
      'building',
      'fire',
      'sports',
      'security',
      'it_equipment',
      'lab',
      'traffic',
    ]),
    why: 'nobody is there now',
  },
]

/** The incident goes on. */
const GOING_ON = anyOf('还在 正在 止不住 一直在? 打起来 越来越 现在 不停 刚刚 没停')
/** Somebody has it in hand. */
const IN_HAND = anyOf(
  '已分开 分开了 拉开了 拦开了 冰敷 包扎 处理好 处理了 处理过 接走 好了 没事了 缓过来 止住 安静 送回 涂了?药 消毒了? 贴了?创可贴',
)

/** Each control named in the line, with the words as said. */
export function controls(line: Line): { words: string; stops: 'all' | ReadonlySet<string> }[] {
  return CONTROLS.flatMap(({ words, stops }) =>
    [...line.text.matchAll(words)]
      .filter(
        (found) =>
          !/(?:没|未|不|别|没人|没有人?|还没|要不要|建议|能不能|麻烦|请)$/u.test(
            line.text.slice(0, found.index),
          ),
      )
      .map((found) => ({ words: found[0], stops, at: found.index })),
  ).sort((a, b) => a.at - b.at)
}

/** Whether a hazard endangers people now: exposed, not controlled, and at this hour (§6.3). General hazards endanger nobody. */
export function hazardIsUrgent(
  line: Line,
  hazard: { severity: 'general' | 'larger' | 'major'; category: string; exposes: boolean },
): boolean {
  if (hazard.severity === 'general' || !hazard.exposes) return false
  if (controls(line).some(({ stops }) => stops === 'all' || stops.has(hazard.category))) return false
  return !OTHER_HOURS.some(({ words, of }) => of.has(hazard.category) && has(words, line.text))
}

/** Whether an incident is in progress: a serious one and a missing pupil always, a minor one while nobody has it in hand (§6.3). */
export function incidentIsUrgent(
  line: Line,
  incident: { level: 'minor' | 'serious'; category: string },
): boolean {
  if (incident.level === 'serious' || incident.category === 'missing') return true
  return has(GOING_ON, line.text) && !has(IN_HAND, line.text)
}
