import { SANCTION_TYPES, type Sanction, type SanctionType } from '../sanctions/sanction.ts'
import { areaField, type Field, type Form } from './card.ts'

export type SanctionAsk = 'rectify' | 'draft' | 'reply' | 'close'

/** What a step asks. */
export function actForm({ number, draft }: Sanction, asked: SanctionAsk, round: string): Form {
  const line = (name: string, label: string, initial?: string): Field => ({
    kind: 'field',
    name,
    label,
    input: 'text',
    maxLength: 200,
    ...(initial !== undefined && { initial }),
  })
  const forms: Record<SanctionAsk, { fields: Field[]; submit: string }> = {
    rectify: { fields: [areaField('note', '整改了什么')], submit: '整改' },
    draft: { fields: [line('file', '初稿的文件名或链接')], submit: '初稿' },
    reply: {
      fields: [line('file', '整改报告的文件名或链接', draft?.file), line('receipt', '回执（编号或接收人）')],
      submit: '已报送',
    },
    close: { fields: [areaField('note', '上级的意见')], submit: '办结' },
  }
  return {
    kind: 'form',
    id: `s${number}_${asked}_${round}`,
    blocks: forms[asked].fields,
    buttons: [
      { label: '提交', says: `/惩戒 ${number} ${forms[asked].submit}`, style: 'primary' },
      { label: '返回', says: `/惩戒 ${number}` },
    ],
  }
}

/** A measure the school was told of. */
export function registerForm(type: SanctionType | undefined, round: string): Form {
  return {
    kind: 'form',
    id: `sanction_${round}`,
    blocks: [
      {
        kind: 'field',
        name: 'type',
        label: '措施',
        input: 'select',
        options: SANCTION_TYPES.map((name) => ({ value: name, label: name })),
        ...(type && { initial: type }),
      },
      { kind: 'field', name: 'date', label: '措施实行之日', input: 'date' },
      {
        kind: 'field',
        name: 'authority',
        label: '单位',
        input: 'text',
        maxLength: 60,
        hint: '例如：区教育局',
      },
      areaField('matters', '事由（不写学生姓名）'),
    ],
    buttons: [
      { label: '登记', says: '/惩戒 登记', style: 'primary' },
      { label: '返回', says: '/惩戒' },
    ],
  }
}
