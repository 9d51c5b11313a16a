import { incidentCategories } from '../duties/catalogue.ts'
import { areaField, buttons, type Card, type Field, photoField, small } from './card.ts'

const whatHappened = (label: string, hint: string): Field => ({
  ...areaField('text', label),
  required: true,
  hint,
})

/** `/隐患` alone: two questions; category and severity are proposed from the words. `photo` when a picture came first. */
export function hazardFormCard(round: string, photo?: string): Card {
  return {
    kind: 'hazard-form',
    title: '报隐患',
    tone: 'warn',
    preview: '在哪里，有什么隐患',
    audience: 'personal',
    blocks: [
      ...(photo ? [{ kind: 'images' as const, images: [{ photo, alt: '您发的照片' }] }] : []),
      {
        kind: 'form',
        id: `hazard_${round}`,
        blocks: [
          {
            kind: 'field',
            name: 'place',
            label: '在哪里',
            input: 'text',
            required: true,
            maxLength: 60,
            hint: '例如：教学楼B二楼男厕',
          },
          whatHappened('有什么问题', '例如：插座烧黑了'),
          ...(photo ? [] : [photoField('照片', '有照片的话，提交后直接发到这里，会自动附上。')]),
        ],
        buttons: [{ label: '提交', says: photo ? `/隐患 照片 ${photo}` : '/隐患', style: 'primary' }],
      },
      buttons({ label: '不想留名？匿名报', says: '/匿名' }),
    ],
  }
}

/** `/上报` alone: what, where, when; the level is proposed from the words and can be raised at any time. */
export function incidentFormCard(round: string, now: string): Card {
  return {
    kind: 'incident-form',
    title: '报事件',
    tone: 'danger',
    preview: '发生了什么，在哪里',
    audience: 'personal',
    blocks: [
      {
        kind: 'form',
        id: `incident_${round}`,
        blocks: [
          whatHappened('发生了什么（不写学生姓名）', '例如：操场一名学生扭伤脚，已冰敷'),
          { kind: 'field', name: 'place', label: '在哪里', input: 'text', maxLength: 60 },
          { kind: 'field', name: 'eventAt', label: '什么时候发生', input: 'datetime', initial: now },
          {
            kind: 'field',
            name: 'category',
            label: '类别（不确定就不选）',
            input: 'select',
            options: [...incidentCategories.values()].map(({ id, name }) => ({ value: id, label: name })),
          },
        ],
        buttons: [{ label: '上报', says: '/上报', style: 'primary' }],
      },
      small('有生命危险请先拨打 120 / 110 / 119。'),
    ],
  }
}
