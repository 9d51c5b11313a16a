import type { Calendar } from '../calendar/calendar.ts'
import { posts } from '../duties/catalogue.ts'
import { DAILY_POLICY, type DailyDuty, dailyDutiesOf } from '../duties/daily.ts'
import type { Duty } from '../duties/duty.ts'
import { type Rules, rulesThrough, stockRules } from '../duties/rules.ts'
import { counts, covers, type Leave } from '../leaves/leave.ts'
import type { Places } from '../reading/places.ts'
import type { Replacement } from '../rosters/replacement.ts'
import { leaderOn } from '../rosters/turns.ts'
import type { Day } from '../time.ts'
import type { Person } from './person.ts'
import type { School } from './school.ts'
import { rulesIn } from './school-sections.ts'
import { seatsOf } from './seats.ts'

export interface SchoolClass {
  id: string
  name: string
  grade: number
  /** Empty while nobody has the class. */
  homeroom: string
  pupils: number
}

/** The school as it stands: who holds which post, who answers to whom, who is away. A snapshot, never changed. */
export interface Directory {
  readonly school: School
  readonly people: readonly Person[]
  readonly calendar: Calendar
  readonly places: Places
  readonly classes: readonly SchoolClass[]
  /** The catalogue's duties with the school's own in them, and those among them that the bot asks for every school day. */
  readonly duties: ReadonlyMap<string, Duty>
  readonly dailyDuties: readonly DailyDuty[]
  /** The escalation policies and numbers in force, and those that records began under. */
  readonly rules: Rules
  person(id: string): Person | undefined
  byAccount(account: string): Person | undefined
  /** By the exact name, spaces around it aside; how people are addressed (老师, 师傅) is not taken off here. */
  byName(name: string): Person | undefined
  class(id: string): SchoolClass | undefined
  holders(post: string): Person[]
  departmentHead(department: string): Person | undefined
  gradeLeader(grade: number): Person | undefined
  departmentName(department: string): string
  /** 总务主任 + 安全员 (S1-11). */
  safetyOffice(): Person[]
  /** Who takes whose turn of the duty roster, by seat, in the order it was arranged. */
  readonly replacements: ReadonlyMap<string, readonly Replacement[]>
  /** Who leads on a day, replacements and leaves considered; a makeup day follows the weekday it replaces (CAL-20). */
  dutyLeader(day: Day): Person | undefined
  /** The next one up for this person in this post; never the person himself (handbook §3). */
  supervisorOf(person: Person, post: string): Person | undefined
  /** Who gets this person's messages: himself, or the proxy for people without the app. */
  addressee(person: Person): Person | undefined
  /** The people without the app this person is proxy for. */
  entersFor(person: Person): Person[]
  leaveOf(personId: string, day: Day): Leave | undefined
  /** The chat account of a person for mentions in cards. */
  card(person: Person): { name: string; account?: string }
  leadGroup(): Person[]
}

export function createDirectory(
  school: School,
  people: Person[],
  leaves: Leave[],
  { calendar, places, duties }: Pick<Directory, 'calendar' | 'places' | 'duties'>,
  replacements: Directory['replacements'] = new Map(),
): Directory {
  const file = school.file
  const byId = new Map(people.map((entry) => [entry.id, entry]))
  const accounts = new Map(
    people.flatMap((entry) => (entry.account ? [[entry.account, entry] as const] : [])),
  )
  const names = new Map(people.map((entry) => [entry.name, entry]))
  const withoutApp = Map.groupBy(
    people.filter((entry) => !entry.account),
    (entry) => entry.proxy,
  )
  const active = people.filter((entry) => entry.active)
  const holders = (post: string) => active.filter((entry) => entry.posts.includes(post))
  const present = (ids: (string | undefined)[]) =>
    ids.flatMap((id) => (id && byId.get(id)?.active ? [byId.get(id)!] : []))
  const seats = seatsOf(file, people)
  const classes = (file.classes as SchoolClass[]).map((entry) => ({
    ...entry,
    homeroom: seats.homeroom(entry.id)?.id ?? '',
  }))
  const byClass = new Map(classes.map((entry) => [entry.id, entry]))

  const holderAbove = (post: string, below: Person): Person | undefined => {
    if (post === 'grade_leader') return below.grade === undefined ? undefined : seats.gradeLeader(below.grade)
    return holders(post)[0]
  }

  const rules = rulesOf(school)
  const directory: Directory = {
    school,
    people,
    calendar,
    places,
    classes,
    duties,
    replacements,
    dailyDuties: dailyDutiesOf(duties, rules.since(DAILY_POLICY)),
    rules,
    person: (id) => byId.get(id),
    byAccount: (account) => accounts.get(account),
    byName: (name) => names.get(name.trim()),
    class: (id) => byClass.get(id),
    holders,
    departmentHead: seats.departmentHead,
    gradeLeader: seats.gradeLeader,
    departmentName: (id) => file.departments.find((entry) => entry.id === id)?.name ?? id,
    safetyOffice() {
      const office = seats.safetyOffice()
      return office.length > 0
        ? office
        : [...holders('general_affairs_director'), ...holders('safety_officer')]
    },
    dutyLeader: (day) => leaderOn(directory, day),
    supervisorOf(below, post) {
      let above = posts.get(post)?.supervisor ?? null
      for (let steps = 0; above && steps < 8; steps++) {
        const holder = holderAbove(above, below)
        if (holder && holder.id !== below.id) return holder
        above = posts.get(above)?.supervisor ?? null
      }
      return undefined
    },
    addressee(entry) {
      if (!entry.active) return undefined
      if (entry.account) return entry
      const proxy = entry.proxy ? byId.get(entry.proxy) : undefined
      return proxy?.active && proxy.account ? proxy : undefined
    },
    entersFor: (entry) => withoutApp.get(entry.id) ?? [],
    leaveOf: (id, day) => leaves.find((entry) => entry.person === id && counts(entry) && covers(entry, day)),
    card: (entry) => ({ name: entry.name, ...(entry.account && { account: entry.account }) }),
    leadGroup: () =>
      present([
        ...(file.lead_group?.leader ?? []),
        ...(file.lead_group?.deputy_leaders ?? []),
        ...(file.lead_group?.members ?? []),
      ]),
  }
  return directory
}

/** Most schools keep the catalogue's. */
export const rulesOf = ({ file, formerRules = [] }: School): Rules => {
  const own = rulesIn(file)
  const isStock = formerRules.length === 0 && !own.escalation_policies?.length && !own.settings?.length
  return isStock ? stockRules : rulesThrough(formerRules, own)
}

/** Everybody once, in the given order. */
export const unique = (people: (Person | undefined)[]): Person[] => [
  ...new Map(people.flatMap((entry) => (entry ? [[entry.id, entry] as const] : []))).values(),
]

/** The school as it stands once these people are as given: with other posts, new, or gone. */
export function withPeople(directory: Directory, changed: readonly Person[]): Directory {
  const people = [...new Map([...directory.people, ...changed].map((each) => [each.id, each])).values()]
  const after: Directory = {
    ...createDirectory(directory.school, people, [], directory, directory.replacements),
    leaveOf: directory.leaveOf,
    dutyLeader: (day) => leaderOn(after, day),
  }
  return after
}
