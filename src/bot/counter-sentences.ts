import { sayCount } from '../cards/counters.ts'
import { PROOF_WORDS } from '../cards/duty-items.ts'
import { countOf, countOne } from '../instances/count.ts'
import { leastOf } from '../instances/counters.ts'
import { dutyInstance } from '../instances/evolve.ts'
import type { Instance } from '../instances/instance.ts'
import { attachPhoto } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { dayOf } from '../time.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { proofsFrom } from './duty-proofs.ts'
import { holderFor, touchHolders } from './duty-sentences.ts'
import { findingIn, isTrouble, reportTrouble } from './duty-trouble.ts'

/** One more of the year: counted only with everything it asks for. Danger in the words is reported in any case. */
export async function tellCount(said: Said, context: Context, about: Instance, what: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const holder = await holderFor(context, about)
  const now = async (entry: Instance) =>
    sayCount({ count: await countOf({ db: work.db, nowMs, directory }, entry), least: leastOf(about) })
  if (directory.duties.get(about.duty)?.counts?.by === 'attended')
    throw new Refusal('counts-itself', `这一项不用填：开会时点「到会」，会自动计入。${await now(about)}。`)
  const words = fieldText(said, 'text') || (BUTTONS.has(what) ? '' : what)
  if (words === '' && what !== '提交') return form(context, about, words)
  const given = await proofsFrom(said, context, about, { words, normal: false })
  const missing = about.required.filter((type) => !given.some((proof) => proof.type === type))
  const after =
    missing.length > 0
      ? about
      : await work.change(dutyInstance, about.id, countOne(given, holder.id, speaker.id, nowMs))
  if (missing.length === 0)
    for (const { type, value } of given)
      if (type === 'photo') await attachPhoto(work, value, `duty/${about.id}`)
  touchHolders(context, after)
  const text =
    missing.length === 0
      ? `已记一次，${await now(after)}`
      : `还没有记上，还要：${missing.map((type) => PROOF_WORDS[type]).join('、')}。${missing.includes('photo') ? '请把照片发给我，再点「提交」。' : ''}`
  const finding = findingIn(context, words)
  if (isTrouble(finding)) {
    const reply = await reportTrouble(said, context, about, { finding, text: words, said: [] })
    return { ...reply, toast: { type: 'success', text: `${reply.toast?.text ?? ''}。${text}` } }
  }
  if (missing.length > 0) return { ...form(context, about, words), toast: { type: 'info', text } }
  return {
    show: { card: 'today', person: speaker.id, day: dayOf(nowMs) },
    toast: { type: 'success', text },
  }
}

/** What the buttons say, which tells nothing of the inspection. */
const BUTTONS: ReadonlySet<string> = new Set(['填写', '提交', '有情况', '正常', '返回'])

const form = ({ speaker, nowMs }: Context, about: Instance, words: string): Reply => ({
  show: {
    card: 'today',
    person: speaker.id,
    day: dayOf(nowMs),
    askedDuty: { id: about.id, what: 'proof', ...(words !== '' && { words }) },
  },
})
