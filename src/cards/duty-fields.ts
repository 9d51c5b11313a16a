import { cut } from '../cut.ts'
import { type FormField, formGives, noteField, ordinaryOf, TROUBLE_FIELD } from '../duties/form.ts'
import { areaField, type Field, photoField } from './card.ts'
import type { DutyItem } from './duty-items.ts'

/** What is wrong, and what may be said of everything else: nothing is taken as said. */
export function troubleFields({ missing }: DutyItem, words: string | undefined): Field[] {
  const asks = (...types: DutyItem['missing'][number]['type'][]) =>
    missing.some(({ type }) => types.includes(type))
  const choice = (name: string, label: string, ...options: string[]): Field => ({
    kind: 'field',
    name,
    label,
    input: 'select',
    options: options.map((value) => ({ value, label: value })),
    initial: options[0]!,
  })
  return [
    areaField('text', '在哪里、什么情况', words && cut(words, 500)),
    ...(asks('checklist', 'points') ? [choice('rest', '其余', '其余正常', '还没看完')] : []),
    ...(asks('location') ? [choice('here', '到岗', '已到岗', '没有到岗')] : []),
  ]
}

/** What its form asks, and the proofs a form cannot give; nothing that is there already. */
export function proofFields(item: DutyItem, words: string | undefined): Field[] {
  const { form, missing } = item
  if (form.length === 0) return missing.flatMap((proof) => fieldsOf(item, proof, words))
  const gives = formGives(form, item.required)
  const asked = missing.some(({ type }) => gives.has(type))
  const others = missing.filter(({ type }) => !gives.has(type))
  return [
    ...(asked ? formFields(form, words) : []),
    ...others.flatMap((proof) => fieldsOf(item, proof, asked ? undefined : words)),
  ]
}

/** `words` were typed instead of the form: they stand in its first field of words. */
function formFields(form: FormField[], words: string | undefined): Field[] {
  const first = form.find(({ type }) => type === 'text' || type === 'multiline')
  const judges = form.some((field) => ordinaryOf(field) !== undefined)
  return [
    ...form.map((field) => formField(field, field === first ? words : undefined)),
    ...(judges && !noteField(form) ? [areaField(TROUBLE_FIELD, '有异常的写一句：哪里、什么情况')] : []),
  ]
}

function formField(field: FormField, words: string | undefined): Field {
  const { key: name, type, unit, options = [] } = field
  const label = unit === undefined ? field.label : `${field.label}（${unit}）`
  const initial = ordinaryOf(field)
  if (type === 'choice')
    return {
      kind: 'field',
      name,
      label,
      input: 'select',
      options: options.map((value) => ({ value, label: value })),
      ...(initial !== undefined && { initial }),
    }
  // A number field takes whole numbers; a temperature may have a sign and a point.
  if (type === 'number' && unit !== '℃') return { kind: 'field', name, label, input: 'number' }
  if (type === 'number' || type === 'text')
    return {
      kind: 'field',
      name,
      label,
      input: 'text',
      maxLength: 200,
      ...(words !== undefined && { initial: cut(words, 200) }),
    }
  return areaField(name, label, words && cut(words, 500))
}

function fieldsOf(
  item: DutyItem,
  { type, of }: DutyItem['missing'][number],
  words: string | undefined,
): Field[] {
  switch (type) {
    case 'text':
      return [
        areaField(
          'text',
          item.kind === 'meeting' ? '会议纪要：议题和部署' : '情况',
          words && cut(words, 500),
        ),
      ]
    case 'checklist':
      return [
        {
          kind: 'field',
          name: 'checklist',
          label: '逐项检查',
          input: 'select',
          options: ['全部正常', '有异常'].map((value) => ({ value, label: value })),
          initial: '全部正常',
        },
        areaField(TROUBLE_FIELD, '有异常的写一句：哪里、什么情况'),
      ]
    case 'number':
      return [{ kind: 'field', name: 'number', label: '人数', input: 'number' }]
    case 'attendance':
      return [{ kind: 'field', name: 'attendance', label: '实到人数', input: 'number' }]
    case 'photo':
      return [photoField('照片', '照片请直接发给我，再点提交。')]
    case 'file':
      return [
        {
          kind: 'field',
          name: 'file',
          label: '文件名或链接（文件可以直接发给我）',
          input: 'text',
          maxLength: 200,
        },
      ]
    case 'receipt':
      return [
        {
          kind: 'field',
          name: `receipt_${of ?? ''}`.slice(0, 30),
          label: `${of ?? '接收单位'}回执（编号或接收人）`,
          input: 'text',
          maxLength: 100,
        },
      ]
    case 'signature':
    case 'location':
    case 'points':
      return []
  }
}
