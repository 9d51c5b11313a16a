import { assigned } from '../hazards/decide.ts'
import { followUpDay } from '../hazards/follow-up.ts'
import * as outside from '../hazards/outside.ts'
import { ownerOnceCorrected } from '../hazards/owner.ts'
import { tellHazard } from '../hazards/tell.ts'
import type { Scope } from '../hazards/waits.ts'
import { dayNamed } from '../leaves/days.ts'
import { dayOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { dayAtEnd } from './hazard-dates.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { firstWord } from './words.ts'

export const toSurroundings = (spoken: Spoken): Promise<Reply> => rescope(spoken, 'surroundings')
export const toCampus = (spoken: Spoken): Promise<Reply> => rescope(spoken, 'on_campus')

/** The reporter proposes, the office decides, alone of a place the school lists; whoever keeps in touch outside hears of it (S1-43). */
async function rescope(spoken: Spoken, scope: Scope): Promise<Reply> {
  const { context, about, rights } = spoken
  const { directory, speaker, work } = context
  const owner = ownerOnceCorrected(directory, about, { ...about, scope })
  const listed = scope === 'surroundings' && about.place !== null && about.place.kind !== 'words'
  const { after, reply } = await change(
    spoken,
    outside.rescope(scope, speaker.id, assigned(about.department, owner)),
    rights.decides || (!listed && (rights.reported || rights.assigns)),
    `是不是周边的隐患由${listed ? '安全办公室或校领导来定：登记的地点在校内' : '报告人、部门负责人或安全办公室来定'}。`,
    scope === 'surroundings' ? '已登记为校园周边' : '已登记为校内',
  )
  const moved = after.status === 'assigned' && after.assignee !== about.assignee
  const keeper = directory.person(owner ?? '')
  if (keeper && moved && keeper.id !== speaker.id) tellHazard(work, directory, after, keeper, 'assign')
  return reply
}

const WHO = '联系外部单位由负责对外联络的领导、部门负责人或整改人来登记。'

/** `/隐患 12 联系 派出所 9月20日`. */
export async function askParty(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const [party, words] = firstWord(rest)
  const named = fieldText(said, 'party')
  const { followUp, limits } = followUpOf(spoken, named ? rest : words)
  const decide = outside.askParty(named || party, followUp, context.speaker.id, limits)
  const may = rights.handles || rights.mends
  const toast = `已登记，${followUp.slice(5)} 没有答复会提醒分管副校长`
  const { reply } = await change(spoken, decide, may, WHO, toast)
  return reply
}

/** `/隐患 12 回复 周五前清走 9月25日`. */
export async function hearParty(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const typed = dayAtEnd(rest, dayOf(context.nowMs))
  const { followUp, limits } = followUpOf(spoken, rest)
  const decide = outside.hearParty(
    fieldText(said, 'reply') || typed.rest,
    followUp,
    context.speaker.id,
    limits,
  )
  const may = rights.handles || rights.mends
  const { reply } = await change(spoken, decide, may, WHO, '已登记答复')
  return reply
}

/** Its deadline stands still until then: who may not allow that waits a few workdays at a time. */
function followUpOf({ said, context: { directory, nowMs }, about, rights }: Spoken, words: string) {
  const today = dayOf(nowMs)
  const date = fieldText(said, 'date')
  const day = date ? dayNamed(date, today) : dayAtEnd(words, today).day
  const wish = followUpDay(directory, about, day, nowMs)
  if (rights.approves) return wish
  const usual = followUpDay(directory, about, undefined, nowMs).followUp
  const due = dayOf(about.rectifyDueMs)
  return { ...wish, limits: { ...wish.limits, latest: usual > due ? usual : due } }
}
