import { CARE } from './hazard-words-care.ts'
import { PREMISES } from './hazard-words-premises.ts'
import { parseTable, type Row } from './word-table.ts'

export type Severity = 'general' | 'larger' | 'major'

/** A rule that proposes a hazard: an unsafe condition, nothing happened yet (handbook §6.1, severity §6.2). */
export interface HazardRule extends Row {
  /** `hazard_category` id of the duty catalogue. */
  readonly category: string
  /** The weightiest category wins; 1 is only a remark that a word of normality outweighs. */
  readonly weight: number
  readonly severity: Severity
  /** Written `?`: the words do not settle it; the higher severity is proposed and somebody must look. */
  readonly doubt: boolean
  /** Written `~`: stock, papers, moods — nobody is exposed at this moment. */
  readonly exposes: boolean
}

/** The rules for hazards, weightiest first. */
export const HAZARD_RULES: readonly HazardRule[] = parseTable(PREMISES + CARE)
  .map((row) => ({
    ...row,
    category: row.head[0]!,
    weight: Number(row.head[1]),
    severity: row.head[2]!.replace(/[?~]/g, '') as Severity,
    doubt: row.head[2]!.includes('?'),
    exposes: !row.head[2]!.includes('~'),
  }))
  .sort((a, b) => b.weight - a.weight)
