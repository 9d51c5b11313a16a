import { type Context, defineCommand, type Reply } from '../src/bot/command.ts'
import { fileOrRefuse } from '../src/bot/free-words.ts'
import { mayPrintCodes, seesAll } from '../src/people/permissions.ts'
import {
  closePage,
  openPage,
  type PublicPageId,
  publicPage,
  renewPage,
} from '../src/public-pages/public-page.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'poster',
  chinese: ['隐患码', '家长码'],
  summary: '家长和匿名报隐患的码：/隐患码 开、关、换码',
  examples: ['/poster', '/隐患码', '/隐患码 开', '/隐患码 关', '/隐患码 换码', '/隐患码 匿名换码'],
  forWhom: seesAll,
  async run(said, context) {
    const { speaker, directory, chat } = context
    const act = ACTS[said.words]
    // 「/隐患码头的灯掉了」 is a report that happens to begin like this command.
    if (said.words !== '' && !act)
      return fileOrRefuse(
        new Refusal(
          'unknown-act',
          `没看懂「${said.words.slice(0, 20)}」。可以说：/隐患码 开、关、换码、匿名换码。`,
        ),
        said,
        context,
        `码${said.words}`,
      )
    if (!seesAll(speaker, directory))
      throw new Refusal('not-yours', '家长和匿名报隐患的码由安全办公室或校领导管理，请联系他们。')
    if (chat.type === 'group') return { text: '请和我私聊，发送 /隐患码。' }
    return act ? act(context) : { show }
  },
})

const show = { card: 'posters' }

const ACTS: Record<string, (context: Context) => Promise<Reply>> = {
  开: (context) => change(context, 'parents', openPage, '家长页面已打开，扫码就能报'),
  关: (context) => change(context, 'parents', closePage, '家长页面已关闭，扫码的人会看到请打电话'),
  换码: (context) => renew(context, 'parents', '家长的码已更换，旧海报不能用了，请重新打印'),
  匿名换码: (context) => renew(context, 'staff', '匿名的码已更换，旧海报不能用了，请重新打印'),
}

/** A new code is of use only to whoever can print it. */
function renew(context: Context, page: PublicPageId, text: string): Promise<Reply> {
  if (!mayPrintCodes(context.speaker, context.directory))
    throw new Refusal('not-yours', '换码以后要重新打印，请安全办公室或分管副校长来换。')
  return change(context, page, renewPage, text)
}

async function change(
  { work, speaker }: Context,
  page: PublicPageId,
  decide: typeof openPage,
  text: string,
): Promise<Reply> {
  await work.change(publicPage, page, decide(page, speaker.id))
  work.touch('posters/all')
  return { show, toast: { type: 'success', text } }
}
