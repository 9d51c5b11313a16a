import { Refusal } from '../refusal.ts'
import { newUpwardReport, type UpwardReport } from '../reporting/upward-report.ts'
import { MINUTE_MS } from '../time.ts'
import { type Decide, mustBePossible, stillOpen } from './decide.ts'
import type { Incident } from './incident.ts'

/** One hour by phone (493号令第九条, handbook §7); the written report an hour later. */
const UPWARD_MS = 60 * MINUTE_MS
const WRITTEN_MS = 120 * MINUTE_MS

/** Who must have heard of it: the authority above, and for some matters the police (handbook §10.11). */
export type Receiver = 'superior' | 'police'
export const receiverName: Record<Receiver, string> = { superior: '上级主管部门', police: '公安机关' }

const POLICE = /公安|派出所|警察|民警|警方|110/
const receiverOf = ({ receiver }: Pick<UpwardReport, 'receiver'>): Receiver =>
  POLICE.test(receiver) ? 'police' : 'superior'

/** Sexual harm and serious bullying go to the police as well (V17). */
const needsPolice = ({ category, level }: Incident): boolean =>
  category === 'sexual' || (category === 'bullying' && level === 'serious')

/** Receivers of whom nothing is recorded yet. */
export const missingReceivers = (about: Incident): Receiver[] =>
  (needsPolice(about) ? (['superior', 'police'] as const) : (['superior'] as const)).filter(
    (receiver) => !(about.upward ?? []).some((entry) => receiverOf(entry) === receiver),
  )

const DEATH = /死亡|身亡|死了|遇难|去世|离世|没有?(?:呼吸|心跳)|抢救无效|溺亡|猝死/
const HURT = /伤|烫|中毒|晕|昏|呛|休克|出血|流血|送医|医院|120|救护车/
const NOT_HURT = /(?:没有?|无)(?:人员?)?(?:人)?(?:受?伤|伤亡)/g

/**
 * Nobody can decide that it needs no report (handbook §10.11): death, fire or gas with injury, collective sickness at the
 * threshold, sexual harm, serious bullying, intrusion with violence. Read from the category and everything said so far.
 */
export function mustGoUp(about: Incident): boolean {
  if (about.level !== 'serious') return false
  const said = [about.text, ...about.notes.map(({ text }) => text)].join('\n')
  if (DEATH.test(said)) return true
  switch (about.category) {
    case 'sexual':
    case 'bullying':
    case 'food_poisoning':
    case 'infectious':
    case 'intrusion':
      return true
    case 'fire':
    case 'utility':
      return HURT.test(said.replace(NOT_HURT, ''))
    default:
      return false
  }
}

/** The principal or the secretary decided that nothing goes up, and may decide so. */
export const isWaived = (about: Incident): boolean => about.waived !== undefined && !mustGoUp(about)

/** The countdown is over: recorded for every receiver, or rightly decided (handbook §10.8). */
export const isUpwardSettled = (about: Incident): boolean =>
  isWaived(about) || missingReceivers(about).length === 0

/** When it has to be recorded upward; undefined for a minor one. */
export const upwardDueMs = (about: Incident): number | undefined =>
  about.level === 'serious' ? countedFromMs(about) + (about.limits?.upwardMs ?? UPWARD_MS) : undefined

const countedFromMs = ({ seriousSinceMs, reportedAtMs }: Incident): number => seriousSinceMs ?? reportedAtMs

/** Minutes by which the last receiver heard too late; 0 when all heard in time or not all did yet. Never typed. */
export function minutesLate(about: Incident): number {
  const dueMs = upwardDueMs(about)
  if (dueMs === undefined || missingReceivers(about).length > 0) return 0
  const first = (receiver: Receiver): number =>
    Math.min(
      ...(about.upward ?? []).filter((entry) => receiverOf(entry) === receiver).map(({ atMs }) => atMs),
    )
  const lastMs = Math.max(first('superior'), needsPolice(about) ? first('police') : 0)
  return Math.max(0, Math.ceil((lastMs - dueMs) / MINUTE_MS))
}

/** The written report came after its two hours, or what the school allows. */
export const isWrittenLate = (about: Incident): boolean =>
  about.level === 'serious' &&
  about.written !== undefined &&
  about.written.atMs > countedFromMs(about) + (about.limits?.writtenMs ?? WRITTEN_MS)

/** Somebody above was told: who and when, a time of its own beside the time it is recorded (S1-36). The same again is nothing new. */
export const reportUp =
  (given: Omit<UpwardReport, 'enteredBy'>, by: string, nowMs: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    const reported = newUpwardReport(known.upward, given, by)
    mustBePossible(known, given.atMs, nowMs, '上报')
    return reported ? [{ kind: 'incident.reported-up', ...reported }] : []
  }

/** Only the principal or the secretary, with a reason; who decided is kept (handbook §10.8, §10.12). */
export const waive =
  (reason: string, by: string, byHead: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!byHead) throw new Refusal('heads-only', '「不需上报」只能由校长或书记决定。')
    if (known.level === 'minor') throw new Refusal('minor', '轻微事件不用上报，不需要再决定。')
    if (mustGoUp(known)) throw new Refusal('must-go-up', '这类事件必须上报，不能决定不上报。请报上级后登记。')
    if ((known.upward ?? []).length > 0)
      throw new Refusal('reported-up', '这件事已经登记了上报，不用再决定。')
    if (known.waived) return []
    if (!reason.trim()) throw new Refusal('no-reason', '决定不需上报要写明理由。')
    return [{ kind: 'incident.waived', reason: reason.trim(), by }]
  }

/** The written report, by its file or its number. */
export const writeUp =
  (file: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!file.trim()) throw new Refusal('no-file', '请写明书面报告的文件名或文号。')
    return known.written?.file === file.trim() ? [] : [{ kind: 'incident.written-up', file: file.trim(), by }]
  }

/** Time's doing: a flag once set stays (handbook §10.8). */
export const flag =
  (words: string): Decide =>
  (state) =>
    state && !(state.flags ?? []).includes(words) ? [{ kind: 'incident.flagged', flag: words }] : []
