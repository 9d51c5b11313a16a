import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { sayOfDouble } from '../src/bot/hazard-doubles.ts'
import { hazardVerb, readableHazard, sayOfHazard } from '../src/bot/hazard-sentences.ts'
import { reportReply } from '../src/bot/report-replies.ts'
import { fileSeveral } from '../src/bot/several-matters.ts'
import { sayOfReceipt } from '../src/bot/sweep-receipt.ts'
import { noteLines, sayOfWalk } from '../src/bot/walk.ts'
import { numberAndRest } from '../src/bot/words.ts'
import { categoryNamed, hazardCategories } from '../src/duties/catalogue.ts'
import { isListWord } from '../src/ledger/words.ts'
import { ownLoosePhotos } from '../src/photos/photos.ts'
import { readReport } from '../src/reading/reading.ts'
import { Refusal } from '../src/refusal.ts'
import { fileReport } from '../src/reporting/file-hazard.ts'
import { linesOf } from '../src/sweeps/lines.ts'
import { openSweep } from '../src/sweeps/sweeps.ts'
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
    '/隐患 12 跟进',
    '/隐患 巡一圈',
  ],
  everyday: true,
  async run(said, context) {
    if (isListWord(said.words)) return listReply(context, /[单账]$/.test(said.words) ? '' : said.words)
    const together =
      (await sayOfWalk(said, context)) ??
      (await sayOfReceipt(said, context)) ??
      (await sayOfDouble(said.words, context))
    if (together) return together
    const numbered = numberAndRest(said.words)
    const spoken = numbered && hazardVerb(numbered.rest)
    if (numbered && spoken) return sayOfHazard(said, context, numbered.number, spoken)
    if (numbered) await notAnAct(context, numbered)
    const [, photo, at, words] = PHOTO.exec(said.words) ?? []
    const text = fieldText(said, 'text') || (photo ? '' : said.words)
    if (text) return (await onWalkOrSeveral(said, context, text)) ?? file(said, context, text, photo)
    if (context.chat.type === 'group')
      return { text: '请在群里直接写：@我 /隐患 二楼饮水机旁插座烧黑。要填表请和我私聊。' }
    // Whoever knows the name of a picture does not see it for that.
    const [own] = photo ? await ownLoosePhotos(context.work, context.speaker.id, [photo], false) : []
    const more = { ...(own && { photo: own }), ...(at && { at }), ...(words && { text: words }) }
    return { show: { card: 'hazard-form', for: context.speaker.id, ...more } }
  },
})

/** A picture that came first, with the place that was tapped on and the words beside it. */
const PHOTO = /^照片 (\S+)(?: 在 (\S+))?(?: 说 (.*))?$/

/** Typed words alone can be several matters, or one of a walk; a form and a script's fields speak of one. */
async function onWalkOrSeveral(said: Said, context: Context, text: string): Promise<Reply | undefined> {
  if (Object.keys(said.fields).length > 0 || PHOTO.test(said.words)) return undefined
  const lines = linesOf(afterName(said) ?? text, context.directory.places)
  const walk = context.chat.type === 'private' ? await openSweep(context.work, context.speaker) : undefined
  if (walk) return noteLines(said, context, walk, lines)
  return lines.filter(({ normal }) => !normal).length > 1 ? fileSeveral(said, context, lines) : undefined
}

/** What was typed behind the command's name, with its line breaks. */
const afterName = ({ typed }: Said): string | undefined =>
  /^[\s"'“‘「『]*[/／][\s\u3000]*(?:hazard|报?隐患)[\s\u3000:：,，]*(.*)$/isu.exec(typed ?? '')?.[1]

/** 「/隐患 12 换好了」 is about hazard 12 and no new one; a number before real trouble (「3 楼灯掉了」) stays a report. */
async function notAnAct(context: Context, { number, rest }: { number: string; rest: string }): Promise<void> {
  const about = await readableHazard(context, number)
  if (!about || readReport(rest, context.directory.places).kind === 'hazard') return
  throw new Refusal(
    'unknown-act',
    `没看懂「${rest.slice(0, 20)}」。隐患 ${number} 可以说：接收、不接、已管控、已整改、通过、退回、转交、协办、延期、暂停、恢复、联系、回复、重开。例如：/隐患 ${number} 已整改 换了新的。`,
  )
}

async function file(said: Said, context: Context, text: string, photo: string | undefined): Promise<Reply> {
  const category = categoryNamed(hazardCategories, fieldText(said, 'category'))?.id
  const place = fieldText(said, 'place')
  const severity = fieldText(said, 'severity')
  const report = {
    text,
    ...(place && { place }),
    ...(category && { category }),
    ...(severity && { severity }),
    ...(photo && { photos: [photo] }),
    withRecentPhotos: context.chat.type === 'private',
    learnedAtMs: said.atMs,
  }
  return reportReply(
    context,
    await fileReport(context.work, context.directory, context.speaker, report, true),
  )
}
