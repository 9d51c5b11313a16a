import { hazardCategories } from '../../src/duties/catalogue.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import type { Hazard, HazardEvent, Severity } from '../../src/hazards/hazard.ts'
import { changeStatements } from '../../src/log/change.ts'
import type { Noun } from '../../src/log/noun.ts'
import type { Directory } from '../../src/people/directory.ts'
import type { Place } from '../../src/reading/places.ts'
import type { Database, Statement } from '../../src/store/database.ts'
import { DAY_MS, HOUR_MS } from '../../src/time.ts'

/** What becomes of a made-up hazard: how old it is and how far it has come, all by chance but always the same. */
export interface MadeUp {
  /** The numbers it gets. */
  from: number
  count: number
  nowMs: number
  /** Reported within this many days before. */
  days: number
  /** Only open ones. */
  open?: boolean
}

/** Fills the log as the bot would, many hazards to a write; each with its events in their order of time. */
export async function makeUpHazards(db: Database, directory: Directory, made: MadeUp): Promise<void> {
  const pending: Statement[] = []
  const chance = dice(made.from)
  for (let number = made.from; number < made.from + made.count; number++) {
    let atMs = made.nowMs - Math.floor(chance() * made.days * DAY_MS)
    const statements: Statement[] = []
    let before: { version: number; state: Hazard | undefined } = { version: 0, state: undefined }
    for (const event of life(directory, number, chance, made.open === true, atMs)) {
      const id = String(number)
      const state = hazard.evolve(before.state, event, { id, atMs, actor: null })
      const change = {
        noun: hazard as unknown as Noun<never, never>,
        id,
        version: before.version,
        events: [event],
        state,
      }
      statements.push(...changeStatements(change, `made:${number}`, atMs, null))
      before = { version: before.version + 1, state }
      atMs = Math.min(made.nowMs, atMs + Math.floor(chance() * 40 * HOUR_MS))
    }
    pending.push(...statements)
    if (pending.length > 2000) await db.write(pending.splice(0))
  }
  await db.write(pending)
}

/** The events of one hazard, from the report to wherever it has come. */
export function life(
  directory: Directory,
  number: number,
  chance: () => number,
  staysOpen: boolean,
  atMs: number,
): HazardEvent[] {
  const of = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
  const category = of([...hazardCategories.values()])
  const department = category.department ?? 'general_affairs'
  const people = directory.people.map(({ id }) => id)
  const place = placeOf(directory, of, chance)
  const severity = of<Severity>(['general', 'general', 'larger', 'major'])
  const head = directory.departmentHead(department)?.id ?? people[0]!
  const mender = of(people)
  const events: HazardEvent[] = [
    {
      kind: 'hazard.reported',
      number,
      text: `第 ${number} 条，${category.name}`,
      place,
      category: category.id,
      severity,
      urgent: chance() < 0.2,
      needsReview: false,
      restricted: category.restricted,
      ...(chance() < 0.1 ? { anonymous: true as const } : { reporter: of(people) }),
      department,
      acceptDueMs: atMs + 4 * HOUR_MS,
      rectifyDueMs: atMs + Math.floor(chance() * 20 * DAY_MS),
      ...(chance() < 0.1 && number > 1 && { repeats: [1] }),
      ...(chance() < 0.3 && { control: '已围起来' }),
      photos: [],
    },
    { kind: 'hazard.assigned', department, assignee: head },
    { kind: 'hazard.accepted', rectifier: mender, by: head },
    { kind: 'hazard.controlled', control: '已断电', by: mender },
    { kind: 'hazard.rectified', note: '已修好', by: mender },
  ]
  if (place === null) return events.slice(0, 1)
  if (chance() < 0.1 && !staysOpen)
    return [...events.slice(0, 2), { kind: 'hazard.dismissed', reason: '不是隐患', by: head }]
  const reached = 2 + Math.floor(chance() * (staysOpen ? 4 : 6))
  if (reached < 6) return events.slice(0, reached)
  return [...events, { kind: 'hazard.verified', by: people[0]! }, { kind: 'hazard.closed' }]
}

function placeOf(directory: Directory, of: <T>(list: readonly T[]) => T, chance: () => number): Place | null {
  const kind = chance()
  const points = directory.school.file.patrol_points
  if (kind < 0.05) return null
  if (kind < 0.6) return { kind: 'point', ...pick(of(points)) }
  if (kind < 0.8) return { kind: 'class', ...pick(of(directory.classes)) }
  const floor = Math.floor(chance() * 6)
  if (kind < 0.9)
    return {
      kind: 'building',
      building: of(['教学楼A', '教学楼B', '体育馆']),
      floor: floor || null,
      words: '教学楼',
    }
  return { kind: 'words', words: of(['配电箱后面', '小卖部', '教学楼A/1']) }
}

const pick = ({ id, name }: { id: string; name: string }) => ({ id, name })

/** The same throws each time. */
export function dice(seed: number): () => number {
  let state = seed * 2654435761 + 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
