import { posts } from '../duties/catalogue.ts'
import type { Person } from './person.ts'
import type { School } from './school.ts'

/** Seats that the school file names by person: kept until that person was given other posts, then whoever was given the seat. */
export interface Seats {
  homeroom(classId: string): Person | undefined
  gradeLeader(grade: number): Person | undefined
  departmentHead(department: string): Person | undefined
  safetyOffice(): Person[]
}

/** Given posts here since the school file was loaded. */
const wasPosted = ({ postedAtMs }: Person): boolean => postedAtMs !== undefined

const OFFICE = ['general_affairs_director', 'safety_officer']

export function seatsOf(file: School['file'], people: readonly Person[]): Seats {
  const byId = new Map(people.map((person) => [person.id, person]))
  /** The person of the file while fit; else somebody fit who was given posts since. */
  const seat = (id: string | undefined, fits: (person: Person) => boolean): Person | undefined => {
    const named = byId.get(id ?? '')
    if (named?.active && (!wasPosted(named) || fits(named))) return named
    return people.find((person) => person.active && wasPosted(person) && fits(person))
  }
  const gradeLeader = (grade: number) =>
    seat(
      file.grade_leaders?.[String(grade)],
      (person) => person.posts.includes('grade_leader') && person.grade === grade,
    )
  /** Whoever left stays named until somebody else is. */
  const teacherOf = new Map<string, Person>()
  for (const person of people) {
    const { homeroomClass: id } = person
    if (id !== undefined && (!teacherOf.has(id) || (person.active && !teacherOf.get(id)!.active)))
      teacherOf.set(id, person)
  }
  const leads = (person: Person, department: string) =>
    person.posts.some((id) => {
      const post = posts.get(id)
      return post?.department === department && (post.level === 'dept_head' || post.level === 'leader')
    })
  return {
    gradeLeader,
    homeroom: (classId) => teacherOf.get(classId),
    departmentHead(department) {
      const named = file.departments.find(({ id }) => id === department)?.head
      const grade = /^grade_(\d+)$/.exec(department)?.[1]
      const leader = byId.get(named ?? '')
      if (grade !== undefined && leader && wasPosted(leader)) return gradeLeader(Number(grade))
      return seat(named, (person) => leads(person, department))
    },
    safetyOffice() {
      const fits = (person: Person) => OFFICE.some((post) => person.posts.includes(post))
      const named = (file.lead_group?.safety_office ?? []).flatMap((id) => byId.get(id) ?? [])
      const since = people.filter((person) => wasPosted(person) && fits(person) && !named.includes(person))
      return [
        ...named.filter((person) => !wasPosted(person) || fits(person)),
        ...(named.length > 0 ? since : []),
      ].filter(({ active }) => active)
    },
  }
}
