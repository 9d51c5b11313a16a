import { Refusal } from '../refusal.ts'
import { HOUR_MS } from '../time.ts'
import { joined, type Mask } from './mask.ts'
import type { Photo, PhotoEvent } from './photo.ts'

/** An upload made by mistake may be taken back this long (handbook §13). */
export const REMOVABLE_MS = 24 * HOUR_MS

type Decide = (state: Photo | undefined) => PhotoEvent[]

const shown = (state: Photo | undefined): Photo => {
  if (!state) throw new Refusal('no-photo', '没有找到这张照片。')
  if (state.removed) throw new Refusal('removed', '这张照片已经删除，不再显示。')
  return state
}

/** Covers more of it. To uncover anything is for those who decide; for them `replace` makes the cells all there is. */
export const cover =
  (mask: Mask, by: string, replace = false): Decide =>
  (state) => {
    const { mask: before } = shown(state)
    const after = replace ? mask : joined(before, mask)
    const same = before && JSON.stringify(cellsOf(before)) === JSON.stringify(cellsOf(after))
    return same ? [] : [{ kind: 'photo.masked', ...cellsOf(after), by }]
  }

const cellsOf = ({ columns, rows, cells }: Mask): Mask => ({ columns, rows, cells })

export const uncover =
  (by: string): Decide =>
  (state) =>
    shown(state).mask ? [{ kind: 'photo.unmasked', by }] : []

/** Taken back: others do not see it any more; that it was there, who took it back and why stays (handbook §13). */
export const remove =
  (reason: string, by: string, nowMs: number): Decide =>
  (state) => {
    const known = shown(state)
    if (nowMs - known.receivedAtMs > REMOVABLE_MS)
      throw new Refusal('too-late', '照片上传已超过 24 小时，不能再删。不想让人看到的地方可以遮住。')
    if (!reason.trim()) throw new Refusal('no-reason', '删照片要写明理由，例如「传错了，是另一间教室」。')
    return [{ kind: 'photo.removed', reason: reason.trim().slice(0, 200), by }]
  }

/** Somebody opened the original: each look is written down. */
export const lookAt =
  (by: string): Decide =>
  (state) => {
    if (!state) throw new Refusal('no-photo', '没有找到这张照片。')
    return [{ kind: 'photo.looked-at', by }]
  }
