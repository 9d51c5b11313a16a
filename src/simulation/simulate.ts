import { answer } from '../bot/answer.ts'
import type { Command } from '../bot/command.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import type { Directory } from '../people/directory.ts'
import type { ReadDirectory } from '../people/load.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { nextDue, tick } from '../tick.ts'
import { DAY_MS, type Day, dayOf, instantOf, toIso } from '../time.ts'
import type { Action } from './actions.ts'
import { type Line, newLines, type Seen, tellingLines } from './lines.ts'

export interface Simulation {
  db: Database
  directory: ReadDirectory
  commands: readonly Command[]
  from: Day
  to: Day
  actions: readonly Action[]
  emit(line: Line): void
}

/**
 * The live engine with a false clock: every instant at which time has something to do, and between them what people
 * say. Nothing is sent; what would be is a line (`contract.md`, simulate).
 */
export async function simulate(simulation: Simulation): Promise<void> {
  const { db, directory: readDirectory, from, to, emit } = simulation
  const endMs = instantOf(to, '24:00')
  const waiting = [...simulation.actions]
  const seen = { events: 0, jobs: 0 }
  let nowMs = instantOf(from)
  for (let last = false; !last; ) {
    last = nowMs >= endMs
    await beat(simulation, seen, nowMs)
    const waitedMs = waiting[0]?.atMs ?? Number.POSITIVE_INFINITY
    for (let [action] = waiting; action && action.atMs <= nowMs; [action] = waiting) {
      waiting.shift()
      await act(simulation, await readDirectory(), action, Math.max(action.atMs, instantOf(from)))
      for (const line of await newLines(db, seen, { from, to })) emit(line)
    }
    // What was said may have made something due at once.
    if (waitedMs <= nowMs) await beat(simulation, seen, nowMs)
    const next = await nextDue({ db, directory: readDirectory }, nowMs)
    nowMs = Math.min(next, waiting[0]?.atMs ?? Number.POSITIVE_INFINITY, Math.max(endMs, nowMs))
  }
}

async function beat({ db, directory, from, to, emit }: Simulation, seen: Seen, nowMs: number): Promise<void> {
  const { tellings } = await tick({ db, directory }, nowMs)
  for (const line of await newLines(db, seen, { from, to })) emit(line)
  for (const line of tellingLines(await directory(), tellings)) emit(line)
}

/** One sentence, said in the private chat as if typed or pressed; a refusal is a line too, for whoever wrote the file. */
async function act(
  simulation: Simulation,
  directory: Directory,
  action: Action,
  nowMs: number,
): Promise<void> {
  const { db, directory: readDirectory, commands, emit } = simulation
  const speaker = directory.person(action.person) ?? directory.byName(action.person)
  if (!speaker) {
    emit({
      type: 'refused',
      at: toIso(nowMs),
      person: action.person,
      says: action.says,
      text: '名单里没有这个人。',
    })
    return
  }
  const sentence = await completed(db, directory, speaker, action, nowMs)
  const stored = await answer(
    { db, directory: readDirectory, commands, now: () => nowMs },
    {
      cause: `action:${nowMs}:${action.person}:${sentence}:${JSON.stringify(action.fields)}`,
      speaker,
      chat: { id: `chat-${speaker.id}`, type: 'private' },
      sentence,
      said: { fields: action.fields, pressed: true, atMs: nowMs },
    },
  )
  if (stored.toast?.type === 'warning')
    emit({
      type: 'refused',
      at: toIso(nowMs),
      person: speaker.id,
      says: action.says,
      text: stored.toast.text,
    })
}

/** The sentence with what `about` names put where the words leave it out: `/打卡 <check-in> 全班正常`. */
async function completed(
  db: Database,
  directory: Directory,
  speaker: Person,
  { says, about }: Action,
  nowMs: number,
): Promise<string> {
  const [, command = '', rest = ''] = /^([/／]\S+)\s*(.*)$/s.exec(says.trim()) ?? []
  if (!about || command === '') return says
  if (about.record !== undefined) return /^\d/.test(rest) ? says : `${command} ${about.record} ${rest}`
  if (!/^[/／](?:打卡|签到|晨检|checkin|完成|done)$/i.test(command)) return says
  const checkins = await checkinsInHandsOf(db, directory, speaker, dayOf(nowMs))
  const mine = checkins.filter(({ duty, unit }) => duty === about.duty && (about.unit ?? unit) === unit)
  const one = mine.find(({ answer: given }) => !given) ?? mine[0]
  if (one) return `${command} ${one.id} ${rest}`
  const people = [speaker.id, ...directory.entersFor(speaker).map(({ id }) => id)]
  const owed = await instancesInHandsOf(db, people, nowMs + 400 * DAY_MS)
  const instance = owed.find(
    ({ duty, unit, period }) =>
      duty === about.duty && (about.unit ?? unit) === unit && (about.period ?? period) === period,
  )
  return instance ? `${command} ${instance.id} ${rest}` : says
}
