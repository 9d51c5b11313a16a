import { assetEntries, assetsNow, maintainAsset, reportBroken } from '../src/assets/assets.ts'
import { assetNamed } from '../src/assets/named.ts'
import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { fileIfTrouble } from '../src/bot/free-words.ts'
import { reportReply } from '../src/bot/report-replies.ts'
import type { AssetEntry } from '../src/people/school-shape.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'assets',
  chinese: ['三防'],
  summary: '人防、物防、技防：/三防 一键报警 坏了 按下没反应',
  examples: ['/assets', '/三防', '/三防 一键报警 坏了 按下没反应', '/三防 一键报警 已维护 试按正常'],
  async run(said, context) {
    const entries = assetEntries(context.directory)
    if (entries.length === 0 && said.words === '')
      throw new Refusal(
        'no-assets',
        '学校还没有登记三防设施。请管理员在学校资料里填写 assets（三防设施），再更新。',
      )
    if (said.words === '')
      return context.chat.type === 'group' ? countsOnly(context) : { show: { card: 'assets' } }
    const words = VERB.test(said.words) ? `${fieldText(said, 'asset')} ${said.words}` : said.words
    const meant = assetNamed(entries, words.trim())
    return meant ? about(said, context, meant.entry, meant.rest) : unknown(said, context)
  },
})

/** Of the form: which asset, and the words, stand in its fields. */
const VERB = /^(?:已维护|坏了)(?:\s|$)/

const ACT = /^(已维护|坏了)[\s:：,，]*(.*)$/su

function about(said: Said, context: Context, entry: AssetEntry, rest: string): Promise<Reply> | Reply {
  const [, verb, typed = ''] = ACT.exec(rest) ?? []
  const words = fieldText(said, 'text') || typed
  switch (verb) {
    case '已维护':
      return maintained(context, entry, words)
    case '坏了':
      return broken(said, context, entry, words)
    default:
      if (rest === '')
        return context.chat.type === 'group'
          ? { text: '三防设施的情况请和我私聊，发送 /三防。' }
          : { show: { card: 'assets', chosen: entry.id } }
      throw new Refusal(
        'unknown-act',
        `没看懂「${rest.slice(0, 20)}」。可以说：/三防 ${entry.name} 已维护，或 /三防 ${entry.name} 坏了 加一句怎么坏的。`,
      )
  }
}

async function maintained(context: Context, entry: AssetEntry, words: string): Promise<Reply> {
  const { work, directory, speaker, chat } = context
  await maintainAsset(work, directory, entry, speaker, words)
  const text = `已登记：${entry.name}已维护`
  if (chat.type === 'group') return { text: `${text}。` }
  return { show: { card: 'assets' }, toast: { type: 'success', text } }
}

async function broken(said: Said, context: Context, entry: AssetEntry, words: string): Promise<Reply> {
  const { work, directory, speaker, chat } = context
  const filed = await reportBroken(work, directory, entry, speaker, {
    words,
    learnedAtMs: said.atMs,
    withRecentPhotos: chat.type === 'private',
  })
  return reportReply(context, filed)
}

/** Nobody looks up a name before telling of danger. */
async function unknown(said: Said, context: Context): Promise<Reply> {
  const filed = await fileIfTrouble(said, context, said.words)
  if (filed) return filed
  throw new Refusal(
    'no-such-asset',
    `三防设施里没有「${said.words.slice(0, 20)}」。发送 /三防 看有哪些；坏了也可以直接发送 /隐患 加一句话。`,
  )
}

/** Others read along: how many, and nothing of what is broken where. */
async function countsOnly({ work, directory, nowMs }: Context): Promise<Reply> {
  const all = await assetsNow(work.db, directory, nowMs)
  const count = (status: string) => all.filter((each) => each.status === status).length
  return {
    text: `三防设施 ${all.length} 样：坏了 ${count('broken')}，该维护 ${count('due')}，从未维护 ${count('never')}，正常 ${count('normal')}。详情请和我私聊，发送 /三防。`,
  }
}
