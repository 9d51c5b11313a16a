import { LEVEL_TESTS } from './incident-levels.ts'
import { INCIDENT_RULES } from './incident-words.ts'
import type { Line } from './line.ts'
import { outbreak } from './sick.ts'
import { spot } from './spot.ts'
import type { Standing } from './stance.ts'
import { incidentIsUrgent } from './urgency.ts'

export interface IncidentReading {
  readonly category: string
  readonly level: 'minor' | 'serious'
  readonly urgent: boolean
  readonly needsReview: boolean
  readonly because: string[]
}

/** Categories that several sick pupils make into another one. */
const SICK = new Set(['illness', 'infectious', 'food_poisoning'])
/** Rules of this weight and above are no sickness, however many feel unwell. */
const NOT_SICKNESS = 60

/** The incident a line describes, or null (handbook §6.1, level §6.4). */
export function readIncident(
  line: Line,
  standing: (at: number, words: string, category: string) => Standing,
): IncidentReading | null {
  const hits = INCIDENT_RULES.flatMap((rule) => {
    const hit = spot(rule, line, (at, words) => standing(at, words, rule.category) === 'meant')
    return hit ? [{ rule, hit }] : []
  })
  const top = hits[0]
  if (!top) return null
  const meant = (at: number, words: string) => standing(at, words, top.rule.category) === 'meant'
  const sick = top.rule.weight < NOT_SICKNESS && hits.some(({ rule }) => SICK.has(rule.category))
  const group = sick ? outbreak(line, meant) : null
  const category = group ? groupCategory(top.rule.category, group) : top.rule.category
  const votes = hits.map(({ rule, hit }) => ({ level: rule.level, doubt: rule.doubt, words: hit.words }))
  if (group?.serious) votes.unshift({ level: 'serious', doubt: group.doubt, words: group.words })
  // Asked for every category that spoke: a second trouble in the line must never silence a test of the first.
  const spoken = new Set([category, ...hits.map(({ rule }) => rule.category)])
  for (const test of LEVEL_TESTS) {
    if (test.only && ![...test.only].some((one) => spoken.has(one))) continue
    const hit = spot(test, line, meant)
    if (hit) votes.push({ level: 'serious', doubt: test.doubt, words: hit.words })
  }
  const level = votes.some((vote) => vote.level === 'serious') ? 'serious' : 'minor'
  const deciding = votes.filter((vote) => vote.level === level)
  return {
    category,
    level,
    urgent: incidentIsUrgent(line, { level, category }),
    needsReview: deciding.every((vote) => vote.doubt),
    because: [...new Set([top.hit.words, ...deciding.slice(0, 2).map((vote) => vote.words)])],
  }
}

function groupCategory(category: string, group: { serious: boolean; sameMeal: boolean }): string {
  if (category === 'food_poisoning' || (group.sameMeal && category === 'illness')) return 'food_poisoning'
  return group.serious ? 'infectious' : category
}
