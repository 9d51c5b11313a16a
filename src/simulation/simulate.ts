import { answer } from '../bot/answer.ts'
import type { Command } from '../bot/command.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import { postsToFill } from '../instances/fill-post.ts'
import type { Instance } from '../instances/instance.ts'
import { instancesInHandsOf, partsAhead } from '../instances/instances.ts'
import { LaddersStuck } from '../ladders/climb-due.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { ReadDirectory } from '../people/load.ts'
import type { Person } from '../people/person.ts'
import { photo, receive } from '../photos/photo.ts'
import { SANCTION_DUTY } from '../sanctions/sanctions.ts'
import type { Database } from '../store/database.ts'
import { nextDue, tick } from '../tick.ts'
import { addDays, DAY_MS, type Day, dayOf, instantOf, toIso } from '../time.ts'
import type { Action } from './actions.ts'
import { type Line, newLines, type Seen } from './lines.ts'
import { tellingLines } from './telling-lines.ts'

export interface Simulation {
  db: Database
  directory: ReadDirectory
  commands: readonly Command[]
  from: Day
  to: Day
  actions: readonly Action[]
  /** Begins in the middle of the first day; without it, at its midnight. */
  sinceMs?: number
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
  const seen: Seen = { events: 0, jobs: 0, carded: new Set() }
  let nowMs = simulation.sinceMs ?? instantOf(from)
  for (let last = false; !last; ) {
    last = nowMs >= endMs
    await beat(simulation, seen, nowMs)
    const waited = waiting.length
    for (let [action] = waiting; action && action.atMs <= nowMs; [action] = waiting) {
      waiting.shift()
      await act(simulation, await readDirectory(), action, Math.max(action.atMs, instantOf(from)))
      for (const line of await newLines(db, seen, { from, to }, await readDirectory())) emit(line)
    }
    // What was said may have raised a ladder whose first step is now.
    if (waiting.length < waited) await beat(simulation, seen, nowMs)
    const next = await nextDue({ db, directory: readDirectory }, nowMs)
    nowMs = Math.min(next, waiting[0]?.atMs ?? Number.POSITIVE_INFINITY, Math.max(endMs, nowMs))
  }
}

async function beat(simulation: Simulation, seen: Seen, nowMs: number): Promise<void> {
  const { db, directory: readDirectory, from, to, emit } = simulation
  const { tellings, stuck } = await tick({ db, directory: readDirectory }, nowMs)
  // Live the others go on; a forecast that leaves something out would be a wrong one.
  if (stuck.length > 0) throw new LaddersStuck(stuck)
  const directory = await readDirectory()
  const lines = await newLines(db, seen, { from, to }, directory, tellings)
  for (const line of [...lines, ...tellingLines(directory, tellings, seen.carded)]) emit(line)
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
  if (sentence === undefined) {
    emit({
      type: 'refused',
      at: toIso(nowMs),
      person: speaker.id,
      says: action.says,
      text: `${action.about?.duty}/${action.about?.unit} 这一项不在${speaker.name}手里。`,
    })
    return
  }
  await receivePhotos(db, speaker, action, nowMs)
  const { answer: stored } = await answer(
    { db, directory: readDirectory, commands, now: () => nowMs },
    {
      cause: `action:${nowMs}:${action.person}:${sentence}:${JSON.stringify(action.fields)}`,
      speaker,
      chat: { id: `chat-${speaker.id}`, type: 'private' },
      sentence,
      said: { fields: { ...periodOf(action), ...action.fields }, pressed: true, atMs: nowMs },
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

const periodOf = ({ about }: Action) => (about?.period === undefined ? {} : { period: about.period })

/** Commands that find the instance by its duty themselves: who speaks and when decides which one is meant. */
const BY_DUTY = /^[/／](?:会议|开会|meeting|免做|excuse|转办|transfer)$/i

/**
 * The sentence with what `about` names put where the words leave it out: `/打卡 <check-in> 全班正常`. Undefined for a unit
 * that is not the speaker's: the bare sentence would be taken for something of the speaker's own.
 */
async function completed(
  db: Database,
  directory: Directory,
  speaker: Person,
  { says, about }: Action,
  nowMs: number,
): Promise<string | undefined> {
  const [, command = '', rest = ''] = /^([/／]\S+)\s*(.*)$/s.exec(says.trim()) ?? []
  if (!about || command === '') return says
  if (about.record !== undefined) return /^\d/.test(rest) ? says : `${command} ${about.record} ${rest}`
  if (about.duty === SANCTION_DUTY)
    return about.unit === undefined ? says : `${command} ${about.unit} ${rest}`
  if (about.duty !== undefined && BY_DUTY.test(command))
    return `${command} ${[about.duty, ...(about.unit === undefined ? [] : [about.unit])].join('/')} ${rest}`
  if (!/^[/／](?:打卡|签到|晨检|checkin|完成|done)$/i.test(command)) return says
  const checkins = await checkinsInHandsOf(db, directory, speaker, dayOf(nowMs))
  const mine = checkins.filter(({ duty, unit }) => duty === about.duty && (about.unit ?? unit) === unit)
  const one = mine.find(({ answer: given }) => !given) ?? mine[0]
  if (one) return `${command} ${one.id} ${rest}`
  const people = [speaker.id, ...directory.entersFor(speaker).map(({ id }) => id)]
  const owed = [
    ...(await instancesInHandsOf(db, people, nowMs + 400 * DAY_MS)),
    ...(await partsAhead(db, directory, speaker, dayOf(nowMs), addDays(dayOf(nowMs), 60))),
    ...(await postsToFill(db, directory, speaker, nowMs)),
  ]
  const instance = owed.find(
    ({ duty, unit, period }) =>
      duty === about.duty && (about.unit ?? unit) === unit && (about.period ?? period) === period,
  )
  if (instance) return `${command} ${instance.id} ${rest}`
  return about.unit === undefined || (await hadByOneOf(db, people, about.duty, about.unit)) ? says : undefined
}

/** Whether one of them was ever asked for that unit's duty: what is over is for the sentence itself to say. */
async function hadByOneOf(
  db: Database,
  people: readonly string[],
  duty: string | undefined,
  unit: string,
): Promise<boolean> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE json_extract(state, '$.duty') = ? AND json_extract(state, '$.unit') = ?",
    [duty ?? '', unit],
  )
  return rows
    .map(({ state }) => JSON.parse(state) as Instance)
    .some(({ owner, substitute, others }) =>
      [owner, substitute ?? owner, ...others].some((id) => people.includes(id)),
    )
}

/** Pictures an action names arrive before its words, as they would in the chat. */
async function receivePhotos(
  db: Database,
  speaker: Person,
  { fields }: Action,
  nowMs: number,
): Promise<void> {
  const names = typeof fields.photos === 'string' ? [fields.photos] : fields.photos
  if (!Array.isArray(names) || names.length === 0) return
  await recordUntilDone(
    db,
    `photos:${nowMs}:${speaker.id}:${names.join()}`,
    () => beginWork(db, nowMs, speaker.id),
    async (work) => {
      for (const name of names)
        await work.change(
          photo,
          name,
          receive({ sender: speaker.id, messageId: name, mime: 'image/jpeg', bytes: 0, sha256: name }),
        )
      return {}
    },
  )
}
