import { noticeCard } from '../cards/notice.ts'
import type { Moved } from '../instances/owe-moved.ts'
import { dayOf, sayDay } from '../time.ts'
import { titleOf } from './duty-items.ts'
import type { View } from './view.ts'

type Move = { duty: string; unit: string } & Pick<Moved, 'fromMs' | 'toMs'>

/** What moved of somebody's duties, since the calendar or the school's rules are others now. */
export const movedView: View = {
  async draw({ directory }, show) {
    const lines = (show.moves as Move[]).map(({ fromMs, toMs, ...about }) => {
      const title = titleOf(directory, about, directory.duties.get(about.duty))
      const from = sayDay(dayOf(fromMs - 1))
      return toMs === null
        ? `${title}：${from} 取消，本期不安排`
        : `${title}：${from} 改到 ${sayDay(dayOf(toMs - 1))}`
    })
    return noticeCard('安排有变，日期跟着改', 'info', lines)
  },
}
