import { type CalendarOverride, createCalendar } from '../calendar/calendar.ts'
import type { SchoolShape } from './school-shape.ts'

/**
 * What the school has not told us yet, as sentences (handbook §3 seats, §16): the duties concerned stay off until then.
 * And where its calendar is overruled by the holiday tables, so that nobody trusts a day off that is none.
 */
export function schoolWarnings(school: SchoolShape, options: CalendarOverride): string[] {
  return [
    ...seatWarnings(school),
    ...peopleWarnings(school),
    ...gradeWarnings(school),
    ...placeWarnings(school),
    ...createCalendar({ ...school.calendar, ...options }).disagreements,
  ]
}

function seatWarnings(school: SchoolShape): string[] {
  const { school: about, lead_group: group, calendar } = school
  const held = new Set(school.staff.flatMap((p) => p.posts))
  const missing: [boolean, string][] = [
    [group.leader.length === 0, '安全工作领导小组还没有组长，定时任务暂不启动。'],
    [about.legal_representative === undefined, '还没有填写法定代表人。'],
    [!held.has('principal'), '教职工名单里还没有校长。'],
    [!held.has('vp_safety'), '教职工名单里还没有分管安全的副校长。'],
    [!held.has('gate_guard'), '教职工名单里还没有门卫保安。'],
    [group.safety_office.length === 0, '安全办公室还没有人员。'],
    [about.bureau === undefined, '还没有填写教育局的联系方式。'],
    [about.second_receiver === undefined, '还没有填写第二个上报单位。'],
    [calendar.terms.length === 0, '校历里还没有学期，上课日的任务暂不启动。'],
    [Object.keys(school.duty_roster.duty_leader_by_weekday).length === 0, '还没有值班领导安排。'],
    [school.patrol_points.length === 0, '还没有巡查点。'],
    [!school.chats.some((c) => c.purpose === 'leaders'), '还没有校务群，每周小结暂不发送。'],
  ]
  const departments = school.departments
    .filter((d) => d.head === undefined)
    .map((d) => `${d.name}还没有负责人。`)
  return [...missing.filter(([is]) => is).map(([, sentence]) => sentence), ...departments]
}

function peopleWarnings({ staff }: SchoolShape): string[] {
  const reachable = new Set(
    staff.filter((p) => p.feishu_user_id ?? p.dingtalk_user_id ?? p.wecom_user_id).map((p) => p.id),
  )
  return staff.flatMap((p) => {
    if (p.posts.length === 0) return [`${p.name}还没有岗位。`]
    if (!p.has_app && p.proxy === undefined) return [`${p.name}不用手机应用，也没有代填人。`]
    if (!p.has_app && !reachable.has(p.proxy ?? '')) return [`${p.name}的代填人也收不到消息。`]
    return p.has_app && !reachable.has(p.id) && !p.mobile ? [`${p.name}还没有账号或手机号，收不到消息。`] : []
  })
}

function gradeWarnings({ classes, grade_leaders }: SchoolShape): string[] {
  const grades = [...new Set(classes.map((c) => c.grade))].toSorted((a, b) => a - b)
  return [
    ...classes.filter((c) => c.homeroom === undefined).map((c) => `${c.name}还没有班主任。`),
    ...grades.filter((g) => grade_leaders[String(g)] === undefined).map((g) => `${g} 年级还没有年级组长。`),
  ]
}

function placeWarnings({ patrol_points }: SchoolShape): string[] {
  return patrol_points.filter((p) => p.owner === undefined).map((p) => `巡查点「${p.name}」还没有责任人。`)
}
