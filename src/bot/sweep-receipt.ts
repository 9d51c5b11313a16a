import { double } from '../doubles/double.ts'
import { seeksPlace } from '../hazards/rights.ts'
import { Refusal } from '../refusal.ts'
import { placeHazard } from '../reporting/placing.ts'
import { type Sweep, sweep } from '../sweeps/sweep.ts'
import { aboutSweep, newIn } from '../sweeps/sweeps.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { separate } from './hazard-doubles.ts'
import { sayOfHazard } from './hazard-sentences.ts'
import { privately } from './report-replies.ts'

const OF_RECEIPT = /^巡 ?(\d{1,9})(?: +(\S+)(?: +(\d{1,9}))?)?$/

/** A sentence about a receipt of several, `巡 5`, `巡 5 改 12`; else undefined. */
export async function sayOfReceipt(said: Said, context: Context): Promise<Reply | undefined> {
  const [, id, verb = '', number = ''] = OF_RECEIPT.exec(said.words) ?? []
  return id === undefined ? undefined : ofReceipt(said, context, await ownSweep(context, id), verb, number)
}

/** All that was said, on one card. */
export const receiptReply = (context: Context, about: Sweep): Reply =>
  privately(context, { card: 'sweep', id: about.id }, `已登记 ${about.items.length} 条。`, aboutSweep(about))

async function ownSweep({ work, speaker }: Context, id: string): Promise<Sweep> {
  const found = await work.state(sweep, String(Number(id)))
  if (found?.person !== speaker.id) throw new Refusal('no-sweep', '没有找到这份登记，请核对编号。')
  return found
}

/** What the buttons of the receipt say: `改 12` asks, `改级 12`, `补地点` and `另报 7` do. */
async function ofReceipt(
  said: Said,
  context: Context,
  about: Sweep,
  verb: string,
  number: string,
): Promise<Reply> {
  const done = await actOnReceipt(said, context, about, verb, number)
  const show = { card: 'sweep', id: about.id, ...(verb === '改' && { asked: number }) }
  const reply = privately(context, show, '', aboutSweep(about))
  return done ? { ...reply, toast: done } : reply
}

async function actOnReceipt(
  said: Said,
  context: Context,
  about: Sweep,
  verb: string,
  number: string,
): Promise<Reply['toast']> {
  const inSweep = about.items.some((item) => item.about === `hazard/${number}` || item.double === number)
  if (verb === '改级' && inSweep) return (await sayOfHazard(said, context, number, { verb, rest: '' })).toast
  if (verb === '另报' && inSweep) {
    const found = await context.work.state(double, number)
    return found && { type: 'success', text: `已另报，编号 ${(await separate(context, found)).number}` }
  }
  return verb === '补地点' ? placeAll(said, context, about) : undefined
}

async function placeAll(said: Said, context: Context, about: Sweep): Promise<Reply['toast']> {
  const { work, directory, speaker } = context
  // Somebody may have taken one on since it was asked: what was said of it counts all the same.
  const open = await newIn(work, about)
  const given = open.filter(({ number }) => fieldText(said, `place_${number}`) !== '')
  for (const each of given)
    await placeHazard(work, directory, each, fieldText(said, `place_${each.number}`), speaker.id)
  const left = open.filter((each) => seeksPlace(directory, each) && !given.includes(each)).length
  return given.length === 0
    ? { type: 'warning', text: '请至少填一条的地点。' }
    : { type: 'success', text: `已补充 ${given.length} 条地点${left > 0 ? `，还缺 ${left} 条` : ''}` }
}
