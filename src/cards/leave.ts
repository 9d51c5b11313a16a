import type { Leave } from '../leaves/leave.ts'
import { type Day, sayDay } from '../time.ts'
import { buttons, type Card, type CardPerson, type Form, facts, small, text } from './card.ts'

export type People = (CardPerson & { value: string })[]

/** Four questions; the substitute is told the moment this is submitted. */
export function leaveFormCard(round: string, today: Day, colleagues: People): Card {
  const form: Form = {
    kind: 'form',
    id: `leave_${round}`,
    blocks: [
      { kind: 'field', name: 'from', label: '从', input: 'date', initial: today, required: true },
      { kind: 'field', name: 'to', label: '到', input: 'date', initial: today, required: true },
      { kind: 'field', name: 'substitute', label: '替岗人', input: 'person', people: colleagues },
      {
        kind: 'field',
        name: 'reason',
        label: '事由',
        input: 'text',
        required: true,
        maxLength: 60,
        hint: '例如:发烧就医',
      },
    ],
    buttons: [{ label: '提交', says: '/请假', style: 'primary' }],
  }
  return {
    kind: 'leave-form',
    title: '请假与替岗',
    tone: 'info',
    preview: '填好后替岗人会马上收到通知',
    audience: 'personal',
    blocks: [text('填好后,替岗人马上接手您这几天的签到。'), form],
  }
}

/** For the supervisor (decides), the substitute (knows) and the asker (sees). */
export function leaveCard(
  leave: Leave,
  who: string,
  substitute: string | undefined,
  mayDecide: boolean,
): Card {
  const status = { asked: '待批准', granted: '已批准', refused: '未批准' }[leave.status]
  return {
    kind: 'leave',
    title: `${who} 请假`,
    tone: leave.status === 'asked' ? 'warn' : leave.status === 'granted' ? 'ok' : 'muted',
    tags: [status],
    preview: `${who} ${sayDay(leave.firstDay)}请假,${substitute ?? '上一级'}替岗`.slice(0, 40),
    audience: 'personal',
    blocks: [
      facts(
        [
          '日期',
          leave.firstDay === leave.lastDay
            ? sayDay(leave.firstDay)
            : `${sayDay(leave.firstDay)} 至 ${sayDay(leave.lastDay)}`,
        ],
        ['替岗', substitute ?? '由上一级负责人代'],
        ['事由', leave.reason],
      ),
      ...(mayDecide && leave.status === 'asked'
        ? [
            buttons(
              { label: '准假', says: `/请假 ${leave.id} 准假`, style: 'primary' },
              { label: '不准', says: `/请假 ${leave.id} 不准` },
            ),
          ]
        : []),
      ...(leave.status === 'asked' ? [small('替岗已经生效;批准后,本人当天的签到记为免报。')] : []),
    ],
  }
}
