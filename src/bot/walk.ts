import { partsOf } from '../about.ts'
import { noticeCard } from '../cards/notice.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { seeksPlace } from '../hazards/rights.ts'
import { severityName } from '../hazards/severity.ts'
import { incident } from '../incidents/evolve.ts'
import { type Reading, readReport } from '../reading/reading.ts'
import { sayPlace } from '../reading/say-place.ts'
import { answersHouse } from '../reading/storey.ts'
import { Refusal } from '../refusal.ts'
import { placeHazard } from '../reporting/placing.ts'
import { type Line, MOST_LINES } from '../sweeps/lines.ts'
import { end, type Sweep, sweep } from '../sweeps/sweep.ts'
import { beginSweep, type Noted, newIn, noteInSweep, openSweep } from '../sweeps/sweeps.ts'
import { dayOf } from '../time.ts'
import type { Context, Reply, Said } from './command.ts'
import { incidentReply } from './matter-replies.ts'
import { severalIn } from './several-matters.ts'
import { receiptReply } from './sweep-receipt.ts'

const BEGIN = /^(?:巡一圈|巡查一圈|走一圈|连续|连续上报)$/
const END = /^(?:结束|巡完了?|完了|好了结束|结束巡查|说完了)[。.!！]?$/

/** `巡一圈` and `结束`, else undefined. */
export async function sayOfWalk({ words }: Said, context: Context): Promise<Reply | undefined> {
  if (BEGIN.test(words)) return beginWalk(context)
  return END.test(words) ? endWalk(context) : undefined
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
  return after.items.length > 0 ? receiptReply(context, after) : { text: '好，这一圈没有登记隐患。' }
}

/** Said of a class and its pupils; 「一切正常」 alone is said of where one stands. */
const OF_PUPILS = /全班|全体|学生|孩子|到齐|出勤|缺勤|晨检/

/** What somebody says while he walks: trouble is filed, a place answers for the last one, everything else files nothing. */
export async function sayOnWalk(said: Said, context: Context, about: Sweep): Promise<Reply> {
  const { directory, speaker } = context
  const { words } = said
  if (END.test(words)) return endWalk(context)
  const lines = severalIn(said.typed ?? words, directory.places)
  if (lines) return noteLines(said, context, about, lines)
  const hint = speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : {}
  const reading = readReport(words, directory.places, hint)
  const { kind } = reading
  if (kind === 'hazard' || kind === 'incident') return noteLines(said, context, about, [{ text: words }])
  // The morning's check-in is answered on its card, as off a walk.
  if (kind === 'checkin' && OF_PUPILS.test(words))
    return { show: { card: 'today', person: speaker.id, day: dayOf(context.nowMs), for: speaker.id } }
  const answered = words.length <= 30 ? await placeLast(context, about, words, reading) : undefined
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

async function sayNoted({ work, directory }: Context, about: Sweep, { item, again }: Noted): Promise<string> {
  const { noun, id } = partsOf(item.about)
  const count = (await work.state(sweep, about.id))!.items.length
  if (again) return `和前面说的一样，没有重复登记。`
  if (noun === 'incident') return `第 ${count} 条：事件 ${id}，已上报，负责的同事已收到。`
  const filed = (await work.state(hazard, id))!
  if (item.double)
    return `第 ${count} 条：同一处的隐患 ${id} 还没整改完，已补充到上面；不是同一件，结束时可以改成另报。`
  return `第 ${count} 条：${sayHazard(filed, seeksPlace(directory, filed))}`
}

function sayHazard(
  { number, place, where, severity, urgent, restricted }: Hazard,
  asksHouse: boolean,
): string {
  if (restricted) return `隐患 ${number}，受限，只有负责的同事能看到。`
  const grade = `${severityName[severity]}${urgent ? '、紧急' : ''}`
  if (place === null) return `隐患 ${number}（${grade}），还缺地点：直接说在哪里，或结束时一起填。`
  const house = asksHouse ? '，是哪一栋？直接说，或结束时一起填。' : '。'
  return `隐患 ${number} · ${where ?? sayPlace(place)}（${grade}）${house}`
}

/** A place said right after a matter without one. */
async function placeLast(
  context: Context,
  about: Sweep,
  words: string,
  reading: Reading,
): Promise<Reply | undefined> {
  const { work, directory, speaker } = context
  const saysHouse = answersHouse(words, reading, directory.places)
  if (!reading.place && !saysHouse) return undefined
  const last = about.items.at(-1)
  const open = (await newIn(work, about)).find(({ id }) => last?.about === `hazard/${id}`)
  if (!open || !seeksPlace(directory, open) || !(open.place ? saysHouse : reading.place)) return undefined
  const after = await placeHazard(work, directory, open, words, speaker.id)
  return { text: `隐患 ${after.number} 在${after.where ?? sayPlace(after.place)}。` }
}
