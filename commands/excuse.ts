import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { dutyNamed } from '../src/bot/duty-named.ts'
import { touchHolders } from '../src/bot/duty-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { dutyInstance } from '../src/instances/evolve.ts'
import { excuseDuty } from '../src/instances/hand-over.ts'
import { type Instance, responsibleFor } from '../src/instances/instance.ts'
import { mayExcuseDuty, readsWeek } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'excuse',
  chinese: ['免做'],
  summary: '免去一项职责，要写理由：/免做 防火巡查 停电停课',
  examples: ['/excuse', '/免做 防火巡查 停电停课', '/免做 班级安全检查 单念蘅 停课'],
  forWhom: readsWeek,
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '免做请和我私聊说。' }
    const [named, rest] = firstWord(said.words)
    if (named === '') return { text: '请写明哪一项和理由，例如：/免做 防火巡查 停电停课' }
    const [who, after] = firstWord(rest)
    const person = context.directory.byName(fieldText(said, 'person') || who)
    const period = fieldText(said, 'period')
    const mine = (each: Instance) => may(context, each)
    const own = (each: Instance) => responsibleFor(each) === context.speaker.id
    const over = (each: Instance) =>
      each.excuse && (mine(each) || own(each))
        ? `这一项已经免做了（${each.excuse.reason}），不用再说。`
        : undefined
    const naming = { named, period, whose: person, none: WHO_EXCUSES, over, checkin }
    const about = await dutyNamed(context, naming, mine, own)
    return excuse(said, context, about, person && !fieldText(said, 'person') ? after : rest)
  },
})

const WHO_EXCUSES = '免做由本处室负责人、分管副校长或校长、书记定。'

const checkin = (label: string): string =>
  `${label}不能单独免做。本人请假后由替岗的同事报；全校停课请安全办公室改校历。`

const may = ({ directory, speaker }: Context, about: Instance): boolean => {
  const holder = directory.person(responsibleFor(about))
  return holder !== undefined && mayExcuseDuty(speaker, holder, directory)
}

async function excuse(said: Said, context: Context, about: Instance, words: string): Promise<Reply> {
  const { work, directory, speaker } = context
  if (!may(context, about)) {
    const own = responsibleFor(about) === speaker.id
    throw new Refusal('not-yours', own ? '自己的职责不能自己免，请找分管副校长或校长。' : WHO_EXCUSES)
  }
  const reason = fieldText(said, 'reason') || words
  if (!reason) return { show: { card: 'duty', id: about.id, asked: 'excuse' } }
  const after = await work.change(dutyInstance, about.id, excuseDuty(reason, speaker.id))
  touchHolders(context, after)
  const holder = directory.person(responsibleFor(after))?.name ?? ''
  return {
    show: { card: 'duty', id: after.id },
    toast: { type: 'success', text: `已免做（${holder}），理由已记下` },
  }
}
