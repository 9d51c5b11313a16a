import { type Checkin, checkin, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsHandedOver, checkinsInHandsOf } from '../checkins/checkins.ts'
import { Refusal } from '../refusal.ts'
import { DAY_MS, dayOf } from '../time.ts'
import type { Context, Said } from './command.ts'

/** The check-in named by a button, if it is the speaker's to answer: own, as substitute, or as proxy (handbook §3). */
export async function checkinNamed({ work, directory, speaker }: Context, id: string): Promise<Checkin> {
  const found = await work.state(checkin, id)
  if (!found) throw new Refusal('no-checkin', '没有找到这张签到，发送 /今日 看看今天要做什么。')
  const holder = directory.person(responsible(found))
  if (holder?.id === speaker.id) return found
  if (found.owner === speaker.id) throw handedOver(holder?.name)
  const proxy = holder && !holder.account && holder.proxy === speaker.id
  if (!proxy) throw new Refusal('not-yours', `这是${holder?.name ?? '别人'}的签到，您不能代报。`)
  return found
}

const handedOver = (name = '替岗人') => new Refusal('handed-over', `这项签到已交给${name}，您不用管。`)

/** A typed answer without a card: the speaker's own check-in of the day it was said, if there is exactly one. */
export async function onlyCheckin(
  said: Said,
  { work, directory, speaker, nowMs }: Context,
): Promise<Checkin> {
  const day = dayOf(Math.min(nowMs, Math.max(said.atMs, nowMs - DAY_MS)))
  const inHand = await checkinsInHandsOf(work.db, directory, speaker, day)
  const all = inHand.filter((entry) => responsible(entry) === speaker.id)
  const waiting = all.filter(isWaiting)
  const one = waiting.length > 0 ? waiting : all
  if (one.length === 1) return one[0]!
  if (inHand.length > 0) throw new Refusal('which', '您今天有几项签到，请发送 /今日，在卡片上逐项点。')
  const [given] = await checkinsHandedOver(work.db, speaker, day)
  if (given) throw handedOver(directory.person(responsible(given))?.name)
  throw new Refusal('nothing-owed', '现在没有要您打的卡，到时会发卡片给您。看安排请发送 /今日。')
}
