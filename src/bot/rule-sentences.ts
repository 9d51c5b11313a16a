import { rulePreviewCard, ruleSetCard, rulesCard } from '../cards/rules.ts'
import { sameCard } from '../cards/template-proposal.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import { planNumber, unplanNumber } from '../people/numbers-planned.ts'
import { setsRules } from '../people/permissions.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { Refusal } from '../refusal.ts'
import { hazardsUnder } from '../template/kept-deadlines.ts'
import { numbersBetween, numbersSince } from '../template/number-history.ts'
import { kindOfNumber, type RuleNumber, ruleNumbers, sayNumber } from '../template/numbers.ts'
import {
  applyProposal,
  changesNothing,
  effectAhead,
  proposal,
  proposeFormer,
  proposeSections,
} from '../template/propose.ts'
import { dayOf, sayDay } from '../time.ts'
import type { Context, Reply } from './command.ts'
import type { RuleWish } from './rule-words.ts'

const fixed = (content: object): Reply => ({ show: { card: 'fixed', content } })

const GROUPS: Record<string, string> = {
  hazard: '隐患',
  incident: '事件',
  warning: '预警',
  public: '免登录页面',
}

/** Every number, what it is in the catalogue, and since when it is another one here. */
export async function showRules({ work, directory, speaker, nowMs }: Context): Promise<Reply> {
  const mayChange = setsRules(speaker, directory)
  const since = await numbersSince(work.db, directory)
  const row = (number: RuleNumber) => {
    const begun = since.get(number.key)
    const by = mayChange && begun?.by ? directory.person(begun.by)?.name : undefined
    return {
      key: number.key,
      title: number.title,
      value: sayNumber(number, number.read(directory.rules)),
      stock: sayNumber(number, number.stock),
      bounds: boundsOf(number),
      ...(begun && { since: `${sayDay(dayOf(begun.atMs))}起${by ? `（${by}）` : ''}` }),
    }
  }
  const kinds = Map.groupBy(ruleNumbers, (number) => GROUPS[kindOfNumber(number)] ?? '其他')
  const planned = (directory.school.planned ?? []).flatMap(({ id, key, value, from }) => {
    const number = ruleNumbers.find((each) => each.key === key)
    return number ? [{ id, title: number.title, value: sayNumber(number, value), from }] : []
  })
  return fixed(
    rulesCard({
      groups: [...kinds].map(([title, numbers]) => ({ title, rows: numbers.map(row) })),
      planned,
      mayChange,
      round: nowMs.toString(36),
    }),
  )
}

const boundsOf = ({ least, most, law }: RuleNumber): string =>
  law === undefined ? `可设 ${least}–${most}` : `最长 ${most}（${law}）`

/** What the wish would do; nothing applies before it is confirmed. */
export async function previewRule(context: Context, { number, value, from }: RuleWish): Promise<Reply> {
  const { work, directory, speaker } = context
  if (number.read(directory.rules) === value && !from) {
    const text = `${number.title}已经是 ${sayNumber(number, value)}，没有改动。`
    return { text, toast: { type: 'info', text } }
  }
  const said = { key: number.key, value, ...(from !== undefined && { from }) }
  await proposeSections(work, speaker.id, number.write(directory, value), said)
  return lookAtRule(context)
}

export async function previewWayBack(context: Context): Promise<Reply> {
  await proposeFormer(context.work, context.speaker.id)
  return lookAtRule(context)
}

async function lookAtRule({ work, directory, nowMs }: Context): Promise<Reply> {
  const proposed = await proposal(work)
  const { sections, number } = proposed
  if (changesNothing(directory, proposed)) return fixed(sameCard)
  const changed = changedNumbers(directory, directoryWith(directory, sections))
  const hazards = await Promise.all(
    changed.map(({ key }) => hazardsUnder(work.db, directory, sections, key, nowMs)),
  )
  return fixed(
    rulePreviewCard({
      id: proposed.id,
      changes: numbersBetween(directory.rules, directoryWith(directory, sections).rules),
      ...(number?.from !== undefined && { from: number.from }),
      hazards: hazards.flat(),
      effect: effectAhead(directory, proposed, nowMs).filter(({ title }) => title !== '改动的时限'),
    }),
  )
}

const changedNumbers = (before: Directory, after: Directory): RuleNumber[] =>
  ruleNumbers.filter(({ read }) => read(before.rules) !== read(after.rules))

/** What was looked at applies: now, or is kept for its day. Typed without its id it is what the speaker looked at last. */
export async function takeRule({ work, directory, speaker, nowMs }: Context, said: string): Promise<Reply> {
  const seen = (await work.state(school, THE_SCHOOL))?.proposed
  if (!seen || (said === '' ? seen.by !== speaker.id : seen.id !== said))
    throw new Refusal(
      'stale-preview',
      '没有生效：预览之后规则又改过，或者有人在看别的改动。请再发一次要改的那一项，重新看预览。',
    )
  const { id, sections, number } = seen
  const changes = numbersBetween(directory.rules, directoryWith(directory, sections).rules)
  if (number?.from !== undefined && number.from > dayOf(nowMs)) {
    const { key, value, from } = number
    const planned = { id: `${key}.${from}.${nowMs.toString(36)}`, by: speaker.id, from, key, value }
    await work.change(school, THE_SCHOOL, planNumber(planned))
    return { ...fixed(ruleSetCard(changes, planned)), toast: { type: 'success', text: '已记下' } }
  }
  await applyProposal(work, directory, id)
  return { ...fixed(ruleSetCard(changes)), toast: { type: 'success', text: '已生效' } }
}

/** What was decided for a day to come, dropped. */
export async function dropPlanned(context: Context, id: string): Promise<Reply> {
  const { work, directory } = context
  if (!directory.school.planned?.some((planned) => planned.id === id))
    throw new Refusal('not-planned', '这一项已经生效，或者已经取消了。发送 /规则 看现在的数字。')
  const after = await work.change(school, THE_SCHOOL, unplanNumber(id))
  const shown = await showRules({ ...context, directory: { ...directory, school: after } })
  return { ...shown, toast: { type: 'success', text: '已取消' } }
}
