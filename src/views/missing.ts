import { type MissingGroup, missingCard } from '../cards/missing.ts'
import { noticeCard } from '../cards/notice.ts'
import { type Checkin, isAnswered, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay } from '../checkins/checkins.ts'
import { type Directory, unique } from '../people/directory.ts'
import { maySeeStatusOf } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { nameOf } from './today.ts'
import { isTooLate, type View, viewerOf } from './view.ts'

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
    if (sending && why !== 'asked' && (isTooLate(day, reader) || !someMissing)) return undefined
    return missingCard(day, groups, why, countsOnly === true || viewer === undefined)
  },
}

/** Who owes something today and can be reached by no account and no proxy: a gap the office has to close (handbook §10.9). */
export const unreachableView: View = {
  async draw(reader, show) {
    const { directory, db } = reader
    const day = String(show.day)
    const open = (await checkinsOfDay(db, day)).filter(
      (entry) => entry.duty === show.duty && isWaiting(entry),
    )
    const names = unique(open.map((entry) => directory.person(responsible(entry))))
      .filter((person) => !directory.addressee(person))
      .map((person) => person.name)
    if (names.length === 0 || isTooLate(day, reader)) return undefined
    return noticeCard('有人收不到卡片', 'warn', [
      `${names.join('、')}没有账号，也没有代办人，今天的签到发不到。`,
      '请管理员在学校资料里补上账号或代办人；今天请电话确认。',
    ])
  },
}

function maySee(directory: Directory, viewer: Person | undefined, entry: Checkin): boolean {
  if (!viewer) return true
  return [entry.owner, responsible(entry)].some((id) => {
    const person = directory.person(id)
    return person !== undefined && maySeeStatusOf(viewer, person, directory)
  })
}

function groupByDuty(directory: Directory, checkins: Checkin[]): MissingGroup[] {
  const duties = [...new Set(checkins.map((entry) => entry.duty))]
  return duties.map((id) => {
    const entries = checkins.filter((entry) => entry.duty === id)
    return {
      title: directory.duties.get(id)?.scope === 'class' ? '班级晨检' : '教职工签到',
      owed: entries.length,
      answered: entries.filter(isAnswered).length,
      names: entries.filter((entry) => !isAnswered(entry)).map((entry) => nameOf(directory, entry)),
    }
  })
}
