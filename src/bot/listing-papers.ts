import { mayReadHazard } from '../hazards/readers.ts'
import { dayNamed } from '../leaves/days.ts'
import * as board from '../listings/board.ts'
import * as wishes from '../listings/decide.ts'
import type { Board } from '../listings/listing.ts'
import { tellListing } from '../listings/tell.ts'
import { personNamed } from '../people/person-named.ts'
import { Refusal } from '../refusal.ts'
import { type Day, dayOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { labelledWords } from './labelled-words.ts'
import { changeSpoken, isBare, listingReply, type SpokenOfListing } from './listing-spoken.ts'
import { upwardWords } from './upward-words.ts'

const WHO_RECORDS = '挂牌督办由部门负责人、安全办公室或校领导来登记。'

/** Who lists it, by the answers to two questions: `/挂牌 3 提请 学校不能自行消除 涉及多部门` (S2-067, S2-068). */
export async function setLevel(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about } = spoken
  if (isBare(spoken)) return listingReply(spoken, about, 'level')
  const eliminable = answerOf(fieldText(said, 'eliminable'), rest, /(?:自行|自己|能够?|可以?)消除/u)
  const joint = answerOf(fieldText(said, 'joint'), rest, /多(?:个)?部门/u)
  if (eliminable === undefined || joint === undefined)
    throw new Refusal(
      'two-questions',
      '请回答两个问题：学校能不能自行消除；是否涉及多个部门联合整治、难度较大。',
    )
  const decide = wishes.setLevel({ eliminable, joint }, context.speaker.id)
  const { reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, '提请函已拟好')
  return reply
}

const NO = /(?:不|无法|难以|没有?)[^，。；\s]{0,4}$/u

/** `yes`/`no` of a form, or the words of a sentence with or without a no before them; undefined when it says neither. */
function answerOf(field: string, words: string, said: RegExp): boolean | undefined {
  if (field) return ['yes', '是', '能'].includes(field)
  const at = words.search(said)
  return at < 0 ? undefined : !NO.test(words.slice(0, at))
}

/** `/挂牌 3 已提请 区教育局 10:20 收文12号`. */
export async function recordRequest(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about } = spoken
  const { speaker, nowMs } = context
  wishes.mayGoUp(about)
  if (isBare(spoken)) return listingReply(spoken, about, 'request')
  const given = upwardWords(said, rest, nowMs, `/挂牌 ${about.number} 已提请 区教育局 10:45`)
  const decide = wishes.recordRequest(given, speaker.id, nowMs)
  const { reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, '已登记提请')
  return reply
}

const REPLY = { 单位: 'authority', 答复单位: 'authority', 日期: 'date', 内容: 'words' } as const

/** `/挂牌 3 答复 单位：区教育局 日期：9月20日 内容：…`; `不予挂牌` ends it. */
export async function recordReply(spoken: SpokenOfListing, refused = false): Promise<Reply> {
  const { said, context, rest, rights, about } = spoken
  if (isBare(spoken)) return listingReply(spoken, about, 'reply')
  const typed = labelledWords(rest, REPLY)
  const given = {
    authority: fieldText(said, 'authority') || typed.authority || '',
    day: dayIn(spoken, fieldText(said, 'date') || typed.date || '今天'),
    words: fieldText(said, 'words') || typed.words || '',
  }
  const no = refused || fieldText(said, 'outcome') === 'refused'
  const decide = wishes.recordReply(given, no, context.speaker.id, dayOf(context.nowMs))
  const toast = no ? '已登记，不予挂牌，挂牌办结' : '已登记答复'
  const { reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, toast)
  return reply
}

export const recordRefusal = (spoken: SpokenOfListing): Promise<Reply> => recordReply(spoken, true)

const dayIn = ({ context }: SpokenOfListing, words: string): Day => dayNamed(words, dayOf(context.nowMs))

const BOARD = {
  编号: 'no',
  牌号: 'no',
  督办单位: 'authority',
  督办事项: 'matter',
  承担治理责任的单位: 'unit',
  责任单位: 'unit',
  责任人: 'person',
  完成时限: 'deadline',
} as const satisfies Record<string, keyof Board>

/** `/挂牌 3 已挂牌 编号：… 督办单位：… 督办事项：… 责任单位：… 责任人：… 完成时限：…`: all of them, or what is missing is named. */
export async function list(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about, of } = spoken
  const { work, directory, speaker } = context
  if (about.status === 'proposed') wishes.mayGoUp(about)
  if (isBare(spoken)) return listingReply(spoken, about, 'list')
  const typed: Partial<Board> = labelledWords(rest, BOARD)
  const part = (key: keyof Board, name: string = key) => fieldText(said, name) || typed[key]
  const words = {
    no: part('no', 'board_no'),
    authority: part('authority'),
    matter: part('matter'),
    unit: part('unit'),
    person: part('person'),
    deadline: part('deadline'),
  }
  // What is missing is named before anything is looked up.
  const whole = board.wholeBoard(Object.fromEntries(Object.entries(words).filter(([, value]) => value)))
  const person = personNamed(directory, whole.person)
  if (!mayReadHazard(person, of, directory))
    throw new Refusal('not-a-reader', `${person.name}不在这件受限事项的知情范围内，请换一位责任人。`)
  const given = { ...whole, person: person.id, deadline: dayIn(spoken, whole.deadline) }
  const decide = board.list(given, speaker.id, directory.rules.version)
  const { after, reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, '已登记挂牌')
  const isNew = about.board?.person !== person.id && person.id !== speaker.id
  if (isNew) tellListing(work, directory, after, of, person, 'responsible')
  return reply
}

const EXTENSION = { 完成时限: 'deadline', 文号: 'document', 文件: 'document', 督办单位: 'authority' } as const

/** `/挂牌 3 延期 完成时限：11月30日 文号：区教安〔2026〕9号`: only the authority moves its deadline. */
export async function extend(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about, of } = spoken
  const { work, directory, speaker, nowMs } = context
  board.onBoard(about)
  if (isBare(spoken)) return listingReply(spoken, about, 'extend')
  const typed = labelledWords(rest, EXTENSION)
  const deadline = fieldText(said, 'deadline') || typed.deadline
  if (!deadline) throw new Refusal('no-deadline', '请写明新的完成时限，例如「11月30日」。')
  const given = {
    to: dayIn(spoken, deadline),
    authority: fieldText(said, 'authority') || typed.authority || '',
    document: fieldText(said, 'document') || typed.document || '',
  }
  const decide = board.extend(given, speaker.id, dayOf(nowMs))
  const { after, reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, '完成时限已改')
  const responsible = directory.person(after.board?.person ?? '')
  if (responsible?.id !== speaker.id) tellListing(work, directory, after, of, responsible, 'extended')
  return reply
}

const OUTCOME = { 单位: 'authority', 日期: 'date', 处理: 'words' } as const

/** `/挂牌 3 后果 单位：… 日期：… 处理：…`: what an authority made of it in the end (S2-071). */
export async function recordOutcome(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about } = spoken
  if (isBare(spoken)) return listingReply(spoken, about, 'outcome')
  const typed = labelledWords(rest, OUTCOME)
  const given = {
    words: fieldText(said, 'words') || typed.words || '',
    authority: fieldText(said, 'authority') || typed.authority || '',
    day: dayIn(spoken, fieldText(said, 'date') || typed.date || '今天'),
  }
  const decide = board.recordOutcome(given, context.speaker.id, dayOf(context.nowMs))
  const { reply } = await changeSpoken(spoken, decide, rights.records, WHO_RECORDS, '已登记')
  return reply
}
