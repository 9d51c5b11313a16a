import type { HazardStatus } from './hazard.ts'

/** How a hazard stands, in words. */
export const statusName: Record<HazardStatus, string> = {
  reported: '待补充地点',
  assigned: '待接收',
  rectifying: '整改中',
  rectified: '待验收',
  returned: '已退回',
  closed: '已销号',
  invalid: '已作废',
}
