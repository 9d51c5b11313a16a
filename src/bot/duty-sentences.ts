import { PROOF_WORDS, SIGN_ELSEWHERE } from '../cards/duty-items.ts'
import { PASS_WORDS } from '../cards/month.ts'
import { touchToday } from '../checkins/today.ts'
import { graceFor } from '../instances/clock.ts'
import { countersOf } from '../instances/counters.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { fillPost, mayFill, postsToFill } from '../instances/fill-post.ts'
import { awaitedCoOwners, type Instance, isDone, responsibleFor } from '../instances/instance.ts'
import { instancesInHandsOf, instancesMissedBy } from '../instances/instances.ts'
import { isLetter } from '../instances/letter.ts'
import { partsAhead } from '../instances/on-card.ts'
import { awaitedPasses } from '../instances/passes.ts'
import { isBeforeItsHour, missingProofs, prove } from '../instances/prove.ts'
import { isOwedOn } from '../instances/when-named.ts'
import { outagesOf } from '../outages/outages.ts'
import { isPatrol } from '../patrols/patrols.ts'
import type { Person } from '../people/person.ts'
import { attachPhoto } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { placeOfActor } from '../tablets/tablets.ts'
import { addDays, DAY_MS, type Day, dayOf, sayDay } from '../time.ts'
import { type Context, type Reply, typist } from './command.ts'
import { refuseEnded } from './duty-ended.ts'
import { instancesCalled } from './duty-named.ts'
import type { Given } from './duty-proofs.ts'

/** The duty a sentence names by id or by its duty; with nothing named, the one that is open in the speaker's hands. */
export async function dutyMeant(
  context: Context,
  named: string,
  { period, day }: { period?: string | undefined; day?: Day | undefined } = {},
): Promise<Instance> {
  const { work, directory, speaker, nowMs } = context
  const byId = named.includes('.') ? await work.state(dutyInstance, named) : undefined
  if (byId && day !== undefined && !isOwedOn(byId, day)) throw notThatDay(day)
  if (byId) return byId
  const people = [speaker.id, ...directory.entersFor(speaker).map(({ id }) => id)]
  const today = dayOf(nowMs)
  const owed = [
    ...(await instancesInHandsOf(work.db, people, nowMs + 40 * DAY_MS)),
    ...(await partsAhead(work.db, directory, speaker, today, addDays(today, 40))),
    ...(named === '' ? [] : await postsToFill(work.db, directory, speaker, nowMs)),
    ...(named === '' ? [] : await countersOf(work.db, directory, people, nowMs)),
  ]
  const fits = owed.filter(
    (entry) =>
      (named === '' ? entry.opensAtMs <= nowMs : isNamed(context, entry, named)) &&
      (period === undefined || entry.period === period) &&
      (day === undefined || isOwedOn(entry, day)),
  )
  // A document for what was missed is kept; of what falls due every day the next one is meant.
  const missed = fits.some((entry) => entry.opensAtMs <= nowMs || isBeforeItsHour(entry, nowMs))
    ? undefined
    : (await instancesMissedBy(work.db, people, nowMs - MISSED_BACK_MS)).find(
        (entry) =>
          isNamed(context, entry, named) &&
          (period === undefined || entry.period === period) &&
          (day === undefined || isOwedOn(entry, day)),
      )
  const first = missed ?? fits[0]
  if (!first && named !== '') {
    const over = (await instancesCalled(context, named, period ?? '')).filter(
      (entry) => people.includes(responsibleFor(entry)) && (day === undefined || isOwedOn(entry, day)),
    )
    refuseEnded(context, over)
  }
  if (!first && day !== undefined) throw notThatDay(day)
  if (!first) throw new Refusal('no-such-duty', '没有找到要办的这一项，发送 /今日 看看今天要做什么。')
  if (named === '' && fits.length > 1)
    throw new Refusal('which', '您有几项要办，请发送 /今日，在卡片上逐项点。')
  return first
}

const notThatDay = (day: Day) =>
  new Refusal(
    'not-that-day',
    `${sayDay(day)}没有要您办的这一项，什么都没有记。过去的要说明，请联系安全办公室；现在的请发送 /今日。`,
  )

/** How long a document may come after (handbook §5.1). */
const MISSED_BACK_MS = 90 * DAY_MS

/** By the instance's id, the duty's id, `duty/unit` or words of the title. */
export const isNamed = ({ directory }: Context, entry: Instance, named: string): boolean =>
  entry.id === named ||
  entry.duty === named ||
  `${entry.duty}/${entry.unit}` === named ||
  (named.length >= 2 && (directory.duties.get(entry.duty)?.title.includes(named) ?? false))

/** Whose hands it is in: the person's own, or of somebody without the app whom the person enters for (S2-089). */
export async function holderFor(
  { work, directory, speaker, nowMs }: Context,
  about: Instance,
): Promise<Person> {
  const holder = directory.person(responsibleFor(about))
  if (holder?.id === speaker.id) return speaker
  const signs = about.required.includes('signature') && about.others.includes(speaker.id)
  if (signs) return speaker
  if (holder && directory.addressee(holder)?.id === speaker.id) return holder
  if (mayFill(speaker, about, directory, await outagesOf(work.db), nowMs)) return speaker
  throw new Refusal('not-yours', `这一项由${holder?.name ?? '别的同事'}来办，您不能代办。`)
}

/** @throws Refusal for a letter that is signed, or refused, where nobody has logged in */
export function refuseAtTablet(context: Context, about: Instance): void {
  if (isLetter(about) && placeOfActor(typist(context)) !== undefined)
    throw new Refusal('own-signature', SIGN_ELSEWHERE)
}

/** Records what was given, as whoever's hands it is in. */
export async function giveProofs(context: Context, about: Instance, given: Given[]): Promise<Reply> {
  const { work, speaker, nowMs } = context
  const holder = await holderFor(context, about)
  refuseAtTablet(context, about)
  // A round answered here was answered away from its points, whatever was found: that stays visible (handbook §5.3).
  const proofs = isPatrol(context.directory, about)
    ? given.map((proof): Given => ({ ...proof, how: 'desk' }))
    : given
  const graceMs = graceFor(about, await outagesOf(work.db), nowMs)
  if (proofs.length === 0) throw new Refusal('no-proof', `还要：${sayMissing(about)}。填好再点「提交」。`)
  const fills = await takePost(context, about, holder)
  const after = await work.change(
    dutyInstance,
    about.id,
    prove(proofs, { by: holder.id, enteredBy: typist(context), nowMs, graceMs }),
  )
  for (const { type, value } of proofs)
    if (type === 'photo') await attachPhoto(work, value, `duty/${about.id}`)
  touchHolders(context, after)
  return {
    show: { card: 'today', person: speaker.id, day: dayOf(nowMs) },
    toast: { type: 'success', text: `${fills}${fills && isDone(after) ? '' : thanks(after)}` },
  }
}

/** Somebody else's post nobody came to: his from now on. Says so, or nothing where it is his own. */
export async function takePost(
  { work, directory, nowMs }: Context,
  about: Instance,
  by: Person,
): Promise<string> {
  if (responsibleFor(about) === by.id) return ''
  if (!mayFill(by, about, directory, await outagesOf(work.db), nowMs)) return ''
  const after = await work.change(dutyInstance, about.id, fillPost(by.id))
  const absent = directory.person(after.absent?.person ?? '')
  return `已补岗，记为您到岗、${absent?.name ?? '原责任人'}缺岗`
}

export function touchHolders({ work, directory, speaker, nowMs }: Context, about: Instance): void {
  const sharers = (about.coOwners ?? []).map(({ person }) => person)
  for (const id of new Set([about.owner, responsibleFor(about), speaker.id, ...sharers]))
    touchToday(work, directory, directory.person(id), dayOf(nowMs))
  work.touch(`duty/${about.id}`)
}

export function thanks(after: Instance): string {
  if (after.status === 'late') return '已补办（迟）'
  if (isDone(after)) return '已完成，谢谢'
  if (after.status === 'missed') return '已存档，状态仍为缺'
  const awaited = missingProofs(after).length === 0 ? awaitedCoOwners(after) : []
  if (awaited.length > 0) return `已收到，还等协办的同事确认（${awaited.length} 位）`
  return `已收到，还要：${sayMissing(after)}`
}

export const sayMissing = (about: Instance): string =>
  [
    ...new Set([
      ...missingProofs(about).map(({ type, of }) =>
        type === 'receipt' && of !== undefined ? `${of}回执` : PROOF_WORDS[type],
      ),
      ...awaitedPasses(about).map((pass) => PASS_WORDS[pass]),
    ]),
  ].join('、') || '无'
