import { type Context, defineCommand, fieldText, type Reply } from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import { mayHangTablets } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { openTablet, renewTablet, revokeTablet, tablet } from '../src/tablets/tablet.ts'

export default defineCommand({
  name: 'tablet',
  chinese: ['平板'],
  summary: '公用平板：没有应用的同事在门岗、厨房自己填；/平板 门岗',
  examples: ['/tablet', '/平板', '/平板 门岗', '/平板 门岗 换新', '/平板 门岗 停用'],
  forWhom: mayHangTablets,
  async run(said, context) {
    const { speaker, directory, chat } = context
    if (chat.type === 'group') return { text: '平板的链接不在群里发，请和我私聊，发送 /平板。' }
    if (!mayHangTablets(speaker, directory))
      throw new Refusal('not-yours', '公用平板由安全办公室或分管副校长开通，请联系他们。')
    const [first, rest] = firstWord(said.words)
    if (first === '') return { show }
    return first === '开通'
      ? open(context, placeIn(fieldText(said, 'place') || rest))
      : act(context, placeIn(first), rest)
  },
})

const show = { card: 'tablets' }

/** Short enough for a heading, and nothing that would end a word of a sentence. */
const PLACE = /^[\p{L}\p{N}()（）-]{1,12}$/u
/** What is done with a tablet, not where it hangs. */
const VERBS = ['开通', '换新', '停用']

function placeIn(words: string): string {
  const place = words.trim()
  if (!PLACE.test(place) || VERBS.includes(place))
    throw new Refusal('no-place', '请写平板挂在哪里，1 到 12 个字，不留空格，例如：/平板 门岗。')
  return place
}

function act(context: Context, place: string, verb: string): Promise<Reply> {
  switch (verb) {
    case '':
    case '开通':
      return open(context, place)
    case '换新':
      return change(context, place, renewTablet, `${place}的链接已换新，旧链接不能用了，请在平板上重新扫码`)
    case '停用':
      return change(context, place, revokeTablet, `${place}的平板已停用，链接不能用了`)
    default:
      throw new Refusal('unknown-act', `没看懂「${verb.slice(0, 20)}」。可以说：/平板 ${place} 换新、停用。`)
  }
}

const open = (context: Context, place: string): Promise<Reply> =>
  change(context, place, openTablet, `${place}的平板已开通，请打开网页扫码`)

async function change(
  { work, speaker }: Context,
  place: string,
  decide: typeof openTablet,
  text: string,
): Promise<Reply> {
  await work.change(tablet, place, decide(speaker.id))
  work.touch('tablets/all')
  return { show, toast: { type: 'success', text } }
}
