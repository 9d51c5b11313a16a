import type { SchoolShape } from './school-shape.ts'

/** Every name of a person, class or department in the file that points at nobody, and homerooms that contradict. */
export function referenceProblems(school: SchoolShape): string[] {
  const people = new Set(school.staff.map((p) => p.id))
  const departments = departmentIds(school)
  const unknownPerson = (where: string, what: string, id: string | undefined) =>
    id === undefined || people.has(id) ? [] : [`${where}：${what}「${id}」不在教职工名单里`]
  const unknownDepartment = (where: string, id: string | undefined) =>
    id === undefined || departments.has(id) ? [] : [`${where}：部门「${id}」不在部门列表里`]

  return [
    ...unknownPerson('school', '法定代表人', school.school.legal_representative),
    ...unknownPerson('school', '第一责任人', school.school.first_responsible),
    ...school.departments.flatMap((d, i) => unknownPerson(row('departments', i), '负责人', d.head)),
    ...school.staff.flatMap((p, i) => [
      ...unknownDepartment(row('staff', i), p.department),
      ...unknownPerson(row('staff', i), '代填人', p.proxy),
    ]),
    ...school.patrol_points.flatMap((p, i) => [
      ...unknownDepartment(row('patrol_points', i), p.department),
      ...unknownPerson(row('patrol_points', i), '责任人', p.owner),
    ]),
    ...assetProblems(school, unknownPerson),
    ...homeroomProblems(school, people),
    ...rolesOf(school).flatMap(({ where, what, id }) => unknownPerson(where, what, id)),
  ]
}

/** A place that is written like the id of a patrol point must be one; anything else is words. */
function assetProblems(
  { assets = [], patrol_points: points }: SchoolShape,
  unknownPerson: (where: string, what: string, id: string | undefined) => string[],
): string[] {
  const known = new Set(points.map(({ id }) => id))
  return assets.flatMap(({ owner, place }, i) => [
    ...unknownPerson(row('assets', i), '责任人', owner),
    ...(place !== undefined && /^[A-Za-z]+-?\d+$/.test(place) && !known.has(place)
      ? [`${row('assets', i)}：位置「${place}」不在巡查点里`]
      : []),
  ])
}

/** Grade groups may be written as `grade` for all, or one department per grade (`grade_1` …). */
function departmentIds({ departments }: SchoolShape): Set<string> {
  const ids = new Set(departments.map((d) => d.id))
  if (departments.some((d) => d.id.startsWith('grade_'))) ids.add('grade')
  return ids
}

function homeroomProblems(school: SchoolShape, people: ReadonlySet<string>): string[] {
  const personOf = new Map(school.staff.map((p) => [p.id, p]))
  const classOf = new Map(school.classes.map((c) => [c.id, c]))
  const ofClasses = school.classes.flatMap((c, i) => {
    if (c.homeroom === undefined) return []
    if (!people.has(c.homeroom)) return [`${row('classes', i)}：班主任「${c.homeroom}」不在教职工名单里`]
    const person = personOf.get(c.homeroom)
    const theirs = person?.homeroom_class
    return theirs === c.id
      ? []
      : [
          `${row('classes', i)}：${c.name}的班主任写的是${person?.name}，但${person?.name}所带班级写的是「${theirs}」`,
        ]
  })
  const ofPeople = school.staff.flatMap((p, i) => {
    if (p.homeroom_class === undefined) return []
    const theirs = classOf.get(p.homeroom_class)
    if (!theirs) return [`${row('staff', i)}：${p.name}所带班级「${p.homeroom_class}」不在班级列表里`]
    return theirs.homeroom === p.id
      ? []
      : [
          `${row('staff', i)}：${p.name}所带班级写的是${theirs.name}，但${theirs.name}的班主任写的是「${theirs.homeroom}」`,
        ]
  })
  return [...ofClasses, ...ofPeople]
}

interface Role {
  where: string
  what: string
  id: string
}

/** Everybody the lead group, the grades and the roster name. */
function rolesOf(school: SchoolShape): Role[] {
  const { lead_group: group, duty_roster: roster } = school
  const named = (where: string, what: string, ids: readonly string[]) =>
    ids.map((id) => ({ where, what, id }))
  return [
    ...named('lead_group', '组长', group.leader),
    ...named('lead_group', '副组长', group.deputy_leaders),
    ...named('lead_group', '成员', group.members),
    ...named('lead_group', '安全办公室', group.safety_office),
    ...Object.entries(school.grade_leaders).map(([grade, id]) => ({
      where: 'grade_leaders',
      what: `${grade} 年级组长`,
      id,
    })),
    ...Object.entries(roster.duty_leader_by_weekday).map(([weekday, id]) => ({
      where: 'duty_roster',
      what: `周${sayWeekday(weekday)}值班领导`,
      id,
    })),
    ...named('duty_roster', '周末值班领导', roster.duty_leader_weekend?.default ?? []),
    ...Object.entries(roster.duty_teacher_by_weekday).flatMap(([weekday, ids]) =>
      named('duty_roster', `周${sayWeekday(weekday)}值日教师`, ids),
    ),
    ...roster.guard_shifts.flatMap((s) => named('duty_roster', '保安班次', s.staff)),
  ]
}

const row = (section: string, index: number): string => `${section} 第 ${index + 1} 行`
const sayWeekday = (weekday: string): string => '一二三四五六日'[Number(weekday) - 1] ?? weekday
