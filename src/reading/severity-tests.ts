import type { Severity } from './hazard-words.ts'
import { parseTests, type RaisingTest } from './word-table.ts'

/** A test of handbook §6.2 that raises what the hazard's own rule proposed, never lowers it. */
type SeverityTest = RaisingTest & { readonly raisesTo: Severity }

const TABLE = `
major? only=building  # newly or widely cracked, or growing: a layman's eye, so it must be checked
  say: 比上次.{0,2}(?:宽|大|长) 变宽 变大 越来越[宽大长] 加宽 宽了 塞[进得].{0,4}手指 手指宽 [一两二三]指宽 扩大 裂穿 通到顶 整面墙 大裂缝
major only=building  # leaning or sinking where people are
  say: 倾斜 要倒 快倒 往外倾 外倾 下沉 沉降 悬空
major only=fire,security  # all exits, or the only stair (§6.2)
  say: (?:所有|全部|整栋|整层|每个|几个|唯一|两边|两头|就这一个).{0,8}(?:出口|门|楼梯|通道).{0,6}(?:锁|堵|封|打不开) 门都.{0,3}锁 出口都.{0,3}(?:锁|堵|封)
major only=special_equipment,food  # gas in an occupied building
  say: 燃气.{0,3}(?:泄|漏) 煤气.{0,3}漏 漏气
major only=fire,lab  # dangerous goods in classrooms, library or canteen
  about: 汽油 柴油 煤气罐 液化气 烟花 鞭炮 油漆 稀料 酒精桶 整箱酒精 危化品 硫酸 盐酸
  wrong: 教室 图书 阅览室 食堂 餐厅 办公室
  unless: 洒 打翻 实验
major only=food  # suspected and still being served
  say: 还在(?:吃|发|喝|卖|供|用|打饭|分) 正在(?:吃|发|喝|供|分) 都?(?:吃|喝)了(?:不少|好多|一半) 孩子(?:们)?都?在(?:吃|喝) 已经发(?:下去|给|了)
major  # somebody entitled calls it so
  say: 重大(?:安全|事故)?隐患
larger  # pupils are under it or beside it
  about: 底下 下面 旁边 上方 头顶
  wrong: 坐着? 孩子 学生 娃 小朋友 同学
  also: 晃 松 掉 歪 翘 断 裂 倒 砸
larger  # it nearly happened to a pupil
  say: (?:差点|险些|差一点).{0,8}(?:孩|娃|学生|同学|小朋友|砸|电到) (?:孩子?|娃|学生|同学|小朋友).{0,6}(?:差点|险些|差一点)
larger only=security,facility  # a way up to the roof stands open
  about: 天台 楼顶 顶楼 屋顶
  wrong: 没锁 虚掩 开着 敞 上得去 能上去
larger  # the same fault again and again
  say: 反复 多次 屡次 屡教不改 三天两头 修了又 又坏了 老毛病 第[三四五]次 说了好几[次遍] 说过好几[次遍]
larger  # beyond the school's own hands: contractor, money, another department, days
  say: 请?厂家 施工队 专业(?:人员|师傅|公司) 修不了 没法修 要花钱 要经费 需要资金 申请经费 得.{0,3}换新 报城管 跟城管 找街道 找交警
larger?  # the reporter cannot judge
  say: 不知道(?:严不严重|要不要紧|有没有危险) 说不准 拿不准 不确定(?:严|要|有没有|危)
`

/** The tests of §6.2 that depend on the whole line. */
export const SEVERITY_TESTS = parseTests(TABLE) as readonly SeverityTest[]
