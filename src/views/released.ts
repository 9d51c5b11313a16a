import { noticeCard } from '../cards/notice.ts'
import type { Handover } from '../handovers/handover.ts'
import type { View } from './view.ts'

/** A handover went to somebody else, or to nobody: what that means for whoever was in it. */
export const releasedView: View = {
  async draw({ db, directory }, show) {
    const row = await db.get<{ state: string }>('SELECT state FROM handovers WHERE id = ?', [String(show.id)])
    if (!row) return undefined
    const about = JSON.parse(row.state) as Handover
    const name = (id: string) => directory.person(id)?.name ?? id
    return about.status === 'cancelled'
      ? noticeCard('岗位交接已取消', 'info', [
          `${name(about.giver)} → ${name(about.taker)}：${about.cancelled?.reason ?? ''}。事情仍由${name(about.giver)}办。`,
        ])
      : noticeCard('岗位交接改由别人接手', 'info', [
          `${name(about.giver)}的岗位改由${name(String(show.to))}接手，您不用再确认。`,
        ])
  },
}
