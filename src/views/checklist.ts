import type { SchoolFacts } from '../cards/checklist.ts'
import { checklistCard } from '../cards/checklist.ts'
import { checklistOf, contradictionsOf } from '../coverage/checklist.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf, yearOf } from '../time.ts'
import type { View } from './view.ts'

/** Whether there is a canteen, a bus, boarding (each brings duties), and for which years the holidays are official (CAL-17). */
function schoolFacts({ school, calendar }: Directory): SchoolFacts {
  const { has_canteen, has_bus, has_boarding } = school.file.school
  const word = (is: boolean) => (is ? '有' : '无')
  const years = [...new Set(calendar.terms.flatMap(({ start, end }) => [yearOf(start), yearOf(end)]))]
  const said = years.map((year) => `${year} 年${calendar.isProvisional(`${year}-06-30`) ? '暂定' : '已公布'}`)
  return {
    has: `食堂${word(has_canteen)}、校车${word(has_bus)}、住宿${word(has_boarding)}`,
    holidays: said.join('，') || '校历里还没有学期',
  }
}

export const checklistView: View = {
  draw: async ({ directory, nowMs }) =>
    checklistCard(checklistOf(directory, dayOf(nowMs)), contradictionsOf(directory), schoolFacts(directory)),
}
