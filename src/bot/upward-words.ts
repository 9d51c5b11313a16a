import { Refusal } from '../refusal.ts'
import type { UpwardReport } from '../reporting/upward-report.ts'
import { fieldText, type Said } from './command.ts'
import { momentFrom } from './moment.ts'

/** What somebody says of a report to somebody above. */
export type UpwardWords = Omit<UpwardReport, 'enteredBy'>

/**
 * From a form's fields `receiver time by receipt`, or typed: `已报上级 区教育局 10:45 回执12号`. When the receiver was told is
 * never guessed: without a time it is refused. @throws Refusal naming what is missing.
 */
export function upwardWords(said: Said, rest: string, nowMs: number, example: string): UpwardWords {
  const typed = typedWords(rest, nowMs)
  const receiver = fieldText(said, 'receiver') || typed.receiver
  const time = fieldText(said, 'time')
  const atMs = time ? momentFrom(time, nowMs) : typed.atMs
  if (!receiver) throw new Refusal('no-receiver', `请写明报给了哪个部门、几点报的，例如：${example}。`)
  if (time && atMs === undefined)
    throw new Refusal('bad-time', `没看懂时间「${time.slice(0, 20)}」，请写成 10:20 或 昨天 17:05。`)
  if (atMs === undefined) throw new Refusal('no-time', `请写明几点报的，例如：${example}。`)
  const reportedBy = fieldText(said, 'by')
  const receipt = fieldText(said, 'receipt') || typed.receipt
  return { receiver, atMs, ...(reportedBy && { reportedBy }), ...(receipt && { receipt }) }
}

interface Typed {
  receiver: string
  atMs: number | undefined
  receipt: string
}

/** The first words that are a time are the time; of the others the first is the receiver. */
function typedWords(rest: string, nowMs: number): Typed {
  const words = rest.split(/[\s，,；;]+/).filter(Boolean)
  for (const length of [2, 1])
    for (let start = 0; start + length <= words.length; start++) {
      const atMs = momentFrom(words.slice(start, start + length).join(' '), nowMs)
      if (atMs === undefined) continue
      const [receiver = '', ...receipt] = [...words.slice(0, start), ...words.slice(start + length)]
      return { receiver, atMs, receipt: receipt.join(' ') }
    }
  const [receiver = '', ...receipt] = words
  return { receiver, atMs: undefined, receipt: receipt.join(' ') }
}
