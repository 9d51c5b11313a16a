import { type Directory, unique } from '../people/directory.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import type { Person } from '../people/person.ts'
import { LEADER } from '../rosters/replacement.ts'
import { placesOf, turnOf } from '../rosters/turns.ts'
import type { Day } from '../time.ts'
import { type Cell, cell, named } from './cell.ts'
import { leadersOff, nextWeekday, rostered, SCHOOL_WEEKDAYS, sayWeekday } from './hours.ts'

/** Every department, grade, class and patrol point with whoever answers for it. */
export function placeCells(directory: Directory, today: Day): Cell[] {
  const there = (people: Person[]) => named(directory, people, today)
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
          ...there(unique([directory.departmentHead(id)])),
        },
        `${name}还没有负责人：${inSchoolFile(`里给${name}写上负责人`)}`,
      ),
    ),
    ...grades.map((grade) =>
      cell(
        {
          key: `grade/${grade}`,
          dimension: 'grade',
          title: `${grade} 年级`,
          ...there(unique([directory.gradeLeader(grade)])),
        },
        `${grade} 年级还没有年级组长：请安全办公室发送「/任职 姓名 年级组长 ${grade}年级」。`,
      ),
    ),
    ...directory.classes.map(({ id, name, homeroom }) =>
      cell(
        { key: `class/${id}`, dimension: 'class', title: name, ...there(active(homeroom)) },
        `${name}还没有班主任：请安全办公室发送「/任职 姓名 班主任 ${name}」。`,
      ),
    ),
    ...file.patrol_points.map(({ id, name, owner }) =>
      cell(
        { key: `point/${id}`, dimension: 'point', title: name, ...there(active(owner)) },
        `巡查点「${name}」没有责任人：${inSchoolFile(`里给「${name}」写上责任人`)}`,
      ),
    ),
  ]
}

/**
 * The seats of the roster by themselves: a duty leader's place is not filled by the guards being there too. Weekdays
 * stand for the next of their kind; days off have one seat, the leader's in turn.
 */
export function rosterCells(directory: Directory, today: Day): Cell[] {
  const listed = directory.school.file.duty_roster?.duty_teacher_by_weekday ?? {}
  const seat = (key: string, title: string, people: Person[], day: Day, turn: string): Cell =>
    cell(
      {
        key: `roster/${key}`,
        dimension: 'roster',
        title,
        ...named(directory, people, day, turnOf(directory, turn, day).person !== undefined),
      },
      `${title}没有排人：${inSchoolFile('里排上')}`,
    )
  const ofDays = SCHOOL_WEEKDAYS.flatMap((weekday) => {
    const day = nextWeekday(today, weekday)
    const leaders = rostered(directory, 'leader', weekday)
    return [
      seat(`${weekday}/leader`, `${sayWeekday(weekday)}值班领导`, leaders, day, LEADER),
      ...placesOf(directory).map((place, order) => {
        const person = directory.person(listed[String(weekday)]?.[order] ?? '')
        const teachers = person?.active ? [person] : []
        return seat(`${weekday}/${place}`, `${sayWeekday(weekday)}${place}值日`, teachers, day, place)
      }),
    ]
  })
  const saturday = nextWeekday(today, 6)
  return [...ofDays, seat('off/leader', '双休日和节假日值班领导', leadersOff(directory), saturday, LEADER)]
}
