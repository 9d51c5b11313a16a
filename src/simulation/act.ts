import { answer } from '../bot/answer.ts'
import type { Command } from '../bot/command.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import { postsToFill } from '../instances/fill-post.ts'
import type { Instance } from '../instances/instance.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import { partsAhead } from '../instances/on-card.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import { photo, receive } from '../photos/photo.ts'
import { SANCTION_DUTY } from '../sanctions/sanctions.ts'
import type { Database } from '../store/database.ts'
import { addDays, DAY_MS, dayOf, toIso } from '../time.ts'
import type { Action } from './actions.ts'
import type { Line } from './lines.ts'

/** What people act in: the school, what it understands, and who hears what was refused. */
export interface Acting {
  db: Database
  directory: ReadDirectory
  commands: readonly Command[]
  emit(line: Line): void
}

/** One sentence, said in the private chat as if typed or pressed; a refusal is a line too, for whoever wrote the file. */
export async function act(
  { db, directory: readDirectory, commands, emit }: Acting,
  directory: Directory,
  action: Action,
  nowMs: number,
): Promise<void> {
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
