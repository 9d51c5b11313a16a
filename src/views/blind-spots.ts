import { blindSpotsCard } from '../cards/blind-spots.ts'
import { noticeCard } from '../cards/notice.ts'
import { responsibleFor } from '../instances/instance.ts'
import { blindSpots, countBlindSpots, UNVISITED_DAYS } from '../patrols/blind-spots.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { codeOf, nameOf, pointsOfSchool, roundTitle } from './patrols.ts'
import type { View } from './view.ts'

/** Where nobody looks: for those who see all (handbook §4). */
export const blindSpotsView: View = {
  async draw({ db, directory, nowMs }) {
    const spots = await blindSpots(db, directory, nowMs)
    const named = (point: PatrolPointEntry) => `${codeOf(point)} ${point.name}`
    return blindSpotsCard({
      days: UNVISITED_DAYS,
      count: countBlindSpots(spots),
      unvisited: spots.unvisited.map(({ point, lastAtMs }) => ({
        point: named(point),
        owner: nameOf(directory, point.owner) ?? '没有责任人',
        ...(lastAtMs !== undefined && { lastAtMs }),
      })),
      unscanned: spots.unscanned.map(named),
      unowned: spots.unowned.map(named),
      missedRounds: spots.missedRounds.map(({ round, lateAtMs }) => ({
        title: roundTitle(directory, round),
        owner: nameOf(directory, responsibleFor(round)) ?? '',
        lateAtMs,
        over: round.status === 'missed',
      })),
      tickedRounds: spots.tickedRounds,
    })
  },
}

/** Where the codes are printed: the card's page is the sheet. */
export const codesView: View = {
  about: () => 'points/sheet',
  async draw({ directory }) {
    const count = pointsOfSchool(directory).length
    const notice = noticeCard('打印巡查码', 'info', [
      `全校 ${count} 个巡查点，每个点一张码牌。请在电脑上打开网页，按 A4 打印，贴到点位上。`,
      '码牌换过编号以后，旧码就不能用了。',
    ])
    return { ...notice, kind: 'point-codes' }
  },
}
