import { cut } from '../cut.ts'
import { areaField, type Block, type Button, bold, type Form, text } from './card.ts'
import { proofFields, troubleFields } from './duty-fields.ts'
import { type DutyItem, isOneTap, tapLabel } from './duty-items.ts'

/** What is being asked of one duty. `unclear`: `words` were neither normality nor trouble, and stand in the question. */
export interface DutyAsked {
  id: string
  what: 'proof' | 'trouble' | 'unclear' | 'objection'
  words?: string
}

/** The questions of one duty: only the proofs still missing, each once. */
export function dutyForm(item: DutyItem, { what, words, round }: DutyAsked & { round: string }): Block[] {
  const says = (sentence: string) => `/完成 ${item.id} ${sentence}`
  const back: Button = { label: '返回', says: says('返回') }
  if (what === 'objection') return [objectionForm(item, words, round, back)]
  const label = what === 'unclear' ? '有情况' : '提交'
  const submit: Button = {
    label,
    says: says(what === 'proof' ? '提交' : '报隐患'),
    style: 'primary',
  }
  const normal: Button = isOneTap(item)
    ? { label: tapLabel(item), says: says(tapLabel(item)) }
    : { label: '填写', says: says('填写') }
  const form: Form = {
    kind: 'form',
    id: `d${round}_${what}`,
    blocks: [
      text(bold(item.title)),
      ...(words === undefined || what === 'proof'
        ? []
        : [text(`您写的是「${cut(words, 40)}」。正常，还是有情况？`)]),
      ...(what === 'proof' ? proofFields(item, words) : troubleFields(item, words)),
    ],
    buttons: what === 'unclear' ? [submit, normal, back] : [submit, back],
  }
  return [form]
}

/** A letter is signed or objected to; what is objected to is no hazard (handbook §5.7). */
const objectionForm = (
  { id, title }: DutyItem,
  words: string | undefined,
  round: string,
  back: Button,
): Form => ({
  kind: 'form',
  id: `d${round}_objection`,
  blocks: [
    text(bold(title)),
    areaField('reason', '对哪一条有异议、为什么', words && cut(words, 500)),
    text('提交后不算签字，会告诉发责任书的领导。'),
  ],
  buttons: [{ label: '提交', says: `/完成 ${id} 有异议`, style: 'primary' }, back],
})
