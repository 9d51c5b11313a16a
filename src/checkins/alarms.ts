import { note } from '../incidents/decide.ts'
import type { Incident } from '../incidents/incident.ts'
import { changeIncident } from '../incidents/incidents.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import type { Checkin } from './checkin.ts'
import type { CheckinAnswer } from './checkin-answer.ts'

/** Three of one class with symptoms on one day is serious (handbook §6.4, V15). */
const SICK_CLASS = 3

interface Alarm {
  category: 'missing' | 'infectious'
  level: 'minor' | 'serious'
  count(answer: CheckinAnswer | undefined): number
  opensFrom: number
  /** What happened, in the report's words. */
  report(className: string, pupils: number): string
  /** What a correction adds to it. */
  correction(pupils: number): string
}

const ALARMS: Alarm[] = [
  {
    // 未到且联系不上: the missing-pupil path starts with the answer itself (handbook §5.2).
    category: 'missing',
    level: 'minor',
    count: (answer) => answer?.absentUnreached ?? 0,
    opensFrom: 1,
    report: (className, pupils) => `${className}有${pupils}名学生未到校，且联系不上家长`,
    correction: (pupils) =>
      pupils === 0 ? '晨检更正：学生已到校或已联系上家长' : `晨检更正：未到且联系不上的学生为${pupils}名`,
  },
  {
    category: 'infectious',
    level: 'serious',
    count: (answer) => answer?.symptoms ?? 0,
    opensFrom: SICK_CLASS,
    report: (className, pupils) => `${className}晨检发现${pupils}名学生有发热、皮疹、呕吐或腹泻等症状`,
    correction: (pupils) => `晨检更正：有症状的学生为${pupils}名`,
  },
]

/**
 * What the numbers of a class check-in set off. A correction never opens the same thing a second time: it is added to
 * what is open already. Returns the records opened now, `incident/3`.
 */
export async function raiseAlarms(
  work: Work,
  directory: Directory,
  by: Person,
  about: Checkin,
  given: CheckinAnswer,
  learnedAtMs: number,
): Promise<string[]> {
  const opened: string[] = []
  for (const alarm of ALARMS) {
    const now = alarm.count(given)
    const before = alarm.count(about.answer)
    if (now === before) continue
    const running = await runningIncident(work, sourceOf(about), alarm.category)
    if (running) await changeIncident(work, directory, running.id, note(alarm.correction(now), by.id))
    else if (now >= alarm.opensFrom && now > before) {
      const filed = await fileIncident(work, directory, by, {
        text: alarm.report(directory.class(about.unit)?.name ?? about.unit, now),
        source: sourceOf(about),
        classId: about.unit,
        category: alarm.category,
        level: alarm.level,
        learnedAtMs,
      })
      opened.push(`incident/${filed.id}`)
    }
  }
  return opened
}

/** Where a record says that it came from this check-in. */
export const sourceOf = (about: Checkin): string => `checkin/${about.id}`

async function runningIncident(work: Work, source: string, category: string): Promise<Incident | undefined> {
  const row = await work.db.get<{ state: string }>(
    "SELECT state FROM incidents WHERE category = ? AND status <> 'closed' AND json_extract(state, '$.source') = ?",
    [category, source],
  )
  return row && (JSON.parse(row.state) as Incident)
}
