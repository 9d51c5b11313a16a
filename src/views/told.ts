import { partsOf } from '../about.ts'
import { PROOF_WORDS } from '../cards/duty-items.ts'
import { PASS_WORDS } from '../cards/month.ts'
import { readAs, type ToldLine, toldCard } from '../cards/told.ts'
import { cut } from '../cut.ts'
import { stageOf } from '../instances/document.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { absentFrom, regretOf } from '../instances/meeting.ts'
import { awaitedPasses } from '../instances/passes.ts'
import { missingProofs } from '../instances/prove.ts'
import { WHOLE_SCHOOL } from '../instances/units.ts'
import type { Told } from '../ladders/telling.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { SANCTION_DUTY, sanctionById } from '../sanctions/sanctions.ts'
import { dayOf } from '../time.ts'
import { titleOf } from './duty-items.ts'
import { recordTitle } from './record-title.ts'
import { stillTold } from './still-told.ts'
import type { Reader, View } from './view.ts'

/** What a step of the ladders says to one person; each matter is asked again whether it is still so (handbook §10.1). */
export const toldView: View = {
  async draw(reader, show, sending) {
    const told = show.told as Told[]
    const person = String(show.person)
    const still = sending ? await stillTold(reader, told, person) : told
    const lines = await Promise.all(still.map((each) => lineOf(reader, each, person)))
    const own = still.some(({ mine }) => mine)
    return lines.length > 0 ? toldCard(lines, own) : undefined
  },
}

async function lineOf(reader: Reader, told: Told, viewer: string): Promise<ToldLine> {
  const { directory } = reader
  const { message, duty, unit = '', whose: responsible } = told
  if (told.record !== undefined && told.duty === undefined)
    return {
      message,
      title: await recordTitle(reader, told),
      noun: partsOf(told.ladder).noun,
      ...(told.sealed ? { sealed: true } : { record: told.record }),
    }
  const group = groupName(directory, unit)
  const known = duty === undefined ? undefined : directory.duties.get(duty)
  const title =
    duty === undefined ? told.key : titleOf(directory, { duty, unit: group ? WHOLE_SCHOOL : unit }, known)
  const person = directory.person(responsible ?? unit)
  const name = person && person.id !== viewer ? person.name : undefined
  const whose = group && name ? `${group}（${name}）` : (group ?? name)
  const about = duty === SANCTION_DUTY ? await sanctionById(reader.db, unit) : undefined
  if (about)
    return {
      message: readAs(told),
      title: `惩戒 ${about.number} ${about.type}`,
      whose: `${about.authority}，${cut(about.matters, 40)}`,
    }
  const lacks = SENT_STEPS.has(message) ? await lackingOf(reader, told.key) : undefined
  return {
    message: readAs(told),
    title,
    ...(whose !== undefined && { whose }),
    ...(lacks !== undefined && { lacks }),
    ...(person?.id === viewer && { mine: true as const }),
    ...(message === 'fill_post' && { fills: told.key }),
    ...(message === 'absent_list' && { absent: await absentNames(reader, told.key) }),
  }
}

/** Steps that would say that a document has not been sent. */
const SENT_STEPS: ReadonlySet<string> = new Set(['urgent', 'late_risk', 'late'])

/** Of a document that was sent: what it still waits for; undefined while it was not. */
async function lackingOf({ db, nowMs }: Reader, id: string): Promise<string | undefined> {
  const document = await beginWork(db, nowMs, null).state(dutyInstance, id)
  if (!document || stageOf(document) !== 'submitted') return undefined
  const words = [
    ...missingProofs(document).map(({ type }) => PROOF_WORDS[type]),
    ...awaitedPasses(document).map((pass) => PASS_WORDS[pass]),
  ]
  return words.length > 0 ? [...new Set(words)].join('、') : undefined
}

/** Who has not come to a meeting yet; whoever asked to be excused or is on leave is marked so (handbook §5.8). */
async function absentNames({ db, directory, nowMs }: Reader, id: string): Promise<string[]> {
  const meeting = await beginWork(db, nowMs, null).state(dutyInstance, id)
  if (!meeting) return []
  return absentFrom(meeting).map((person) => {
    const reason = regretOf(meeting, person)
    const away = reason !== undefined || directory.leaveOf(person, dayOf(meeting.opensAtMs))
    const excused = reason ? `（请假：${reason}）` : '（请假）'
    return `${directory.person(person)?.name ?? person}${away ? excused : ''}`
  })
}

/** A class, a department or a grade's team: one line of a duty lists them all. */
const groupName = (directory: Directory, unit: string): string | undefined => {
  const department = directory.departmentName(unit)
  return directory.class(unit)?.name ?? (department === unit ? undefined : department)
}
