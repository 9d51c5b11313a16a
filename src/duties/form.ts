import { Refusal } from '../refusal.ts'
import type { Duty } from './duty.ts'

export type FormField = Duty['form'][number]
type ProofType = Duty['evidence']['required'][number]

/** What a form says, field by field, in the form's order. */
export interface FormAnswer {
  /** Choices and words, as their labels and what was said. */
  said: { label: string; value: string }[]
  numbers: { label: string; value: string }[]
  /** Labels of the choices that say that something is wrong. */
  wrong: string[]
  /** The class or school reached the number of sick pupils that makes an outbreak (V15). */
  outbreak: boolean
  /** What was written about it. */
  note: string
  /** The field it stands in says that whatever is written there becomes a hazard (发现问题（自动转隐患）). */
  noteIsHazard: boolean
}

/** Where a form has no words for it, what is wrong is written here. */
export const TROUBLE_FIELD = 'trouble'

/** Photos, presence and points are proofs of their own. */
const FILLED = new Set<FormField['type']>(['choice', 'number', 'text', 'multiline', 'table'])

/** The fields somebody types or chooses; a meeting's are its minutes. */
export const filledFields = ({ form, kind }: Pick<Duty, 'form' | 'kind'>): FormField[] =>
  kind === 'meeting' ? [] : form.filter(({ type }) => FILLED.has(type))

/** The proofs a form gives all at once: what is chosen or said is a checklist and words, what is counted is a number. */
export function formGives(
  fields: readonly FormField[],
  required: readonly ProofType[],
): ReadonlySet<ProofType> {
  const counts = fields.some(({ type }) => type === 'number')
  const speaks = fields.some((field) => field.type !== 'number' && field !== noteField(fields))
  // Numbers nobody asks for as such stand among the words.
  const words = speaks || (counts && !required.includes('number'))
  return new Set([
    ...(words ? (['checklist', 'text'] as const) : []),
    ...(counts ? (['number'] as const) : []),
  ])
}

/** The option 「正常」 stands for: the first, as the catalogue writes them; a list to choose from has none. */
export const ordinaryOf = ({ type, options = [] }: FormField): string | undefined =>
  type === 'choice' && options.length <= 3 ? options[0] : undefined

/** Required fields that 「正常」 does not answer. */
export const beyondNormal = (fields: readonly FormField[]): FormField[] =>
  fields.filter((field) => field.required && ordinaryOf(field) === undefined)

/** The field that tells what is wrong: the first that may stay empty. */
export const noteField = (fields: readonly FormField[]): FormField | undefined =>
  fields.find(({ type, required }) => !required && (type === 'text' || type === 'multiline'))

const WRONG = /异常|^有|问题|损坏|不合格/
const isWrong = (field: FormField, value: string): boolean => {
  const ordinary = ordinaryOf(field)
  return ordinary !== undefined && !WRONG.test(ordinary) && WRONG.test(value)
}
/** 是否达到聚集标准: the one question of the catalogue whose 是 is an incident. */
const OUTBREAK = 'cluster'

/** @throws Refusal naming the field that is empty or cannot be. */
export function readForm(fields: readonly FormField[], text: (name: string) => string): FormAnswer {
  const note = noteField(fields)
  const answer: FormAnswer = {
    said: [],
    numbers: [],
    wrong: [],
    outbreak: false,
    note: text(note?.key ?? TROUBLE_FIELD),
    noteIsHazard: note?.label.includes('转隐患') ?? false,
  }
  for (const field of fields) {
    const value = text(field.key)
    if (value === '' && !field.required) continue
    if (field.type === 'number') {
      answer.numbers.push({ label: field.label, value: readNumber(field, value) })
      continue
    }
    if (field === note) continue
    if (value === '') throw new Refusal('empty', `请填写「${field.label}」。`)
    if (field.type === 'choice' && !(field.options ?? []).includes(value))
      throw new Refusal('option', `「${field.label}」请选：${(field.options ?? []).join('、')}。`)
    answer.said.push({ label: field.label, value })
    if (isWrong(field, value)) answer.wrong.push(field.label)
    if (field.key === OUTBREAK && value === '是') answer.outbreak = true
  }
  return answer
}

/** Counts are whole numbers from 0; a temperature may be below. Full-width digits and the unit beside them are read. */
function readNumber({ label, unit }: FormField, written: string): string {
  const given = written.slice(0, 12)
  const plain = written.normalize('NFKC').replace(/\s|[人名个份度秒℃]|°c/giu, '')
  if (plain === '')
    throw new Refusal('empty', `请填写「${label}」${unit === undefined ? '，没有就填 0' : ''}。`)
  const temperature = unit === '℃'
  if (temperature ? !/^-?\d{1,2}(?:\.\d)?$/.test(plain) : !/^\d{1,5}$/.test(plain))
    throw new Refusal(
      'number',
      `「${label}」您填的是「${given}」，请填${temperature ? '温度，例如 4 或 -18' : ' 0 或以上的整数'}。`,
    )
  return `${temperature ? Number(plain) : Number.parseInt(plain, 10)}${unit ?? ''}`
}
