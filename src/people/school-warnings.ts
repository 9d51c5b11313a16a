import { type CalendarOverride, createCalendar } from '../calendar/calendar.ts'
import type { SchoolShape, StaffEntry } from './school-shape.ts'

type Staff = Pick<StaffEntry, 'id' | 'name' | 'posts' | 'has_app' | 'mobile' | 'proxy'> & {
  /** Whether some chat account is known, on whatever platform. */
  account: boolean
}

/** A school as the checklist reads it: from its file, or as it stands today. */
export type Setup = Pick<
  SchoolShape,
  | 'school'
  | 'lead_group'
  | 'departments'
  | 'grade_leaders'
  | 'classes'
  | 'duty_roster'
  | 'patrol_points'
  | 'chats'
> & { staff: Staff[]; terms: SchoolShape['calendar']['terms'] }

/** One line of the first-run checklist (handbook §16): what is still missing, as whole sentences; none, and it is there. */
export interface SetupItem {
  key: string
  title: string
  missing: string[]
}

/** The checklist in the handbook's order. */
export const setupItems = (setup: Setup): SetupItem[] => [
  ...headItems(setup),
  ...groupItems(setup),
  ...placeItems(setup),
  { key: 'people', title: '人员岗位、账号与代填人', missing: peopleMissing(setup) },
]

/**
 * What the school has not told us yet, as sentences (handbook §3 seats, §16): the duties concerned stay off until then.
 * And where its calendar is overruled by the holiday tables, so that nobody trusts a day off that is none.
 */
export const schoolWarnings = (school: SchoolShape, options: CalendarOverride): string[] => [
  ...setupItems(setupOfFile(school)).flatMap(({ missing }) => missing),
  ...createCalendar({ ...school.calendar, ...options }).disagreements,
]

const setupOfFile = (school: SchoolShape): Setup => ({
  ...school,
  terms: school.calendar.terms,
  staff: school.staff.map((person) => ({
    ...person,
    account: (person.feishu_user_id ?? person.dingtalk_user_id ?? person.wecom_user_id) !== undefined,
  })),
})

/** An item that lacks each sentence whose condition holds. */
const item = (key: string, title: string, ...lacks: [boolean, string][]): SetupItem => ({
  key,
  title,
  missing: lacks.flatMap(([is, sentence]) => (is ? [sentence] : [])),
})

function headItems({ school, lead_group: group, staff, chats }: Setup): SetupItem[] {
  const held = new Set(staff.flatMap(({ posts }) => posts))
  return [
    item('bureau', '教育局联系方式', [school.bureau === undefined, '还没有填写教育局的联系方式。']),
    item('receivers', '第二个上报单位', [school.second_receiver === undefined, '还没有填写第二个上报单位。']),
    item('lead_group', '安全工作领导小组', [
      group.leader.length === 0,
      '安全工作领导小组还没有组长，定时任务暂不启动。',
    ]),
    item('legal', '法定代表人', [school.legal_representative === undefined, '还没有填写法定代表人。']),
    item(
      'leaders',
      '校长与分管安全副校长',
      [!held.has('principal'), '教职工名单里还没有校长。'],
      [!held.has('vp_safety'), '教职工名单里还没有分管安全的副校长。'],
    ),
    item('office', '安全办公室', [group.safety_office.length === 0, '安全办公室还没有人员。']),
    item('chat', '校务群', [
      !chats.some(({ purpose }) => purpose === 'leaders'),
      '还没有校务群，每周小结暂不发送。',
    ]),
  ]
}

function groupItems({ departments, classes, grade_leaders }: Setup): SetupItem[] {
  const grades = [...new Set(classes.map(({ grade }) => grade))].toSorted((a, b) => a - b)
  return [
    {
      key: 'heads',
      title: '部门负责人',
      missing: departments
        .filter(({ head }) => head === undefined)
        .map(({ name }) => `${name}还没有负责人。`),
    },
    {
      key: 'grades',
      title: '年级组长',
      missing: grades
        .filter((grade) => grade_leaders[String(grade)] === undefined)
        .map((grade) => `${grade} 年级还没有年级组长。`),
    },
    {
      key: 'classes',
      title: '班级与班主任',
      missing: [
        ...(classes.length === 0 ? ['还没有班级。'] : []),
        ...classes
          .filter(({ homeroom }) => homeroom === undefined)
          .map(({ name }) => `${name}还没有班主任。`),
      ],
    },
  ]
}

function placeItems({ staff, duty_roster: roster, patrol_points: points, terms }: Setup): SetupItem[] {
  return [
    item(
      'guards',
      '保安与班次',
      [!staff.some(({ posts }) => posts.includes('gate_guard')), '教职工名单里还没有门卫保安。'],
      [roster.guard_shifts.length === 0, '还没有保安班次。'],
    ),
    item(
      'roster',
      '值班领导与值日教师',
      [Object.keys(roster.duty_leader_by_weekday).length === 0, '还没有值班领导安排。'],
      [Object.keys(roster.duty_teacher_by_weekday).length === 0, '还没有值日教师安排。'],
    ),
    {
      key: 'points',
      title: '巡查点与责任人',
      missing: [
        ...(points.length === 0 ? ['还没有巡查点。'] : []),
        ...points
          .filter(({ owner }) => owner === undefined)
          .map(({ name }) => `巡查点「${name}」还没有责任人。`),
      ],
    },
    item('terms', '学期起止日期', [terms.length === 0, '校历里还没有学期，上课日的任务暂不启动。']),
  ]
}

function peopleMissing({ staff }: Setup): string[] {
  const reachable = new Set(staff.filter(({ account }) => account).map(({ id }) => id))
  return staff.flatMap((p) => {
    if (p.posts.length === 0) return [`${p.name}还没有岗位。`]
    if (!p.has_app && p.proxy === undefined) return [`${p.name}不用手机应用，也没有代填人。`]
    if (!p.has_app && !reachable.has(p.proxy ?? '')) return [`${p.name}的代填人也收不到消息。`]
    return p.has_app && !reachable.has(p.id) && !p.mobile ? [`${p.name}还没有账号或手机号，收不到消息。`] : []
  })
}
