import type { Day } from '../time.ts'
import { areaField, type Field } from './card.ts'
import type { HazardView } from './hazard.ts'
import { person } from './hazard-form.ts'
import type { LoopAct } from './hazard-loop-buttons.ts'
import { textField } from './upward-fields.ts'

/** The acts that need an answer to their question; the others are said as they are. */
export type LoopAsk = Exclude<
  LoopAct,
  'grantExtension' | 'grantPause' | 'resume' | 'toSurroundings' | 'toCampus' | 'partDone'
>

export const LOOP_QUESTION: Record<LoopAsk, string> = {
  refuse: '为什么不接？',
  extend: '延到哪天，为什么？',
  denyExtension: '为什么不同意延期？',
  pause: '为什么要暂停？',
  denyPause: '为什么不同意暂停？',
  keepPaused: '下次哪天跟进？',
  contact: '联系了哪个单位，哪天再跟进？',
  reply: '对方怎么答复？',
  coOwn: '请谁协办？',
  reopen: '为什么重开？',
}

export const LOOP_SUBMIT: Record<LoopAsk, string> = {
  refuse: '不接',
  extend: '延期',
  denyExtension: '不准延期',
  pause: '暂停',
  denyPause: '不准暂停',
  keepPaused: '继续暂停',
  contact: '联系',
  reply: '回复',
  coOwn: '协办',
  reopen: '重开',
}

export const isLoopAsk = (asked: string): asked is LoopAsk => asked in LOOP_QUESTION

const day = (label: string, initial?: Day): Field => ({
  kind: 'field',
  name: 'date',
  label,
  input: 'date',
  ...(initial !== undefined && { initial }),
})

export function loopFields(view: HazardView, asked: LoopAsk): Field[] {
  const followUp = day('跟进日期', view.loop.followUp)
  switch (asked) {
    case 'extend':
      return [day('新期限'), areaField('reason', '理由')]
    case 'pause':
      return [
        {
          kind: 'field',
          name: 'clock',
          label: '在等谁',
          input: 'select',
          options: [
            { value: 'contractor', label: '承包方、厂家' },
            { value: 'superior', label: '上级部门' },
          ],
        },
        areaField('reason', '等什么'),
        areaField('control', '期间的临时管控', view.hazard.control),
        followUp,
      ]
    case 'keepPaused':
      return [followUp, areaField('reason', '还在等什么（可不填）')]
    case 'contact':
      return [textField('party', '单位', '例如：派出所、城管'), followUp]
    case 'reply':
      return [areaField('reply', '答复'), followUp]
    case 'coOwn':
      return [person('person', '协办人', view)]
    case 'refuse':
    case 'denyExtension':
    case 'denyPause':
    case 'reopen':
      return [areaField('reason', '理由')]
  }
}
