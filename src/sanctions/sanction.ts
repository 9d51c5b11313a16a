import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, daysBetween } from '../time.ts'

/** Measures of a superior (S2-052…S2-056, glossary handbook §2), by what a school calls them. */
export const SANCTION_TYPES = ['约谈', '整改通知书', '黄牌警告', '通报批评'] as const
export type SanctionType = (typeof SANCTION_TYPES)[number]

/** The words a letter or a person uses for one; undefined for anything else. */
export function sanctionType(words: string): SanctionType | undefined {
  const name = words.trim().replace(/^(?:下发|被)/, '')
  const short: Record<string, SanctionType> = {
    整改: '整改通知书',
    整改通知: '整改通知书',
    黄牌: '黄牌警告',
    通报: '通报批评',
  }
  return (
    SANCTION_TYPES.find((type) => type === name) ?? (Object.hasOwn(short, name) ? short[name] : undefined)
  )
}

export type SanctionStatus = 'received' | 'rectifying' | 'reply_drafted' | 'reply_submitted' | 'closed'

/** One measure against the school and the way to the written reply (handbook §5.10). */
export interface Sanction {
  id: string
  number: number
  type: SanctionType
  authority: string
  /** The day the measure was taken: the 20 workdays count from it, itself not counted (S2-058). */
  day: Day
  matters: string
  status: SanctionStatus
  registeredBy: string
  registeredAtMs: number
  /** The duty instance that keeps its clock. */
  duty: string
  /** What was done so far, oldest first. */
  notes: { text: string; by: string; atMs: number }[]
  draft?: { file: string; by: string; atMs: number }
  reply?: { receipt: string; by: string; atMs: number }
}

export interface Registration {
  number: number
  type: SanctionType
  authority: string
  day: Day
  matters: string
  by: string
  duty: string
}

export type SanctionEvent =
  | ({ kind: 'sanction.registered' } & Registration)
  | { kind: 'sanction.rectified'; note: string; by: string }
  | { kind: 'sanction.drafted'; file: string; by: string }
  | { kind: 'sanction.submitted'; receipt: string; by: string }
  | { kind: 'sanction.closed'; note: string; by: string }

export const sanction: Noun<Sanction, SanctionEvent> = {
  name: 'sanction',
  table: 'sanctions',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'sanction.registered') {
      const { kind: _, by, ...given } = event
      return { id, ...given, status: 'received', registeredBy: by, registeredAtMs: atMs, notes: [] }
    }
    const before = state!
    const { by } = event
    switch (event.kind) {
      case 'sanction.rectified': {
        const status = before.status === 'received' ? 'rectifying' : before.status
        return { ...before, status, notes: [...before.notes, { text: event.note, by, atMs }] }
      }
      case 'sanction.drafted':
        return { ...before, status: 'reply_drafted', draft: { file: event.file, by, atMs } }
      case 'sanction.submitted':
        return { ...before, status: 'reply_submitted', reply: { receipt: event.receipt, by, atMs } }
      case 'sanction.closed':
        return { ...before, status: 'closed', notes: [...before.notes, { text: event.note, by, atMs }] }
    }
  },
  columns: ({ number, status, day }) => ({ number, status, measure_day: day }),
}

/** The reply is still owed. */
export const isOpen = ({ status }: Sanction): boolean => status !== 'reply_submitted' && status !== 'closed'

/** An hour where the authority is expected: only the day counts. */
const CLOCK = /^(?:[上下中]午|早上|晚上)?\d{1,2}(?::\d{1,2}|[点时](?:半|\d{1,2}分?)?)$/u

/** The same measure: one letter of one day is registered once, by whomever. */
export const isSame = (one: Sanction, given: Pick<Registration, 'type' | 'day' | 'authority' | 'matters'>) =>
  one.type === given.type &&
  one.day === given.day &&
  plain(one.authority) === plain(given.authority) &&
  plain(one.matters) === plain(given.matters)

const plain = (words: string): string => words.normalize('NFKC').replace(/\s+/gu, '')

/** A measure of more than a year ago is a slip of the pen. */
const OLDEST_DAYS = 366

export const register =
  (given: Registration, today: Day) =>
  (state: Sanction | undefined): SanctionEvent[] => {
    if (state) throw new Refusal('already-registered', '这一条已经登记过了。')
    if (!given.authority.trim())
      throw new Refusal('no-authority', '请写明是哪个单位采取的措施，例如「区教育局」。')
    if (CLOCK.test(given.authority.normalize('NFKC')))
      throw new Refusal(
        'no-authority',
        `「${given.authority}」不是单位。不用写几点，例如：/惩戒 约谈 昨天 区教育局 消防通道堵塞。`,
      )
    if (!given.matters.trim()) throw new Refusal('no-matters', '请写明事由，例如「消防通道堵塞」。')
    if (given.day > today) throw new Refusal('future', '措施的日期还没到，请核对。')
    if (daysBetween(given.day, today) > OLDEST_DAYS)
      throw new Refusal('too-old', '措施的日期在一年以前，请核对年份。')
    return [{ kind: 'sanction.registered', ...given }]
  }

/** What was put right, as often as there is something to say, until the reply is out. */
export const rectify =
  (note: string, by: string) =>
  (state: Sanction | undefined): SanctionEvent[] => {
    open(state)
    if (!note.trim()) throw new Refusal('no-note', '请写一句整改了什么。')
    return [{ kind: 'sanction.rectified', note: note.trim(), by }]
  }

export const draftReply =
  (file: string, by: string) =>
  (state: Sanction | undefined): SanctionEvent[] => {
    const before = open(state)
    if (!file.trim()) throw new Refusal('no-file', '请写明初稿的文件名或链接。')
    return before.draft?.file === file.trim() ? [] : [{ kind: 'sanction.drafted', file: file.trim(), by }]
  }

/** Only with the superior's receipt: proof of delivery is required (S2-058). */
export const submitReply =
  (receipt: string, by: string) =>
  (state: Sanction | undefined): SanctionEvent[] => {
    const before = known(state)
    if (!receipt.trim())
      throw new Refusal('no-receipt', '没有回执不算报送，请填写回执（编号或接收人）再提交。')
    if (before.reply?.receipt === receipt.trim()) return []
    open(before)
    return [{ kind: 'sanction.submitted', receipt: receipt.trim(), by }]
  }

/** Closed once the reply is out and the superior is content. */
export const close =
  (note: string, by: string) =>
  (state: Sanction | undefined): SanctionEvent[] => {
    const before = known(state)
    if (before.status === 'closed') return []
    if (before.status !== 'reply_submitted')
      throw new Refusal('not-submitted', '整改报告还没有报送，不能办结。')
    return [{ kind: 'sanction.closed', note: note.trim() || '办结', by }]
  }

function known(state: Sanction | undefined): Sanction {
  if (!state) throw new Refusal('no-sanction', '没有找到这一条，发送 /惩戒 看看有哪些。')
  return state
}

function open(state: Sanction | undefined): Sanction {
  const before = known(state)
  if (!isOpen(before)) throw new Refusal('over', '整改报告已经报送，不能再改。')
  return before
}
