import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { hazardVerb, readableHazard, sayOfHazard } from '../src/bot/hazard-sentences.ts'
import { filedHazard } from '../src/bot/matter-replies.ts'
import { numberAndRest } from '../src/bot/words.ts'
import { categoryNamed, hazardCategories } from '../src/duties/catalogue.ts'
import { isListWord } from '../src/ledger/words.ts'
import { ownLoosePhotos } from '../src/photos/photos.ts'
import { readReport } from '../src/reading/reading.ts'
import { Refusal } from '../src/refusal.ts'
import { fileHazard } from '../src/reporting/reporting.ts'
import { listReply } from './hazards.ts'

export default defineCommand({
  name: 'hazard',
  chinese: ['隐患', '报隐患'],
  summary: '报隐患：/隐患 二楼饮水机旁插座烧黑',
  examples: [
    '/hazard',
    '/隐患 二楼饮水机边上的插座烧黑了',
    '/隐患 12 接收',
    '/隐患 12 已整改 换了新插座',
    '/隐患 12 通过',
  ],
  async run(said, context) {
    if (isListWord(said.words)) return listReply(context, /[单账]$/.test(said.words) ? '' : said.words)
    const numbered = numberAndRest(said.words)
    const spoken = numbered && hazardVerb(numbered.rest)
    if (numbered && spoken) return sayOfHazard(said, context, numbered.number, spoken)
    if (numbered) await notAnAct(context, numbered)
    const photo = /^照片 (\S+)$/.exec(said.words)?.[1]
    const text = fieldText(said, 'text') || (photo ? '' : said.words)
    if (text) return file(said, context, text, photo)
    if (context.chat.type === 'group')
      return { text: '请在群里直接写：@我 /隐患 二楼饮水机旁插座烧黑。要填表请和我私聊。' }
    // Whoever knows the name of a picture does not see it for that.
    const [own] = photo ? await ownLoosePhotos(context.work, context.speaker.id, [photo], false) : []
    return { show: { card: 'hazard-form', for: context.speaker.id, ...(own && { photo: own }) } }
  },
})

/** 「/隐患 12 换好了」 is about hazard 12 and no new one; a number before real trouble (「3 楼灯掉了」) stays a report. */
async function notAnAct(context: Context, { number, rest }: { number: string; rest: string }): Promise<void> {
  const about = await readableHazard(context, number)
  if (!about || readReport(rest, context.directory.places).kind === 'hazard') return
  throw new Refusal(
    'unknown-act',
    `没看懂「${rest.slice(0, 20)}」。隐患 ${number} 可以说：接收、已管控、已整改、通过、退回、转交。例如：/隐患 ${number} 已整改 换了新的。`,
  )
}

async function file(said: Said, context: Context, text: string, photo: string | undefined): Promise<Reply> {
  const category = categoryNamed(hazardCategories, fieldText(said, 'category'))?.id
  const place = fieldText(said, 'place')
  const severity = fieldText(said, 'severity')
  const filed = await fileHazard(context.work, context.directory, context.speaker, {
    text,
    ...(place && { place }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...(photo && { photos: [photo] }),
    withRecentPhotos: context.chat.type === 'private',
    learnedAtMs: said.atMs,
  })
  return {
    ...filedHazard(context, filed),
    toast: { type: 'success', text: `已登记，编号 ${filed.number}` },
  }
}
