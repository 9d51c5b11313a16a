import type { MeetingAsk } from '../cards/meeting.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isDone } from '../instances/instance.ts'
import { attendMeeting, doorOpensAt, minutesDue, regretMeeting } from '../instances/meeting.ts'
import { callsIt, goesToIt, layOutMeeting, mayMove, rescheduleMeeting } from '../instances/meetings.ts'
import { prove } from '../instances/prove.ts'
import { dayNamed, readDays } from '../leaves/days.ts'
import { seesAll } from '../people/permissions.ts'
import { personNamed } from '../people/person-named.ts'
import { ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { dayOf, instantOf, sayInstant, timeOf } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import { type Context, fieldText, type Reply, type Said, typist } from './command.ts'
import { sayMissing, touchHolders } from './duty-sentences.ts'
import type { MeetingVerb } from './meeting-named.ts'

/** Says it of one meeting; `rest` are the words after the verb. */
export async function sayOfMeeting(
  said: Said,
  context: Context,
  meeting: Instance,
  verb: MeetingVerb,
  rest: string,
): Promise<Reply> {
  switch (verb) {
    case '改期':
      return move(said, context, meeting, rest)
    case '到会':
      return arrive(context, meeting, rest)
    case '请假':
      return regret(said, context, meeting, rest)
    case '纪要':
      return minutes(said, context, meeting, rest)
    case '返回':
      return card(context, meeting)
  }
}

const card = ({ speaker }: Context, { id }: Instance, what?: MeetingAsk): Reply => ({
  show: { card: 'meetings', person: speaker.id, id, ...(what && { what }) },
})

const saying = (context: Context, meeting: Instance) => ({
  nowMs: context.nowMs,
  // Minutes are due later than the room is left: late is who holds or writes it after that.
  graceMs: minutesDue(meeting, context.directory) - meeting.dueAtMs,
})

async function move(said: Said, context: Context, meeting: Instance, rest: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  if (!mayMove(speaker, meeting))
    throw new Refusal('not-yours', '改期由召集人、校长或分管副校长定，您可以请他们改。')
  const wish = moveFrom(said, rest, dayOf(nowMs))
  if (!wish) return card(context, meeting, 'move')
  const start = wish.start || timeOf(meeting.opensAtMs)
  const to = { day: wish.day, opensAtMs: instantOf(wish.day, start) }
  const after = await rescheduleMeeting(work, directory, meeting, to, wish.reason, speaker)
  touchHolders(context, after)
  return {
    ...card(context, after),
    toast: {
      type: 'success',
      text: `${titleOf(directory, after, directory.duties.get(after.duty))}已改到 ${sayInstant(after.opensAtMs)}，会通知参会人`,
    },
  }
}

const TIME = /(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)/

/** Day, start and reason from the form or typed: `改期 9月18日 15:30 校长外出`. Undefined: nothing was said yet. */
function moveFrom(
  said: Said,
  rest: string,
  today: string,
): { day: string; start: string; reason: string } | undefined {
  const [date, start, reason] = ['date', 'start', 'reason'].map((name) => fieldText(said, name))
  if (date || start || reason) {
    if (!date) throw new Refusal('no-day', '请写明改到哪一天，例如 2026-09-18。')
    return { day: dayNamed(date, today), start: start ? timeIn(start) : '', reason: reason ?? '' }
  }
  if (rest === '') return undefined
  const read = readDays(rest.replace(TIME, ' '), today)
  const named = read.rest.trim() !== rest.replace(TIME, ' ').trim()
  if (!named) throw new Refusal('no-day', '请写明改到哪一天，例如「改期 9月18日 15:30 理由」。')
  return { day: read.from, start: timeIn(rest), reason: read.rest.replace(/\s+/g, ' ').trim() }
}

function timeIn(words: string): string {
  const [, hours, minutes] = TIME.exec(words) ?? []
  if (hours === undefined || minutes === undefined)
    throw new Refusal('bad-time', '请写明几点开始，例如 15:30。')
  return `${hours.padStart(2, '0')}:${minutes}`
}

/** 到会 at the door: one's own, or of somebody without the app whom the speaker enters for (S2-089). */
async function arrive(context: Context, meeting: Instance, rest: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const person = rest === '' ? speaker : personNamed(directory, rest)
  const enters = person.id === speaker.id || directory.addressee(person)?.id === speaker.id
  if (!enters) throw new Refusal('not-yours', `${person.name}要自己点「到会」，您不能代点。`)
  const before = meeting.attended.length
  const after = await work.change(
    dutyInstance,
    meeting.id,
    attendMeeting(person.id, { by: person.id, enteredBy: typist(context), ...saying(context, meeting) }),
  )
  touchHolders(context, after)
  const text = after.attended.length === before ? '已经记过到会了' : '已记到会'
  const today = context.chat.type === 'private' && dayOf(meeting.opensAtMs) === dayOf(nowMs)
  const show = today ? { card: 'today', person: speaker.id, day: dayOf(nowMs) } : card(context, after).show!
  return { show, toast: { type: 'success', text } }
}

/** 请假 before the start: the reason is what the caller reads in the list of who has not come. */
async function regret(said: Said, context: Context, meeting: Instance, rest: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const reason = fieldText(said, 'reason') || rest
  const decide = regretMeeting(speaker.id, reason, nowMs)
  const couldSay = goesToIt(speaker, meeting) && !callsIt(speaker, meeting) && nowMs < meeting.opensAtMs
  if (reason === '' && couldSay) return card(context, meeting, 'regret')
  await layOutMeeting(work, directory, meeting)
  const after = await work.change(dutyInstance, meeting.id, decide)
  touchHolders(context, after)
  return { ...card(context, after), toast: { type: 'success', text: '已请假，召集人会看到' } }
}

/** Topics and deployments are both needed; with somebody there they make the meeting done. */
async function minutes(said: Said, context: Context, meeting: Instance, rest: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const holder = directory.person(meeting.substitute ?? meeting.owner)
  const enters = holder !== undefined && directory.addressee(holder)?.id === speaker.id
  if (!callsIt(speaker, meeting) && !enters && !seesAll(speaker, directory))
    throw new Refusal('not-yours', `纪要由召集人${holder?.name ?? ''}来写，您不能代写。`)
  if (nowMs < doorOpensAt(meeting))
    throw new Refusal('too-early', `会议 ${sayInstant(meeting.opensAtMs)} 才开，开完再写纪要。`)
  const [, typedTopics, typedDeployments] =
    /议题[:：]?\s*(.*?)[；;,，\s]*部署[:：]?\s*(.*)$/s.exec(rest) ?? []
  const topics = fieldText(said, 'topics') || typedTopics || ''
  const deployments = fieldText(said, 'deployments') || typedDeployments || ''
  if (!topics && !deployments && rest === '') return card(context, meeting, 'minutes')
  if (!topics || !deployments)
    throw new Refusal(
      'half-minutes',
      `纪要还缺${topics ? '部署事项' : deployments ? '研究议题' : '研究议题和部署事项'}，两样都要写。`,
    )
  const photos = await ownLoosePhotos(work, speaker.id, photosOf(said), true)
  const by = enters && holder ? holder.id : speaker.id
  const after = await work.change(
    dutyInstance,
    meeting.id,
    prove(
      [
        { type: 'text', value: `议题：${topics}\n部署：${deployments}` },
        ...photos.map((value) => ({ type: 'photo' as const, value })),
      ],
      { by, enteredBy: typist(context), ...saying(context, meeting) },
    ),
  )
  touchHolders(context, after)
  const text = isDone(after) ? '纪要已存，会议已完成' : `纪要已存，还要：${sayMissing(after)}`
  return { ...card(context, after), toast: { type: 'success', text } }
}

const photosOf = ({ fields }: Said): string[] =>
  Array.isArray(fields.photos) ? fields.photos.map(String) : []
