import type { Hazard, HazardStatus } from './hazard.ts'
import { pauseOf, waitsOutside } from './waits.ts'

export const STATUS_NAME: Record<HazardStatus, string> = {
  reported: '待补充地点',
  assigned: '待接收',
  rectifying: '整改中',
  rectified: '待验收',
  returned: '已退回',
  closed: '已销号',
  invalid: '已作废',
}

/** Nobody has taken it on yet. */
export const isUntaken = ({ status }: Pick<Hazard, 'status'>): boolean =>
  status === 'reported' || status === 'assigned'

/** Given back by whoever had it, it is nobody's until somebody hands it out. */
export const isNobodys = ({ status, place }: Hazard): boolean => status === 'reported' && place !== null

/** In a word how it stands: its state, or whom it waits for where that says more. */
export function sayStatus(hazard: Hazard): string {
  const { status } = hazard
  if (isNobodys(hazard)) return '待派人'
  if (status === 'closed' || status === 'invalid') return STATUS_NAME[status]
  if (pauseOf(hazard)) return '已暂停'
  const outside = waitsOutside(hazard)
  if (outside) return outside.reply === undefined ? '等外部答复' : '外部已答复'
  return STATUS_NAME[status]
}
