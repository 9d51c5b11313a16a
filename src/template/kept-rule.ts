import { isOver } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { SEVERITIES } from '../hazards/severity.ts'
import type { Directory } from '../people/directory.ts'
import { kindOfNumber, type RuleNumber, ruleNumbers, sayNumber } from './numbers.ts'

/** The numbers an open hazard keeps although the school has others by now; undefined where they are the same. */
export function keptRuleOf({ rules }: Directory, about: Hazard): string | undefined {
  if (isOver(about) || (about.rules ?? 0) === rules.version) return undefined
  const kept = rules.at(about.rules)
  const words = ruleNumbers
    .filter((number) => concerns(number, about) && number.read(kept) !== number.read(rules))
    .map(
      (number) =>
        `${number.title} ${sayNumber(number, number.read(kept))}（现在 ${sayNumber(number, number.read(rules))}）`,
    )
  return words.length > 0 ? `按报告时的规则：${words.join('；')}` : undefined
}

function concerns(number: RuleNumber, { severity }: Hazard): boolean {
  const which = number.key.split('.')[1]
  const ofOthers = SEVERITIES.some((each) => each !== severity && each === which)
  return kindOfNumber(number) === 'hazard' && !ofOthers
}
