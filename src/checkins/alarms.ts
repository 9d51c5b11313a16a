import type { Incident } from '../incidents/incident.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { fileIncident, type Report } from '../reporting/reporting.ts'

type Source = Pick<Report, 'source' | 'learnedAtMs' | 'classId'>

/** 未到且联系不上: the missing-pupil path starts with the answer itself (handbook §5.2). */
export const tellMissingPupil = (
  work: Work,
  directory: Directory,
  by: Person,
  className: string,
  pupils: number,
  source: Source,
): Promise<Incident> =>
  fileIncident(work, directory, by, {
    ...source,
    text: `${className}有${pupils}名学生未到校,且联系不上家长`,
    category: 'missing',
    level: 'minor',
  })

/** Three of one class with symptoms on one day is serious (handbook §6.4, V15). */
export const tellSickClass = (
  work: Work,
  directory: Directory,
  by: Person,
  className: string,
  pupils: number,
  source: Source,
): Promise<Incident> =>
  fileIncident(work, directory, by, {
    ...source,
    text: `${className}晨检发现${pupils}名学生有发热、皮疹、呕吐或腹泻等症状`,
    category: 'infectious',
    level: 'serious',
  })
