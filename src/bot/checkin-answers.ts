import { ASKED_FIELDS, type Asked } from '../cards/checkin-form.ts'
import { sayMatter } from '../cards/checkin-items.ts'
import { raiseAlarms, sourceOf } from '../checkins/alarms.ts'
import { answer, type Checkin, checkin, responsible } from '../checkins/checkin.ts'
import type { CheckinAnswer } from '../checkins/checkin-answer.ts'
import { supervisorFor } from '../checkins/checkins.ts'
import { lateFrom } from '../checkins/due.ts'
import { readAnswer } from '../checkins/reading.ts'
import { touchToday } from '../checkins/today.ts'
import { outagesOf } from '../outages/outages.ts'
import { Refusal } from '../refusal.ts'
import { fileHazard } from '../reporting/file-hazard.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import { dayOf } from '../time.ts'
import { type Context, fieldText, type Reply, type Said, typist } from './command.ts'

/** The card of a day; `asked` opens the questions of one check-in on it. */
export const today = (
  context: Context,
  day = dayOf(context.nowMs),
  asked?: { id: string; what: Asked; words?: string },
): Reply => ({
  show: { card: 'today', person: context.speaker.id, day, ...(asked && { asked }) },
})

/** One write: the answer and the incidents its numbers raise (handbook §5.2); every card that shows it follows. */
export async function giveAnswer(
  said: Said,
  context: Context,
  about: Checkin,
  given: CheckinAnswer,
): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const holder = responsible(about)
  const graceMs = lateFrom(about, await outagesOf(work.db), nowMs) - about.dueAtMs
  const opened = dutyIsClass(about)
    ? await raiseAlarms(work, directory, speaker, about, given, said.atMs)
    : []
  const after = await work.change(
    checkin,
    about.id,
    answer(withMatters(given, about, opened), holder, typist(context), {
      saidMs: said.atMs,
      nowMs,
      graceMs,
    }),
  )
  for (const who of [directory.person(holder), directory.person(about.owner), speaker])
    touchToday(work, directory, who, about.day)
  // The next one up was told that this is missing; now it is not.
  if (about.status === 'overdue') touchToday(work, directory, supervisorFor(directory, about), about.day)
  return {
    ...today(context, about.day),
    toast: { type: 'success', text: thanks(about, after, given, opened) },
  }
}

const dutyIsClass = (about: Checkin): boolean => about.expected !== undefined

const withMatters = (given: CheckinAnswer, about: Checkin, opened: string[]): CheckinAnswer => {
  const matters = [...(about.answer?.matters ?? []), ...(given.matters ?? []), ...opened]
  return given.normal || matters.length === 0 ? given : { ...given, matters: [...new Set(matters)] }
}

function thanks(before: Checkin, after: Checkin, given: CheckinAnswer, opened: string[]): string {
  const matters = [...(given.matters ?? []), ...opened].filter(
    (matter) => !before.answer?.matters?.includes(matter),
  )
  const words = !before.answer
    ? after.status === 'late'
      ? '已补签（迟）'
      : '已记录，谢谢'
    : after.earlier.length > before.earlier.length
      ? '已更正'
      : '已记录过'
  return matters.length > 0 ? `${words}。已登记${matters.map(sayMatter).join('、')}` : words
}

/**
 * Somebody who found something: the report and the check-in in one write. The words stay in the report. Of a class the
 * numbers are still to be said.
 */
export async function reportFinding(
  said: Said,
  context: Context,
  about: Checkin,
  { finding, text }: { finding: 'hazard' | 'incident'; text: string },
): Promise<Reply> {
  const { work, directory, speaker } = context
  if (!text) throw new Refusal('no-text', '请写一句在哪里、有什么情况。')
  const words = { text, source: sourceOf(about), learnedAtMs: said.atMs }
  const classId = dutyIsClass(about) ? { classId: about.unit } : {}
  const matter =
    finding === 'hazard'
      ? `hazard/${(await fileHazard(work, directory, speaker, words)).id}`
      : `incident/${(await fileIncident(work, directory, speaker, { ...words, ...classId })).id}`
  if (!dutyIsClass(about))
    try {
      return await giveAnswer(said, context, about, { normal: false, matters: [matter] })
    } catch (refusal) {
      // That the check-in is closed, excused or not open yet is no reason to lose the report.
      const formKeepsIt = said.pressed && finding === 'hazard'
      if (!(refusal instanceof Refusal) || formKeepsIt) throw refusal
      const toast = `已登记${sayMatter(matter)}。${refusal.message}`
      return { ...today(context, about.day), toast: { type: 'success', text: toast } }
    }
  const asked = today(context, about.day, { id: about.id, what: 'choose' })
  const toast = `已登记${sayMatter(matter)}。晨检还没报，请选是哪一种`
  return { ...asked, toast: { type: 'success', text: toast } }
}

/** 有异常 with its questions: counts as answered, and opens what it says in the same write (handbook §5.2). */
export async function giveDetails(
  said: Said,
  context: Context,
  about: Checkin,
  kind: Asked | undefined,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const asked = kind && kind in ASKED_FIELDS ? kind : 'all'
  const given = readAnswer(
    (field) => fieldText(said, field),
    ASKED_FIELDS[asked as keyof typeof ASKED_FIELDS],
    about,
  )
  if (!given.roomNote || given.roomNote === about.answer?.roomNote)
    return giveAnswer(said, context, about, given)
  const filed = await fileHazard(work, directory, speaker, {
    text: given.roomNote,
    place: about.unit,
    source: sourceOf(about),
    learnedAtMs: said.atMs,
  })
  return giveAnswer(said, context, about, {
    ...given,
    matters: [...(given.matters ?? []), `hazard/${filed.id}`],
  })
}
