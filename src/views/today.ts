import type { Asked } from '../cards/checkin-form.ts'
import type { TodayItem } from '../cards/checkin-items.ts'
import type { DutyAsked } from '../cards/duty-form.ts'
import { type TodayWhy, todayCard } from '../cards/today.ts'
import { type Checkin, isAnswered, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsHandedOver, checkinsInHandsOf, checkinsOfDay, supervisorFor } from '../checkins/checkins.ts'
import { lateFrom } from '../checkins/due.ts'
import { owes } from '../checkins/units.ts'
import { responsibleFor } from '../instances/instance.ts'
import type { Told } from '../ladders/telling.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Day, instantOf } from '../time.ts'
import { counterItems } from './counters.ts'
import { type DutyItems, dutyItems, titleOf as dutyTitle } from './duty-items.ts'
import { sayEntered } from './entered.ts'
import { stillTold } from './still-told.ts'
import { isTooLate, type View } from './view.ts'

interface TodayShow {
  person: string
  day: Day
  why?: TodayWhy
  /** The duty a reminder is about. */
  duty?: string
  asked?: { id: string; what: Asked; words?: string }
  askedDuty?: DutyAsked
  /** The duties a reminder is about. */
  told?: Told[]
  /** Drawn on a shared tablet: why somebody is excused, often an illness, is not for those who read along. */
  atTablet?: boolean
}

export const todayView: View = {
  about: (show) => `today/${show.person}/${show.day}`,
  async draw(reader, show, sending) {
    const { person: id, day, why, duty, asked, askedDuty, told, atTablet } = show as unknown as TodayShow
    const { db, directory, nowMs } = reader
    const person = directory.person(id)
    if (!person) return undefined
    const outages = await outagesOf(db)
    const checkins = await checkinsInHandsOf(db, directory, person, day)
    const items = checkins.map((checkin) => ({
      ...itemOf(directory, atTablet ? withoutReason(checkin) : checkin, person),
      lateFromMs: lateFrom(checkin, outages, nowMs),
    }))
    const all = await dutyItems(db, directory, person, day)
    const duties = atTablet ? forTablet(all) : all
    const waiting = checkins.some((entry) => isWaiting(entry) && (!duty || entry.duty === duty))
    const missing =
      why === 'overdue' && duty ? missingNames(directory, await checkinsOfDay(db, day), duty, person) : []
    const nothing = !waiting && missing.length === 0 && duties.now.length + duties.later.length === 0
    if (sending && (isTooLate(day, reader) || nothing)) return undefined
    if (sending && told && (await stillTold(reader, told, id)).length === 0) return undefined
    return todayCard({
      day,
      counters: await counterItems(db, directory, person, nowMs),
      items,
      ...(waiting || missing.length > 0 || duties.now.length > 0 ? { why } : {}),
      missing,
      duties,
      handedOver: [
        ...all.filled.map((entry) => ({
          title: dutyTitle(directory, entry, directory.duties.get(entry.duty)),
          to: directory.person(responsibleFor(entry))?.name ?? '',
          answered: true,
          absent: true as const,
        })),
        ...(await checkinsHandedOver(db, person, day)).map((entry) => ({
          title: titleOf(directory, entry, person),
          to: directory.person(responsible(entry))?.name ?? '',
          answered: isAnswered(entry),
        })),
      ],
      ...ahead(directory, person, day, nowMs, checkins),
      ...(atTablet && { atTablet }),
      provisional: directory.calendar.isProvisional(day),
      ...(asked && { asked: { ...asked, round: String(show.round ?? 0) } }),
      ...(askedDuty && { askedDuty: { ...askedDuty, round: String(show.round ?? 0) } }),
    })
  },
}

/** Why somebody is excused is not for those who read along, and a letter is not signed among them. */
const forTablet = (all: DutyItems): DutyItems => ({
  ...all,
  now: all.now.map((item) => (item.required.includes('signature') ? { ...item, onPaper: true } : item)),
  done: all.done.map(({ excuse: _, ...item }) => item),
})

const withoutReason = (checkin: Checkin): Checkin =>
  checkin.excuse ? { ...checkin, excuse: { ...checkin.excuse, reason: '' } } : checkin

/** What the person will be asked later today, for whoever looks before the card comes. */
function ahead(directory: Directory, person: Person, day: Day, nowMs: number, open: Checkin[]) {
  if (!directory.calendar.isSchoolDay(day)) return { dayOff: true, ahead: [] }
  const coming = directory.dailyDuties.filter(
    (duty) =>
      nowMs < instantOf(day, duty.opensAt) &&
      !open.some((checkin) => checkin.duty === duty.id) &&
      owes(duty, directory, person) &&
      !directory.leaveOf(person.id, day),
  )
  return { ahead: coming.map((duty) => `${duty.opensAt} ${duty.scope === 'class' ? '晨检' : '今日签到'}`) }
}

function titleOf(directory: Directory, checkin: Checkin, viewer: Person): string {
  if (directory.duties.get(checkin.duty)?.scope === 'class')
    return `${directory.class(checkin.unit)?.name ?? checkin.unit}晨检`
  if (checkin.owner === viewer.id) return '今日签到'
  return `${directory.person(checkin.owner)?.name ?? ''} 今日签到`
}

function itemOf(directory: Directory, checkin: Checkin, viewer: Person): TodayItem {
  const scope = directory.duties.get(checkin.duty)?.scope === 'class' ? 'class' : 'person'
  const owner = directory.person(checkin.owner)
  const entered = sayEntered(directory, checkin.enteredBy, viewer.id)
  return {
    checkin,
    title: titleOf(directory, checkin, viewer),
    scope,
    ...(entered && { entered }),
    ...(checkin.substitute === viewer.id && owner && scope === 'class' && { standsInFor: owner.name }),
  }
}

/** Names still missing of one duty among those `viewer` is the next one up of; those in his own hands are on his card. */
function missingNames(directory: Directory, checkins: Checkin[], duty: string, viewer: Person): string[] {
  const inHands = (entry: Checkin) => {
    const holder = directory.person(responsible(entry))
    return holder !== undefined && directory.addressee(holder)?.id === viewer.id
  }
  return checkins
    .filter((entry) => entry.duty === duty && isWaiting(entry) && !inHands(entry))
    .filter((entry) => {
      const above = supervisorFor(directory, entry)
      return above !== undefined && directory.addressee(above)?.id === viewer.id
    })
    .map((entry) => nameOf(directory, entry))
}

export function nameOf(directory: Directory, entry: Checkin): string {
  const holder = directory.person(responsible(entry))
  const schoolClass = directory.class(entry.unit)
  return schoolClass ? `${schoolClass.name}（${holder?.name ?? ''}）` : (holder?.name ?? entry.unit)
}
