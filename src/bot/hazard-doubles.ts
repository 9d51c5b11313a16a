import { type Double, double } from '../doubles/double.ts'
import { askedNow, joinDouble, ownDoubles, type Settled, separateDouble } from '../doubles/doubles.ts'
import { carryOver } from '../doubles/merge.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { follow, mergedInto, unfollow } from '../hazards/supplement.ts'
import { Refusal } from '../refusal.ts'
import { moved, sweep } from '../sweeps/sweep.ts'
import type { Context, Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { filedHazard, hazardReply } from './matter-replies.ts'

/** `/隐患 3 跟进`: the report just made is the same, or simply to hear what becomes of it. */
export async function followIt({ context, about, rest }: Spoken): Promise<Reply> {
  const { work, directory, speaker } = context
  const asked = await ownDouble(context, about, rest, ['asked'])
  const settled: Settled = asked
    ? await joinDouble(work, directory, asked.id, 'said')
    : { hazard: await changeHazard(work, directory, about.id, follow(speaker.id)), apart: false }
  const { hazard: now, apart } = settled
  if (apart)
    return {
      ...filedHazard(context, now),
      toast: { type: 'success', text: `那一条已经结束，已另报为隐患 ${now.number}` },
    }
  return {
    ...hazardReply(context, now),
    toast: { type: 'success', text: `已跟进隐患 ${now.number}，有结果会告诉您` },
  }
}

const WAITING = /^待选(?: ?(\d{1,9}))?$/

/** `/隐患 待选`: the question again, while it waits; with its number also what became of it. */
export async function sayOfDouble(words: string, { work, speaker }: Context): Promise<Reply | undefined> {
  const [said, id] = WAITING.exec(words) ?? []
  if (said === undefined) return undefined
  const found = id === undefined ? await askedNow(work, speaker.id) : await work.state(double, id)
  if (found?.given.reporter !== speaker.id) throw new Refusal('no-double', '现在没有等您选择的上报。')
  return { show: { card: 'double', id: found.id, for: speaker.id } }
}

/** `/隐患 3 取消跟进`. */
export async function unfollowIt({ context, about }: Spoken): Promise<Reply> {
  const { work, directory, speaker } = context
  const after = await changeHazard(work, directory, about.id, unfollow(speaker.id))
  return { ...hazardReply(context, after), toast: { type: 'success', text: '已取消跟进' } }
}

/** `/隐患 3 另报`: what was just said is another matter; also after it was added to hazard 3. */
export async function separateIt({ context, about, rest }: Spoken): Promise<Reply> {
  const found = await ownDouble(context, about, rest, ['asked', 'joined', 'apart'])
  if (!found) throw new Refusal('no-double', '没有要另报的话。要报新的隐患，请直接发送 /隐患 加一句话。')
  const filed = await separate(context, found)
  return { ...filedHazard(context, filed), toast: { type: 'success', text: `已另报，编号 ${filed.number}` } }
}

/** Makes it a hazard of its own, also in the walk it was said in. */
export async function separate({ work, directory }: Context, { id, given }: Double): Promise<Hazard> {
  const { hazard: filed } = await separateDouble(work, directory, id)
  const [noun, number = ''] = (given.source ?? '').split('/')
  if (noun === 'sweep') {
    await work.change(sweep, number, moved(id, `hazard/${filed.id}`))
    work.touch(`sweep/${number}`)
  }
  return filed
}

/** The one a button names, else the newest: several may have been said. */
async function ownDouble(
  { work, speaker }: Context,
  about: Hazard,
  rest: string,
  of: Double['status'][],
): Promise<Double | undefined> {
  const own = (await ownDoubles(work, speaker.id, about.id)).filter(({ status }) => of.includes(status))
  const named = /^\d+$/.test(rest) ? rest : undefined
  return named === undefined ? own[0] : own.find(({ id }) => id === named)
}

/** `/隐患 5 并入 3`: both are one matter; what is known of 5 goes on with 3. */
export async function merge(spoken: Spoken): Promise<Reply> {
  const { context, about, rest, rights } = spoken
  const { work, directory, speaker } = context
  const number = /^\D*(\d{1,9})\D*$/.exec(rest)?.[1]
  const into = number === undefined ? undefined : await work.state(hazard, String(Number(number)))
  if (!into || !mayReadHazard(speaker, into, directory))
    throw new Refusal('no-hazard', `请写明并入哪一条，例如：/隐患 ${about.number} 并入 3。`)
  const may = rights.decides || rights.reported
  await change(spoken, mergedInto(into, speaker.id), may, '合并由报告人或安全办公室来做。', '')
  const after = await carryOver(work, directory, about, into, speaker.id)
  return { ...hazardReply(context, after), toast: { type: 'success', text: `已并入隐患 ${into.number}` } }
}
