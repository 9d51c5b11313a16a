import type { CalendarOverride } from '../calendar/calendar.ts'
import { calendarProblems, repeated } from '../calendar/calendar-problems.ts'
import { Refusal } from '../refusal.ts'
import { shapeProblems } from '../shape-problems.ts'
import { referenceProblems } from './school-references.ts'
import { type SchoolShape, schoolShape } from './school-shape.ts'
import { schoolWarnings } from './school-warnings.ts'
import { SCHOOL_WORDS } from './school-words.ts'

export type { ClassEntry, PatrolPointEntry, StaffEntry } from './school-shape.ts'

/** A school as its file describes it, checked; `warnings` are what is still to be filled in (handbook §16). */
export type SchoolFile = SchoolShape & { warnings: string[] }

/** Reads the text of a school file; a torn file is refused like a wrong one. */
export function readSchoolFile(text: string, options: CalendarOverride = {}): SchoolFile {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Refusal('school-file', '学校资料不是完整的 JSON 文件，可能没有传完。请重新导出后再试。')
  }
  return parseSchoolFile(json, options)
}

/**
 * Checks a school file. Throws one `Refusal` that lists every problem with its place in school words
 * (`staff 第 3 行:缺少姓名`), so that a clerk corrects the file in one go.
 */
export function parseSchoolFile(json: unknown, options: CalendarOverride = {}): SchoolFile {
  const read = schoolShape.safeParse(json)
  if (!read.success) throw refuse(shapeProblems(read.error, json, SCHOOL_WORDS))
  const school = joinHomerooms(read.data)
  const problems = [
    ...calendarProblems(school.calendar).map((problem) => `calendar：${problem}`),
    ...identityProblems(school),
    ...referenceProblems(school),
  ]
  if (problems.length > 0) throw refuse(problems)
  return { ...school, warnings: schoolWarnings(school, options) }
}

function refuse(problems: string[]): Refusal {
  return new Refusal(
    'school-file',
    `学校资料有 ${problems.length} 处要改，改好后请重新导入：\n${problems.join('\n')}`,
  )
}

/** A homeroom may be written at the class, at the teacher, or at both; afterwards it stands at both. */
function joinHomerooms(school: SchoolShape): SchoolShape {
  const teacherOf = new Map(school.staff.flatMap((p) => (p.homeroom_class ? [[p.homeroom_class, p.id]] : [])))
  const classOf = new Map(school.classes.flatMap((c) => (c.homeroom ? [[c.homeroom, c.id]] : [])))
  return {
    ...school,
    staff: school.staff.map((p) => ({ ...p, homeroom_class: p.homeroom_class ?? classOf.get(p.id) })),
    classes: school.classes.map((c) => ({ ...c, homeroom: c.homeroom ?? teacherOf.get(c.id) })),
  }
}

/** What must be told apart must not share a name. */
function identityProblems(school: SchoolShape): string[] {
  const twice = (where: string, what: string, values: (string | undefined)[]) =>
    repeated(values.filter((v) => v !== undefined)).map((v) => `${where}：${what}「${v}」重复`)
  const { staff, classes, departments, patrol_points: points, assets = [] } = school
  return [
    ...twice(
      'staff',
      '编号',
      staff.map((p) => p.id),
    ),
    ...twice(
      'staff',
      '飞书账号',
      staff.map((p) => p.feishu_user_id),
    ),
    ...twice(
      'departments',
      '编号',
      departments.map((d) => d.id),
    ),
    ...twice(
      'classes',
      '编号',
      classes.map((c) => c.id),
    ),
    ...twice(
      'classes',
      '名称',
      classes.flatMap((c) => [...new Set([c.name, ...c.aliases])]),
    ),
    ...twice(
      'patrol_points',
      '编号',
      points.map((p) => p.id),
    ),
    ...twice(
      'patrol_points',
      '二维码',
      points.map((p) => p.qr),
    ),
    ...twice(
      'patrol_points',
      '名称或别名',
      points.flatMap((p) => [...new Set([p.name, ...p.aliases])]),
    ),
    ...twice(
      'assets',
      '编号或名称',
      assets.flatMap(({ id, name }) => [...new Set([id, name])]),
    ),
    ...twice(
      'chats',
      '编号',
      school.chats.map((c) => c.id),
    ),
  ]
}
