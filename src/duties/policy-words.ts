import { posts } from './catalogue.ts'
import type { WrittenPolicy } from './policy-shape.ts'
import { parseAt, parseRepeat, type StepAt } from './step-at.ts'

type Written = WrittenPolicy['steps'][number]

/** What a step counts from, as people say it. */
const BASES: Record<string, string> = {
  open: '开始',
  start: '开会',
  launch: '发起',
  round: '巡查时间',
  due: '截止',
  due_day: '截止当天',
  reported: '上报',
  receipt: '收到',
  accept_due: '接收期限',
  rectify_due: '整改期限',
  asked: '提出申请',
  pause_follow_up: '暂停跟进日期',
  follow_up: '外部跟进日期',
  verify_due: '验收期限',
  plan_due: '方案期限',
  minutes_due: '纪要期限',
  period_end: '本期结束',
  deadline: '挂牌期限',
  checkpoint: '进度检查日',
  last_checkpoint: '最后一个进度检查日',
  day_close: '当天汇总',
  next_day_close: '第二天汇总',
  day_end: '当天 24:00',
  daily: '每天',
  friday: '周五',
  next_monday: '下周一',
}

/** Whom a step names beside posts. */
const ROLES: Record<string, string> = {
  owner: '责任人',
  co_owner: '共同责任人',
  substitute: '替班人',
  supervisor: '上级',
  safety_office: '安全办公室',
  duty_leader: '值班领导',
  lead_group: '领导小组',
  phone_list: '电话名单',
  attendees: '参会人',
  unsigned: '还没签的人',
  counterpart_leader: '另一位主要领导',
  assignee_dept_head: '主管处室负责人',
  rectifier: '整改人',
  approver: '审批人',
  reporter: '报告人',
  responsible: '挂牌责任人',
  unacknowledged: '还没点收到的人',
  homeroom_if_class_known: '班主任',
  school_doctor_if_health: '校医',
}

export const sayRole = (role: string): string => ROLES[role] ?? posts.get(role)?.name ?? role

/** `截止后 15 分钟`, `开会前 1 个工作日 15:00`. */
export function sayWhen({ base, offset, time }: StepAt): string {
  const from = BASES[base] ?? base
  const clock = time === undefined ? '' : ` ${time}`
  if (!offset || offset.amount === 0) return `${from}${clock}`
  const unit = { M: '分钟', H: '小时', WD: '个工作日', D: '天' }[offset.unit]
  return `${from}${offset.amount < 0 ? '前' : '后'} ${Math.abs(offset.amount)} ${unit}${clock}`
}

function sayRepeat(written: string): string {
  const repeat = parseRepeat(written)
  if ('everyMinutes' in repeat) return `，之后每 ${repeat.everyMinutes} 分钟`
  if (repeat.everyWorkdays !== undefined) return `，之后每 ${repeat.everyWorkdays} 个工作日 ${repeat.dailyAt}`
  return `，之后${repeat.workdays ? '每个工作日' : '每天'} ${repeat.dailyAt}`
}

/** One step in a line: when, how often, to whom. */
export function sayStep({ at, to, repeat }: Written): string {
  const when = `${sayWhen(parseAt(at))}${repeat === undefined ? '' : sayRepeat(repeat)}`
  return to.length > 0 ? `${when}：${to.map(sayRole).join('、')}` : when
}

export const QUIET_WORDS: Record<WrittenPolicy['respects_quiet_hours'], string> = {
  respect: '安静时段不发',
  ignore: '随时发',
  ignore_until_controlled: '没有管控前随时发',
  ignore_on_shift: '当班时随时发',
}
