import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { incidentVerb, readableIncident, sayOfIncident } from '../src/bot/incident-sentences.ts'
import { incidentReply } from '../src/bot/matter-replies.ts'
import { momentFrom } from '../src/bot/moment.ts'
import { numberAndRest } from '../src/bot/words.ts'
import { categoryNamed, incidentCategories } from '../src/duties/catalogue.ts'
import { type IncidentLevel, levelName } from '../src/incidents/incident.ts'
import { readReport } from '../src/reading/reading.ts'
import { Refusal } from '../src/refusal.ts'
import { fileIncident } from '../src/reporting/file-incident.ts'

export default defineCommand({
  name: 'incident',
  chinese: ['上报', '事件', '报事件'],
  summary: '报事件：/上报 操场一名学生摔伤',
  examples: [
    '/incident',
    '/上报 操场有学生摔倒，额头出血',
    '/上报 3 收到',
    '/上报 3 补充 家长已到校',
    '/上报 3 已报上级 区教育局 10:45',
  ],
  everyday: true,
  async run(said, context) {
    const numbered = numberAndRest(said.words)
    const spoken = numbered && incidentVerb(numbered.rest)
    if (numbered && spoken) return sayOfIncident(said, context, numbered.number, spoken)
    if (numbered) await notAnAct(context, numbered)
    const text = fieldText(said, 'text') || said.words
    if (text) return file(said, context, text)
    if (context.chat.type === 'group')
      return { text: '事件请和我私聊上报，发送 /上报。情况紧急请直接打电话。' }
    return { show: { card: 'incident-form', for: context.speaker.id } }
  },
})

/** 「/上报 3 家长到了」 is about incident 3 and alarms nobody anew; a number before a real event stays a report. */
async function notAnAct(context: Context, { number, rest }: { number: string; rest: string }): Promise<void> {
  const about = await readableIncident(context, number)
  if (!about || readReport(rest, context.directory.places).kind === 'incident') return
  throw new Refusal(
    'unknown-act',
    `没看懂「${rest.slice(0, 20)}」，没有记上。事件 ${number} 可以说：收到、补充、已告知家长、已控制、已报上级、升级、结束。例如：/上报 ${number} 补充 家长已到校。`,
  )
}

async function file(said: Said, context: Context, text: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const category = categoryNamed(incidentCategories, fieldText(said, 'category'))?.id
  const classId = classOf(context, fieldText(said, 'class'))
  const place = fieldText(said, 'place')
  const level = levelOf(fieldText(said, 'level'))
  const eventAt = fieldText(said, 'eventAt')
  const filed = await fileIncident(work, directory, speaker, {
    text,
    ...(place && { place }),
    ...(category && { category }),
    ...(level && { level }),
    ...(classId && { classId }),
    eventAtMs: eventAt ? (momentFrom(eventAt, nowMs) ?? null) : null,
    learnedAtMs: said.atMs,
  })
  // A wrong time must not hold up an alarm: it is left out, and said.
  const unread = eventAt !== '' && filed.eventAtMs === null ? '，发生时间没看懂，请补充' : ''
  return {
    ...incidentReply(context, filed),
    toast: { type: 'success', text: `已上报，编号 ${filed.number}${unread || '，负责人马上收到'}` },
  }
}

/** Undefined for any other word: the reading judges then, never a typing error. */
const levelOf = (words: string): IncidentLevel | undefined =>
  (['minor', 'serious'] as const).find((level) => words === level || words === levelName[level])

const classOf = ({ directory }: Context, words: string): string | undefined =>
  directory.classes.find((entry) => entry.id === words || entry.name === words)?.id
