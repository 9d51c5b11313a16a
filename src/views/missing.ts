import { type MissingGroup, missingCard } from '../cards/missing.ts'
import { type Checkin, isAnswered, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay } from '../checkins/checkins.ts'
import type { Directory } from '../people/directory.ts'
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
