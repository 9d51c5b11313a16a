import { checkupCard } from '../cards/roster-checkup.ts'
import type { Directory } from '../people/directory.ts'
import { type Checkup, checkUp, type Gap, type Kind, restOfTerm } from '../rosters/checkup.ts'
import { LEADER } from '../rosters/replacement.ts'
import { seatName } from './roster.ts'
import type { View } from './view.ts'

const KINDS: Record<Kind, string> = {
  leader: '工作日值班领导',
  'leader-off': '休息日值班领导',
  teacher: '值日教师',
}
const WHY: Record<Exclude<Gap['why'], 'two-places'>, string> = {
  nobody: '没有排人',
  left: '排的人已离校',
  away: '请假且没有替班人',
}
const DEDUCTED = { 'leader-gaps': '领导空缺', 'place-gaps': '岗位空缺', overload: '超出班次' }

export const checkupView: View = {
  draw: async ({ directory }, show) => {
    const span = restOfTerm(directory, String(show.day))
    return span && checkupCard(factsOf(directory, checkUp(directory, span)))
  },
}

const sayWhy = (directory: Directory, gap: Gap): string =>
  gap.why === 'two-places'
    ? `${directory.person(gap.person)?.name ?? gap.person}同时${gap.alsoAt === LEADER ? '还是值班领导' : `在${gap.alsoAt}`}`
    : WHY[gap.why]

function factsOf(directory: Directory, { gaps, overloads, deductions, ...rest }: Checkup) {
  const same = Map.groupBy(gaps, (gap) => `${gap.seat}/${sayWhy(directory, gap)}`)
  return {
    ...rest,
    deductions: deductions.map(({ what, count, each }) => ({ what: DEDUCTED[what], count, each })),
    gaps: [...same.values()].map((each) => ({
      seat: seatName(each[0]!.seat),
      days: each.map(({ day }) => day),
      why: sayWhy(directory, each[0]!),
    })),
    overloads: overloads.map(({ person, kind, turns, allowed }) => ({
      name: person.name,
      kind: KINDS[kind],
      turns,
      allowed,
    })),
  }
}
