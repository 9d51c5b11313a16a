import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Cell, cell, named } from './cell.ts'
import { rostered, SCHOOL_WEEKDAYS, sayWeekday } from './hours.ts'

/** Every department, grade, class and patrol point with whoever answers for it. */
export function placeCells(directory: Directory): Cell[] {
  const { file } = directory.school
  const grades = [...new Set(directory.classes.map(({ grade }) => grade))].toSorted((a, b) => a - b)
  const active = (id: string | undefined) =>
    [directory.person(id ?? '')].flatMap((person) => (person?.active ? [person] : []))
  return [
    ...file.departments.map(({ id, name }) =>
      cell(
        {
          key: `department/${id}`,
          dimension: 'department',
          title: name,
          ...named(unique([directory.departmentHead(id)])),
        },
        `${name}还没有负责人：请在学校资料的部门(departments)里写上负责人。`,
      ),
    ),
    ...grades.map((grade) =>
      cell(
        {
          key: `grade/${grade}`,
          dimension: 'grade',
          title: `${grade} 年级`,
          ...named(unique([directory.gradeLeader(grade)])),
        },
        `${grade} 年级还没有年级组长：请在学校资料的年级组长(grade_leaders)里写上。`,
      ),
    ),
    ...directory.classes.map(({ id, name, homeroom }) =>
      cell(
        { key: `class/${id}`, dimension: 'class', title: name, ...named(active(homeroom)) },
        `${name}还没有班主任：请安全办公室发送「/任职 姓名 班主任 ${name}」。`,
      ),
    ),
    ...file.patrol_points.map(({ id, name, owner }) =>
      cell(
        { key: `point/${id}`, dimension: 'point', title: name, ...named(active(owner)) },
        `巡查点「${name}」没有责任人：请在学校资料的巡查点(patrol_points)里写上责任人。`,
      ),
    ),
  ]
}

/** The seats of the roster by themselves: a duty leader's place is not filled by the guards being there too. */
export function rosterCells(directory: Directory): Cell[] {
  const places = directory.school.file.duty_roster?.duty_teacher_posts ?? []
  const listed = directory.school.file.duty_roster?.duty_teacher_by_weekday ?? {}
  return SCHOOL_WEEKDAYS.flatMap((weekday) => {
    const seat = (key: string, title: string, people: Person[]): Cell =>
      cell(
        { key: `roster/${weekday}/${key}`, dimension: 'roster', title, ...named(people) },
        `${title}没有排人：请在值班安排(duty_roster)里排上。`,
      )
    return [
      seat('leader', `${sayWeekday(weekday)}值班领导`, rostered(directory, 'leader', weekday)),
      ...places.map((place, order) => {
        const person = directory.person(listed[String(weekday)]?.[order] ?? '')
        return seat(place, `${sayWeekday(weekday)}${place}值日`, person?.active ? [person] : [])
      }),
    ]
  })
}
