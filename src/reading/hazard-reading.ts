import { HAZARD_RULES, type HazardRule, type Severity } from './hazard-words.ts'
import type { Line } from './line.ts'
import { SEVERITY_TESTS } from './severity-tests.ts'
import { type Hit, spot } from './spot.ts'
import type { Standing } from './stance.ts'
import { hazardIsUrgent } from './urgency.ts'

export interface HazardReading {
  readonly category: string
  readonly severity: Severity
  readonly urgent: boolean
  readonly needsReview: boolean
  readonly weight: number
  readonly because: string[]
}

export const SEVERITIES: readonly Severity[] = ['general', 'larger', 'major']
/** A generic fault takes the category of the patrol point it is at, when that point has only one. */
const GENERIC = 2

/** The hazard a line describes, or null. Judged before any temporary control (§6.2). */
export function readHazard(
  line: Line,
  standing: (at: number, words: string) => Standing,
  pointCategories: readonly string[],
): HazardReading | null {
  const meant = (at: number, words: string) => standing(at, words) === 'meant'
  const hits = HAZARD_RULES.flatMap((rule) => {
    const hit = spot(rule, line, meant)
    return hit ? [{ rule, hit }] : []
  })
  if (hits.length === 0) return null
  // Of equally weighty rules the one whose thing stands nearest: 围墙边的树刮歪了 is about the tree.
  hits.sort((a, b) => b.rule.weight - a.rule.weight || a.hit.gap - b.hit.gap)
  const { rule, hit } = hits[0]!
  const only = pointCategories.length === 1 ? pointCategories[0]! : null
  const category = rule.weight <= GENERIC && only ? only : rule.category
  const judged = judge(line, category, hits, meant)
  return {
    ...judged,
    category,
    weight: rule.weight,
    urgent: hazardIsUrgent(line, {
      severity: judged.severity,
      category,
      exposes: rule.exposes || judged.severity === 'major',
    }),
    because: [...new Set([hit.words, ...judged.because])],
  }
}

/** The highest severity any rule or test of §6.2 gives; in doubt only when the deciding one is. */
function judge(
  line: Line,
  category: string,
  hits: { rule: HazardRule; hit: Hit }[],
  meant: (at: number, words: string) => boolean,
): { severity: Severity; needsReview: boolean; because: string[] } {
  const spoken = new Set([category, ...hits.map(({ rule }) => rule.category)])
  const votes = hits.map(({ rule, hit }) => ({
    severity: rule.severity,
    doubt: rule.doubt,
    words: hit.words,
  }))
  for (const test of SEVERITY_TESTS) {
    if (test.only && ![...test.only].some((one) => spoken.has(one))) continue
    const hit = spot(test, line, meant)
    if (hit) votes.push({ severity: test.raisesTo, doubt: test.doubt, words: hit.words })
  }
  const highest = votes.reduce(
    (top, vote) => (rank(vote.severity) > rank(top) ? vote.severity : top),
    'general' as Severity,
  )
  const deciding = votes.filter((vote) => vote.severity === highest)
  return {
    severity: highest,
    needsReview: deciding.every((vote) => vote.doubt),
    because: deciding.slice(0, 2).map((vote) => vote.words),
  }
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}
