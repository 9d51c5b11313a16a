import { posts } from '../duties/catalogue.ts'
import type { Duty } from '../duties/duty.ts'
import type { Slot } from '../duties/window.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { LEADER } from '../rosters/replacement.ts'
import { dutyTeachersOn, guardOfRound } from '../rosters/roster.ts'
import { turnOf } from '../rosters/turns.ts'
import { type Day, dayOf } from '../time.ts'

/** One instance's part of a duty: what it is for, who answers for it, who takes part (catalogue `meta.legend.scope`). */
export interface Unit {
  id: string
  owner: Person
  others: Person[]
}

/** The unit of a duty of the whole school. */
export const WHOLE_SCHOOL = 'school'

/**
 * Who owes a duty in a window, by its scope. Nobody for a post nobody holds: that duty stays off and the gap is listed
 * (handbook §16); a post held outside the school answers through its first co-post (`trn-legal-term`).
 */
export function unitsOf(duty: Duty, directory: Directory, window: Pick<Slot, 'slot' | 'opensAtMs'>): Unit[] {
  const day = dayOf(window.opensAtMs)
  switch (duty.scope) {
    case 'school':
      return schoolUnit(duty, directory, day)
    case 'department':
      return [duty.post, ...duty.coPosts].flatMap((post) => {
        const id = posts.get(post)?.department
        const head = id === undefined ? undefined : directory.departmentHead(id)
        const owner = head ?? directory.holders(post)[0]
        return id === undefined || !owner
          ? []
          : [{ id, owner, others: departmentMembers(directory, id, owner) }]
      })
    case 'grade':
      return grades(directory).flatMap((grade) => {
        const owner = directory.gradeLeader(grade)
        const team = directory.people.filter((person) => person.active && person.grade === grade)
        const others = team.filter(({ id }) => id !== owner?.id)
        return owner ? [{ id: `grade_${grade}`, owner, others }] : []
      })
    case 'class':
      return directory.classes.flatMap(({ id, homeroom }) => {
        const owner = directory.person(homeroom)
        return owner ? [{ id, owner, others: [] }] : []
      })
    case 'person':
      return holdersOf(duty, directory).map((owner) => ({ id: owner.id, owner, others: [] }))
    case 'all_staff':
      return directory.people
        .filter((person) => person.active)
        .map((owner) => ({ id: owner.id, owner, others: [] }))
    case 'shift':
      return shiftUnits(duty, directory, day, window.slot)
    case 'activity':
    case 'incident':
    case 'sanction':
    case 'hazard':
    case 'task':
      return []
  }
}

function schoolUnit(duty: Duty, directory: Directory, day: Day): Unit[] {
  const posted = duty.post === LEADER ? [leadersTurn(directory, day)] : directory.holders(duty.post)
  const outside = posts.get(duty.post)?.level === 'external'
  const owner = posted[0] ?? (outside ? directory.holders(duty.coPosts[0] ?? '')[0] : undefined)
  if (!owner) return []
  const others = unique(duty.coPosts.flatMap((post) => directory.holders(post)))
  return [{ id: WHOLE_SCHOOL, owner, others: others.filter(({ id }) => id !== owner.id) }]
}

const grades = (directory: Directory): number[] =>
  [...new Set(directory.classes.map(({ grade }) => grade))].sort((one, other) => one - other)

const departmentMembers = (directory: Directory, department: string, head: Person): Person[] =>
  directory.people.filter(
    (person) => person.active && person.department === department && person.id !== head.id,
  )

/** Holders of the post and of each co-post, once each, without those another duty of theirs covers. */
const holdersOf = (duty: Duty, directory: Directory): Person[] =>
  unique([duty.post, ...duty.coPosts].flatMap((post) => directory.holders(post))).filter(
    (person) => !person.posts.some((post) => duty.excludePosts.includes(post)),
  )

/** One per roster slot: the leader of the day, the teachers at their places, the guards of the shift in turn. */
function shiftUnits(duty: Duty, directory: Directory, day: Day, slot: string): Unit[] {
  switch (duty.post) {
    case LEADER: {
      const owner = leadersTurn(directory, day)
      return owner ? [{ id: LEADER, owner, others: [] }] : []
    }
    case 'duty_teacher':
      return dutyTeachersOn(directory, day, duty.rosterPlaces).map(({ place, person }) => ({
        id: place,
        owner: person,
        others: unique(duty.coPosts.map((post) => directory.holders(post)[0])),
      }))
    default: {
      const owner = guardOfRound(directory, duty.post, slot)
      return owner ? [{ id: duty.post, owner, others: [] }] : []
    }
  }
}

/** Whose turn it is: the owner even on leave, so that the stand-in answers as a substitute. */
const leadersTurn = (directory: Directory, day: Day): Person | undefined =>
  turnOf(directory, LEADER, day).owner ?? directory.dutyLeader(day)
