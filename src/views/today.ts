import type { Asked } from '../cards/checkin-form.ts'
import type { MissingGroup } from '../cards/missing.ts'
import { missingCard } from '../cards/missing.ts'
import { type TodayItem, todayCard } from '../cards/today.ts'
import { type Checkin, isAnswered, responsible } from '../checkins/checkin.ts'
import { checkinsInHandsOf, checkinsOfDay, dutyOf } from '../checkins/checkins.ts'
import type { Directory } from '../people/directory.ts'
import { maySeeStatusOf, seesAll } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { type View, viewerOf } from './view.ts'

interface TodayShow {
  person: string
  day: Day
  why?: 'reminder' | 'overdue'
  /** Duty whose missing members the supervisor is shown. */
  under?: string
  asked?: { id: string; what: Asked }
}

export const todayView: View = {
  about: (show) => `today/${show.person}/${show.day}`,
  async draw(reader, show, sending) {
    const { person: id, day, why, under, asked } = show as unknown as TodayShow
    const person = reader.directory.person(id)
    if (!person) return undefined
    const checkins = await checkinsInHandsOf(reader.db, reader.directory, person, day)
    const items = checkins.map((checkin) => itemOf(reader.directory, checkin, person))
    const missing = under
      ? missingNames(reader.directory, await checkinsOfDay(reader.db, day), under, person)
      : []
    const waiting = items.some(({ checkin }) => isWaiting(checkin))
    if (sending && !waiting && missing.length === 0) return undefined
    return todayCard({
      day,
      items,
      why: waiting ? why : undefined,
      missing,
      ...(asked && { asked: { ...asked, round: String(show.round ?? 0) } }),
    })
  },
}

const isWaiting = (checkin: Checkin) => checkin.status === 'open' || checkin.status === 'overdue'

function itemOf(directory: Directory, checkin: Checkin, viewer: Person): TodayItem {
  const duty = dutyOf(checkin.duty)
  const scope = duty?.scope ?? 'person'
  const owner = directory.person(checkin.owner)
  const title =
    scope === 'class'
      ? `${directory.class(checkin.unit)?.name ?? checkin.unit}晨检`
      : checkin.owner === viewer.id
        ? '今日安全签到'
        : `${owner?.name ?? ''} 今日签到`
  const standsIn =
    checkin.substitute === viewer.id && owner && scope === 'class' ? { standsInFor: owner.name } : {}
  return { checkin, title, scope, ...standsIn }
}

/** Names still missing of one duty among those `viewer` looks after, himself left out. */
export function missingNames(
  directory: Directory,
  checkins: Checkin[],
  duty: string,
  viewer: Person,
): string[] {
  return checkins
    .filter((entry) => entry.duty === duty && isWaiting(entry) && responsible(entry) !== viewer.id)
    .filter((entry) => looksAfter(directory, viewer, entry))
    .map((entry) => nameOf(directory, entry))
}

/** The next one up of whoever is responsible for an item; the ladder's "supervisor". */
const looksAfter = (directory: Directory, viewer: Person, entry: Checkin): boolean => {
  const holder = directory.person(responsible(entry))
  return (
    holder !== undefined && directory.supervisorOf(holder, dutyOf(entry.duty)?.post ?? '')?.id === viewer.id
  )
}

export function nameOf(directory: Directory, entry: Checkin): string {
  const holder = directory.person(responsible(entry))
  const schoolClass = directory.class(entry.unit)
  return schoolClass ? `${schoolClass.name}(${holder?.name ?? ''})` : (holder?.name ?? entry.unit)
}

interface MissingShow {
  day: Day
  why: 'asked' | 'overdue' | 'exception' | 'digest'
  duty?: string
  countsOnly?: boolean
}

/** Who is missing: everybody for those who see all, else the own grade or department (handbook §4). */
export const missingView: View = {
  about: () => undefined,
  async draw(reader, show, sending) {
    const { day, why, duty, countsOnly } = show as unknown as MissingShow
    const viewer = viewerOf(reader, show)
    const all = (await checkinsOfDay(reader.db, day)).filter(
      (entry) => entry.status !== 'excused' && (!duty || entry.duty === duty),
    )
    const seen = all.filter((entry) => maySee(reader.directory, viewer, entry))
    const groups = groupByDuty(reader.directory, seen)
    const someMissing = groups.some((group) => group.answered < group.owed)
    if (sending && why !== 'asked' && !someMissing) return undefined
    return missingCard(day, groups, why, countsOnly === true || viewer === undefined)
  },
}

function maySee(directory: Directory, viewer: Person | undefined, entry: Checkin): boolean {
  if (!viewer || seesAll(viewer, directory)) return true
  const holder = directory.person(responsible(entry))
  return holder !== undefined && maySeeStatusOf(viewer, holder, directory)
}

function groupByDuty(directory: Directory, checkins: Checkin[]): MissingGroup[] {
  const duties = [...new Set(checkins.map((entry) => entry.duty))]
  return duties.map((id) => {
    const entries = checkins.filter((entry) => entry.duty === id)
    return {
      title: dutyOf(id)?.title ?? id,
      owed: entries.length,
      answered: entries.filter(isAnswered).length,
      names: entries.filter((entry) => !isAnswered(entry)).map((entry) => nameOf(directory, entry)),
    }
  })
}
