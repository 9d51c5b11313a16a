import { cut } from '../cut.ts'
import { beyondNormal, type FormField, formGives } from '../duties/form.ts'
import type { Proof } from '../instances/instance.ts'
import { type Day, dayOf, endOf, sayDay, timeOf } from '../time.ts'
import { type Block, type Button, bold, buttons, small, text } from './card.ts'

/** A duty on the card of the day, in the words its owner reads. */
export interface DutyItem {
  id: string
  /** `防火巡查`, `三(1)班 放学路队`. */
  title: string
  kind: string
  /** Written by the bot; a word of confirmation is all. */
  confirmOnly?: true
  opensAtMs: number
  dueAtMs: number
  status: 'scheduled' | 'open' | 'overdue' | 'late_flagged' | 'done' | 'late' | 'missed' | 'excused'
  /** Proofs still missing; a receipt names its receiver. */
  missing: { type: Proof['type']; of?: string }[]
  /** The duty's own questions: what its checklist, its words or its numbers are made of. */
  form: FormField[]
  /** Which proofs that form gives; the others are asked for one by one. */
  required: Proof['type'][]
  /** The viewer calls the meeting; everybody else attends it. */
  calls: boolean
  attended: boolean
  /** How often it changed hands: the count is visible (S2-108). */
  transfers?: number
  doneAtMs?: number
  /** `平板代录 · 门岗`: who typed it, when not the one whose it is. */
  entered?: string
  excuse?: string
  /** A round that was done without scanning a single point. */
  unscanned?: true
  /** The viewer shares it with whoever it belongs to: asked to, agreed, or his part done (handbook §3). */
  share?: 'asked' | 'agreed' | 'finished'
  /** Every proof is there, and these co-owners still have to say that their part is done. */
  awaits?: string[]
  /** Letters: signed by the viewer, or whoever it is in hand of, and still to be signed by these. */
  signers?: string[]
  /** A letter drawn on a shared tablet: it is not signed there. */
  onPaper?: true
  /** What the viewer objected to, not signed since. */
  objection?: string
  /** Whose, when the viewer enters for somebody or stands in. */
  whose?: string
}

export const PROOF_WORDS: Record<Proof['type'], string> = {
  text: '情况',
  photo: '照片',
  attendance: '到会',
  file: '文件',
  checklist: '逐项检查',
  number: '数字',
  signature: '签字',
  receipt: '回执',
  location: '到岗',
  points: '巡查点',
}

/** One tap is enough where nothing but words, ticks, presence or the own signature is asked (handbook §15). */
const TAP: ReadonlySet<string> = new Set(['text', 'checklist', 'location', 'signature', 'points'])
export const isOneTap = ({ missing, kind, confirmOnly, form, required }: DutyItem): boolean =>
  kind !== 'meeting' &&
  (kind !== 'report' || confirmOnly === true) &&
  (beyondNormal(form).length === 0 || !missing.some(({ type }) => formGives(form, required).has(type))) &&
  missing.every(({ type }) => TAP.has(type))

export const tapLabel = ({ missing, kind, confirmOnly }: DutyItem): string => {
  if (confirmOnly) return '确认'
  if (missing.some(({ type }) => type === 'signature')) return '签字确认'
  if (missing.every(({ type }) => type === 'location')) return '已到岗'
  return kind === 'training' || kind === 'drill' ? '已完成' : '正常'
}

/** Nobody logs in on a tablet: whoever stands there must not sign for somebody else (handbook §5.7). */
export const SIGN_ELSEWHERE = '责任书请在纸上签字，由主管拍照录入，或在自己的手机上签。'

/** A duty to be done: what, until when, which proofs, and the buttons that do it. */
export function dutyItemBlocks(item: DutyItem, day: Day): Block[] {
  const heading = text(
    bold(item.title),
    item.whose === undefined
      ? ''
      : `（${item.share ? '与' : '代 '}${item.whose}${item.share ? '协办' : ''}）`,
  )
  if (item.status === 'done' || item.status === 'late')
    return [
      heading,
      small(
        `${timeOf(item.doneAtMs ?? item.dueAtMs)} 已完成${item.status === 'late' ? '（迟）' : ''}${item.unscanned ? ' · 未扫码' : ''}${item.entered ? ` · ${item.entered}` : ''}`,
      ),
    ]
  if (item.status === 'excused') return [heading, small(item.excuse ? `免做：${item.excuse}` : '免做')]
  if (item.status === 'missed') return [heading, small('没有完成，已记缺。要说明请联系安全办公室。')]
  if (item.share === 'finished') return [heading, small('您的部分已完成，等责任人办完。')]
  if (item.share)
    return [
      heading,
      small(whenDue(item, day)),
      buttons(...(item.kind === 'meeting' ? buttonsOf(item) : []), ...shareButtons(item)),
    ]
  if (item.awaits) return [heading, small(`您的部分已齐，还等${item.awaits.join('、')}确认完成。`)]
  if (item.signers) return [heading, small(`您已签，还等${someOf(item.signers)}签字。`)]
  return [
    heading,
    ...(item.objection === undefined ? [] : [text(`您有异议：${cut(item.objection, 100)}`)]),
    small(whenDue(item, day), needs(item), sayTransfers(item)),
    ...(item.onPaper ? [small(SIGN_ELSEWHERE)] : [buttons(...buttonsOf(item))]),
  ]
}

const someOf = (names: string[]): string =>
  names.length > 4 ? `${names.slice(0, 4).join('、')}等 ${names.length} 位` : names.join('、')

const shareButtons = ({ id, share }: DutyItem): Button[] =>
  share === 'asked'
    ? [
        { label: '同意协办', says: `/协办 ${id} 同意`, style: 'primary' },
        { label: '不能协办', says: `/协办 ${id} 不能` },
      ]
    : [{ label: '我这部分完成', says: `/协办 ${id} 完成`, style: 'primary' }]

/** `17:30 前`, `9月15日 周二 17:30 前`, `15:30 开会`; late ones may still be done. */
export function whenDue({ kind, opensAtMs, dueAtMs, status }: DutyItem, day: Day): string {
  if (kind === 'meeting')
    return `${dayOf(opensAtMs) === day ? '' : `${sayDay(dayOf(opensAtMs))} `}${timeOf(opensAtMs)} 开会`
  if (status === 'overdue' || status === 'late_flagged') return '已过时间，现在补做仍算数'
  const last = dayOf(dueAtMs - 1)
  return `${last === day ? '' : `${sayDay(last)} `}${endOf(dueAtMs)} 前`
}

const sayTransfers = ({ transfers }: DutyItem): string =>
  transfers === undefined ? '' : ` · 已转办 ${transfers} 次`

function needs({ missing, kind, attended }: DutyItem): string {
  if (kind === 'meeting') return attended ? ' · 您已到会' : ''
  if (missing.length === 0) return ''
  const words = missing.map(({ type, of }) =>
    of !== undefined && type === 'receipt' ? `${of}回执` : PROOF_WORDS[type],
  )
  return ` · 要：${[...new Set(words)].join('、')}`
}

function buttonsOf(item: DutyItem): Button[] {
  const says = (what: string) => `/完成 ${item.id} ${what}`
  if (item.kind === 'meeting')
    return [
      ...(item.attended ? [] : [{ label: '到会', says: `/会议 ${item.id} 到会`, style: 'primary' as const }]),
      ...(item.calls ? [{ label: '写纪要', says: `/会议 ${item.id} 纪要` }] : []),
    ]
  const signs = item.missing.some(({ type }) => type === 'signature')
  const own: Button[] = isOneTap(item)
    ? [
        { label: tapLabel(item), says: says(tapLabel(item)), style: 'primary' },
        { label: signs ? '有异议' : '有情况', says: says(signs ? '有异议' : '有情况') },
      ]
    : [{ label: '填写', says: says('填写'), style: 'primary' }]
  return isBehind(item) && !signs ? [...own, { label: '请人代办', says: `/转办 ${item.id}` }] : own
}

/** The buttons that do it, by name: `「正常」或「有情况」`. */
export const sayButtons = (item: DutyItem): string =>
  buttonsOf({ ...item, status: 'open' })
    .map(({ label }) => `「${label}」`)
    .join('或')

/** Who could not do it in time may need somebody else; on every card the button would only invite it (S2-108). */
export const isBehind = ({ status }: DutyItem): boolean => status === 'overdue' || status === 'late_flagged'

/** A line for what opens later or falls due on a later day: nothing to press yet. */
export function laterLine({ title, kind, opensAtMs, dueAtMs }: DutyItem, today: Day): string {
  const [opens, due] = [dayOf(opensAtMs), dayOf(dueAtMs - 1)]
  if (kind === 'meeting') return `${opens === today ? '' : `${sayDay(opens)} `}${timeOf(opensAtMs)} ${title}`
  return due === today ? `${timeOf(opensAtMs)} 起 ${title}` : `${sayDay(due)}前 ${title}`
}
