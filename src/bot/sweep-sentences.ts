import { partsOf } from '../about.ts'
import { noticeCard } from '../cards/notice.ts'
import { double } from '../doubles/double.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { severityName } from '../hazards/severity.ts'
import { tellPlaced } from '../hazards/tell-more.ts'
import { incident } from '../incidents/evolve.ts'
import type { Places } from '../reading/places.ts'
import { readReport } from '../reading/reading.ts'
import { sayPlace } from '../reading/say-place.ts'
import { Refusal } from '../refusal.ts'
import { placing } from '../reporting/placing.ts'
import { type Line, linesOf, MOST_LINES } from '../sweeps/lines.ts'
import { cutShort, end, type Sweep, sweep } from '../sweeps/sweep.ts'
import { aboutSweep, beginSweep, type Noted, noteInSweep, openSweep, unplaced } from '../sweeps/sweeps.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { separate } from './hazard-doubles.ts'
import { sayOfHazard } from './hazard-sentences.ts'
import { incidentReply } from './matter-replies.ts'
import { privately } from './report-replies.ts'

const BEGIN = /^(?:巡一圈|巡查一圈|走一圈|连续|连续上报)$/
const END = /^(?:结束|巡完了?|完了|好了结束|结束巡查|说完了)[。.!！]?$/
const OF_SWEEP = /^巡 ?(\d{1,9})(?: +(\S+)(?: +(\d{1,9}))?)?$/

/** A sentence about a walk or a receipt of several, else undefined: `巡一圈`, `结束`, `巡 5`, `巡 5 改 12`. */
export async function sayOfSweep(said: Said, context: Context): Promise<Reply | undefined> {
  const { words } = said
  if (BEGIN.test(words)) return beginWalk(context)
  if (END.test(words)) return endWalk(context)
  const [, id, verb = '', number = ''] = OF_SWEEP.exec(words) ?? []
  return id === undefined ? undefined : ofReceipt(said, context, await ownSweep(context, id), verb, number)
}

async function beginWalk(context: Context): Promise<Reply> {
  const { work, directory, speaker, chat } = context
  if (chat.type === 'group') return { text: '巡一圈请和我私聊，发送 /隐患 巡一圈。' }
  if (await openSweep(work, speaker)) return { text: '已经在巡了，看到什么直接说；巡完发送「结束」。' }
  await beginSweep(work, directory, speaker)
  const minutes = directory.rules.settings['hazard.walk_minutes']
  return {
    text: `开始巡。看到什么直接说一句，例如「三楼男厕灯坏了」；照片直接发，会跟着刚说的那条（先发照片的，跟着下一句）。巡完发送「结束」，${minutes} 分钟没有消息也会自动结束。`,
  }
}

async function endWalk(context: Context): Promise<Reply> {
  const { work, speaker } = context
  const about = await openSweep(work, speaker)
  if (!about) throw new Refusal('no-sweep', '现在没有在巡。要开始，请发送 /隐患 巡一圈。')
  const after = await work.change(sweep, about.id, end('said'))
  return after.items.length > 0 ? receipt(context, after) : { text: '好，这一圈没有登记隐患。' }
}

const receipt = (context: Context, about: Sweep): Reply =>
  privately(context, { card: 'sweep', id: about.id }, `已登记 ${about.items.length} 条。`, aboutSweep(about))

/** The matters of a message that tells of several, else undefined: each must tell of trouble by itself. */
export function severalIn(typed: string, places: Places): Line[] | undefined {
  const lines = linesOf(typed, places)
  const troubles = lines.filter(({ text }) => ['hazard', 'incident'].includes(readReport(text, places).kind))
  return troubles.length > 1 && lines.every((line) => line.normal || troubles.includes(line))
    ? lines
    : undefined
}

/** Several matters of one message, with one receipt. What is over the most is not filed, and said so. */
export async function fileSeveral(said: Said, context: Context, all: readonly Line[]): Promise<Reply> {
  const { work, directory, speaker } = context
  const lines = all.filter(({ normal }) => !normal)
  const about = await beginSweep(work, directory, speaker)
  const again = await noteAll(said, context, about, lines.slice(0, MOST_LINES))
  await work.change(sweep, about.id, cutShort(lines.slice(MOST_LINES).map(({ text }) => text)))
  const after = await work.change(sweep, about.id, end('said'))
  const normal = all.length - lines.length
  const words = [
    `已登记 ${after.items.length} 条`,
    again > 0 && `${again} 条重复的没有再登记`,
    normal > 0 && `${normal} 条写的是正常，没有登记`,
  ]
  return { ...receipt(context, after), toast: { type: 'success', text: words.filter(Boolean).join('，') } }
}

/** Returns how many said the same as one before. */
async function noteAll(said: Said, context: Context, about: Sweep, lines: readonly Line[]): Promise<number> {
  const { work, directory, speaker } = context
  let again = 0
  for (const line of lines)
    if ((await noteInSweep(work, directory, speaker, about, line, { learnedAtMs: said.atMs })).again)
      again += 1
  return again
}

/** What somebody says while he walks: trouble is filed, a place answers for the last one, everything else files nothing. */
export async function sayOnWalk(said: Said, context: Context, about: Sweep): Promise<Reply> {
  const { directory, speaker } = context
  const { words } = said
  if (END.test(words)) return endWalk(context)
  const lines = severalIn(said.typed ?? words, directory.places)
  if (lines) return noteLines(said, context, about, lines)
  const hint = speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : {}
  const { kind, place } = readReport(words, directory.places, hint)
  if (kind === 'hazard' || kind === 'incident') return noteLines(said, context, about, [{ text: words }])
  const answered = place && words.length <= 30 ? await placeLast(context, about, words) : undefined
  if (answered) return answered
  if (kind === 'checkin' || kind === 'patrol') return { text: '好，这里正常，没有登记。' }
  const content = noticeCard(
    '没有登记',
    'info',
    [`没看懂「${words.slice(0, 40)}」是什么问题，没有登记。巡完请发送「结束」。`],
    [{ label: '照样登记', says: `/隐患 ${words.slice(0, 200)}` }],
  )
  return { show: { card: 'fixed', content } }
}

/** Notes what was said on a walk, also with the command before it; answers in one short sentence. */
export async function noteLines(
  said: Said,
  context: Context,
  about: Sweep,
  lines: readonly Line[],
): Promise<Reply> {
  const { work, directory, speaker } = context
  const told: string[] = []
  let last: Noted | undefined
  for (const line of lines.filter(({ normal }) => !normal).slice(0, MOST_LINES)) {
    last = await noteInSweep(work, directory, speaker, about, line, { learnedAtMs: said.atMs })
    told.push(await sayNoted(context, about, last))
  }
  const happened = last && told.length === 1 ? await incidentOf(context, last) : undefined
  if (happened) return incidentReply(context, happened)
  const left = lines.length - MOST_LINES
  return {
    text: `${told.join('\n')}${left > 0 ? `\n一次最多 ${MOST_LINES} 条，后面 ${left} 条没有登记，请再发一次。` : ''}`,
  }
}

async function incidentOf({ work }: Context, { item }: Noted) {
  const { noun, id } = partsOf(item.about)
  return noun === 'incident' ? work.state(incident, id) : undefined
}

async function sayNoted({ work }: Context, about: Sweep, { item, again }: Noted): Promise<string> {
  const { noun, id } = partsOf(item.about)
  const count = (await work.state(sweep, about.id))!.items.length
  if (again) return `和前面说的一样，没有重复登记。`
  if (noun === 'incident') return `第 ${count} 条：事件 ${id}，已上报，负责的同事已收到。`
  const filed = (await work.state(hazard, id))!
  if (item.double)
    return `第 ${count} 条：同一处的隐患 ${id} 还没整改完，已补充到上面；不是同一件，结束时可以改成另报。`
  return `第 ${count} 条：${sayHazard(filed)}`
}

function sayHazard({ number, place, where, severity, urgent, restricted }: Hazard): string {
  if (restricted) return `隐患 ${number}，受限，只有负责的同事能看到。`
  const grade = `${severityName[severity]}${urgent ? '、紧急' : ''}`
  return place === null
    ? `隐患 ${number}（${grade}），还缺地点：直接说在哪里，或结束时一起填。`
    : `隐患 ${number} · ${where ?? sayPlace(place)}（${grade}）。`
}

/** A place said right after a matter without one. */
async function placeLast(context: Context, about: Sweep, words: string): Promise<Reply | undefined> {
  const { work } = context
  const last = about.items.at(-1)
  const open = (await unplaced(work, about)).find(({ id }) => last?.about === `hazard/${id}`)
  if (!open) return undefined
  const after = await putAt(context, open, words)
  return { text: `隐患 ${after.number} 在${after.where ?? sayPlace(after.place)}。` }
}

async function putAt({ work, directory, speaker }: Context, about: Hazard, words: string): Promise<Hazard> {
  const placed = await placing(work, directory, about, words, speaker.id)
  const after = await changeHazard(work, directory, about.id, placed)
  tellPlaced(work, directory, about, after, speaker.id)
  return after
}

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
  const missing = await unplaced(context.work, about)
  const given = missing.filter(({ number }) => fieldText(said, `place_${number}`) !== '')
  for (const open of given) await putAt(context, open, fieldText(said, `place_${open.number}`))
  const left = missing.length - given.length
  return given.length === 0
    ? { type: 'warning', text: '请至少填一条的地点。' }
    : { type: 'success', text: `已补充 ${given.length} 条地点${left > 0 ? `，还缺 ${left} 条` : ''}` }
}
