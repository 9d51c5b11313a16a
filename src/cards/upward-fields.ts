import type { Field } from './card.ts'

export const textField = (name: string, label: string, hint?: string): Field => ({
  kind: 'field',
  name,
  label,
  input: 'text',
  maxLength: 100,
  ...(hint !== undefined && { hint }),
})

/** To whom, when, by whom and with which receipt something went up. */
export const upwardFields: Field[] = [
  textField('receiver', '报给哪个部门', '例如：区教育局'),
  { kind: 'field', name: 'time', label: '什么时间报的', input: 'datetime' },
  textField('by', '由谁、怎么报的（可不填）', '例如：校长电话'),
  textField('receipt', '回执或编号（可不填）'),
]
