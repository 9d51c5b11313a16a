import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { dutyNamed, wasOf } from '../src/bot/duty-named.ts'
import { touchHolders } from '../src/bot/duty-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { refuseLetter } from '../src/instances/hand-over.ts'
import { coordinatorOf, handOver, mayTransfer } from '../src/instances/hand-overs.ts'
import { type Instance, isOwed, responsibleFor } from '../src/instances/instance.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'transfer',
  chinese: ['转办'],
  summary: '请同事代办一项职责，要写理由：/转办 防火巡查 邱穗和 外出培训',
  examples: ['/transfer', '/转办 防火巡查 邱穗和 外出培训'],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '转办请和我私聊说。' }
    const [named, rest] = firstWord(said.words)
    if (named === '') return { text: '请写明哪一项、请谁、为什么，例如：/转办 防火巡查 邱穗和 外出培训' }
    const period = fieldText(said, 'period')
    const { directory, speaker } = context
    // One's own first: a leader who could pass on everybody's means the one in his hands.
    const own = (about: Instance) => responsibleFor(about) === speaker.id
    const may = (about: Instance) => mayTransfer(speaker, about, directory)
    const over = (about: Instance) => passedOn(context, about)
    const naming = { named, period, whose: undefined, none: NOT_HELD, over, checkin }
    const about = await dutyNamed(context, naming, own, may)
    return pass(said, context, about, rest)
  },
})

const NOT_HELD = '您手里没有这一项，发送 /双责 看您的职责。'

const checkin = (label: string): string =>
  `${label}不能转办。来不了请发送 /请假 并写明替岗的同事，例如：/请假 今天 顾鹿蓁 发烧就医`

/** One's own that somebody else has by now. */
function passedOn({ directory, speaker }: Context, about: Instance): string | undefined {
  const moved = about.transfers.length > 0 || about.takenOver !== undefined
  if (!isOwed(about) || !moved || !wasOf(about, speaker)) return undefined
  const holder = directory.person(responsibleFor(about))?.name ?? '别的同事'
  return `这一项已转给${holder}，不在您手里。要再转，请${holder}来说。`
}

async function pass(said: Said, context: Context, about: Instance, words: string): Promise<Reply> {
  const { work, directory, speaker } = context
  refuseLetter(about)
  if (!mayTransfer(speaker, about, directory)) {
    const holder = directory.person(responsibleFor(about))?.name ?? '别的同事'
    throw new Refusal('not-yours', `这一项在${holder}手里，您不能转办。`)
  }
  const [typed, after] = firstWord(words)
  const given = fieldText(said, 'to') || fieldText(said, 'person')
  const reason = fieldText(said, 'reason') || (given ? words : after)
  if (!given && typed === '') return { show: { card: 'duty', id: about.id, asked: 'transfer' } }
  const to = personNamed(directory, given || typed)
  const passed = await handOver(work, directory, about, to, reason, speaker)
  touchHolders(context, about)
  touchHolders(context, passed)
  const moved = responsibleFor(passed) === to.id
  const decides = coordinatorOf(passed, directory)?.name ?? '分管副校长'
  const text = moved
    ? `已转给${to.name}（第 ${passed.transfers.length} 次转办）`
    : `已经转办过 ${passed.transfers.length} 次，再转由${decides}定，已报给${decides}`
  return { show: { card: 'duty', id: passed.id }, toast: { type: moved ? 'success' : 'info', text } }
}
