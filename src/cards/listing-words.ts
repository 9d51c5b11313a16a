import { cut } from '../cut.ts'
import type { Hazard } from '../hazards/hazard.ts'
import type { Level } from '../listings/level.ts'
import type { Listing, ListingStatus } from '../listings/listing.ts'
import { sayPlace } from '../reading/say-place.ts'

/** How a listing stands, in words. */
export const listingStatusName: Record<ListingStatus, string> = {
  proposed: '待批准',
  declined: '未同意',
  withdrawn: '已撤回',
  approved: '待提请',
  requested: '已提请',
  refused: '不予挂牌',
  listed: '已挂牌',
  removal_requested: '申请摘牌',
  removed: '已摘牌',
}

/** In a word how it stands; red words stay until it is removed. */
export const sayStatus = ({ status }: Listing, overdue: boolean): string =>
  overdue ? '挂牌逾期' : listingStatusName[status]

export const LEVELS: Record<Level, string> = {
  1: '由上级教育行政部门挂牌督办（学校采取措施能够消除）',
  2: '由上级教育行政部门提请本级政府挂牌督办（多部门联合整治或学校自身难以消除）',
}

/** S2-070, S2-071: what the rules say of a listed hazard that is not mended in time. */
export const CONSEQUENCE =
  '对实行挂牌督办的重大隐患整改不力的单位和学校，依法依规从重处罚；情节严重的，由上级教育行政部门提请县级以上政府和有关部门依法予以取缔关闭。'

export const sayLeft = (left: number | undefined): string | undefined =>
  left === undefined
    ? undefined
    : left < 0
      ? `已逾期 ${-left} 个工作日`
      : left === 0
        ? '今天到期'
        : `还剩 ${left} 个工作日`

/** `挂牌 3 · 教学楼C四楼`; of a restricted hazard neither place nor words (handbook §13). */
export const titleOf = ({ number }: Listing, { restricted, where, place }: Hazard): string =>
  `挂牌 ${number} · ${restricted ? '受限' : cut(where ?? sayPlace(place), 24)}`
