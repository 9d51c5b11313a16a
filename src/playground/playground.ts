import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { commands } from '../../commands/index.ts'
import { posts } from '../duties/catalogue.ts'
import { parseSchoolFile, type SchoolFile } from '../people/school-file.ts'
import { addDays, dayOf, HOUR_MS, instantOf, MINUTE_MS, sayDay, timeOf, weekdayOf } from '../time.ts'
import type { ClockStep, Moved, PlaygroundClock } from './clock.ts'
import { AUTHORIZE_PATH } from './feishu/login.ts'
import type { PlaygroundPerson } from './phones.ts'
import { playgroundRoutes } from './server.ts'
import { openTown, type Town } from './town.ts'

/** A school day of the sample school, ten minutes before the gate opens. */
const DEFAULT_START = '2026-09-01T07:25:00+08:00'
const SAMPLE_SCHOOL = new URL('../people/sample-school.json', import.meta.url)

/** Browsers reach the playground alone, so it passes this page of the emulated platform on. */
const AUTHORIZE = `/open-apis${AUTHORIZE_PATH}`

export interface Playground {
  routes: Hono
  town: Town
}

/** Everything `npm start` shows without credentials: the sample school, its phones and a clock to move. */
export async function openPlayground(options: {
  startAtMs: number | undefined
  schoolText: string | undefined
  /** Where people reach this playground, once it is known. */
  publicUrl: () => string | undefined
  log: (event: string, data: object) => void
}): Promise<Playground> {
  const school = parseSchoolFile(JSON.parse(options.schoolText ?? (await readFile(SAMPLE_SCHOOL, 'utf8'))))
  const town = await openTown({
    startAtMs: options.startAtMs ?? Date.parse(DEFAULT_START),
    school,
    publicUrl: options.publicUrl,
    log: options.log,
  })
  const routes = new Hono()
  routes.get('/', (c) => c.redirect('/playground/'))
  routes.get('/playground', (c) => c.redirect('/playground/'))
  routes.get(AUTHORIZE, (c) =>
    fetch(town.platformUrl + AUTHORIZE + new URL(c.req.url).search, { redirect: 'manual' }),
  )
  routes.route(
    '/playground/',
    playgroundRoutes({
      emulator: town.emulator,
      people: () => peopleOf(school),
      clock: townClock(town),
      commands: commands.map(({ name, chinese, summary }) => ({ name, chinese: chinese[0]!, summary })),
      schoolName: school.school.name,
    }),
  )
  return { routes, town }
}

/** The clock bar: every heartbeat between now and then is lived through. */
function townClock(town: Town): PlaygroundClock {
  const listeners = new Set<(moved: Moved) => void>()
  return {
    now: town.now,
    label: () => `${sayDay(dayOf(town.now()))} ${timeOf(town.now())}`,
    async move(to) {
      const fromMs = town.now()
      if (to === 'next-event') await toNextMessage(town)
      else await town.moveTo(await targetOf(town, to))
      const moved = { nowMs: town.now(), happened: await happenedSince(town, fromMs) }
      for (const listener of listeners) listener(moved)
      return moved
    },
    async awaitAnswers() {
      const fromMs = town.now()
      await town.settleAnswers()
      if (town.now() === fromMs) return
      for (const listener of listeners) listener({ nowMs: town.now(), happened: [] })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function targetOf(town: Town, to: Exclude<ClockStep, 'next-event'>): Promise<number> {
  const nowMs = town.now()
  if (to === 'plus-10-min') return nowMs + 10 * MINUTE_MS
  if (to === 'plus-hour') return nowMs + HOUR_MS
  const { calendar } = await town.directory()
  if (to === 'next-school-day')
    return instantOf(calendar.nextSchoolDay(dayOf(nowMs)) ?? addDays(dayOf(nowMs), 1), '07:25')
  let friday: string = dayOf(nowMs)
  while (weekdayOf(friday) !== 5 || instantOf(friday, '16:33') <= nowMs) friday = addDays(friday, 1)
  return instantOf(friday, '16:33')
}

/** Moves until somebody gets something, at most two weeks. Messages of the same minutes come together. */
async function toNextMessage(town: Town): Promise<void> {
  const fromMs = town.now()
  const untilMs = fromMs + 14 * 24 * HOUR_MS
  while (town.now() < untilMs) {
    await town.moveTo(await town.next())
    if ((await happenedSince(town, fromMs)).length === 0) continue
    return town.moveTo(town.now() + 6 * MINUTE_MS)
  }
}

const CARD_NAMES: Record<string, string> = {
  today: '今日卡',
  missing: '未签到名单',
  hazard: '隐患卡',
  incident: '事件卡',
  week: '每周小结',
  leave: '请假卡',
}

/** `24 人收到今日卡`, for the line that tells what moving the clock did. */
async function happenedSince(town: Town, sinceMs: number): Promise<string[]> {
  const rows = await town.db.all<{ show: string; recipient: string }>(
    "SELECT show, recipient FROM outbox WHERE kind = 'send' AND state = 1 AND sent_at > ?",
    [sinceMs],
  )
  const counts = new Map<string, Set<string>>()
  for (const row of rows) {
    const { card, why } = JSON.parse(row.show) as { card: string; why?: string }
    const name = card === 'today' && why ? '提醒' : (CARD_NAMES[card] ?? '通知')
    counts.set(name, (counts.get(name) ?? new Set()).add(row.recipient))
  }
  return [...counts].map(([name, who]) =>
    [...who].every((recipient) => recipient.startsWith('chat:'))
      ? `群里收到${name}`
      : `${who.size} 人收到${name}`,
  )
}

const GROUPS: [string, (posts: string[]) => boolean][] = [
  [
    '领导',
    (held) =>
      held.some((post) => ['principal', 'party_secretary', 'vp_safety', 'vp_teaching'].includes(post)),
  ],
  ['班主任', (held) => held.includes('homeroom_teacher')],
  [
    '处室',
    (held) =>
      held.some(
        (post) =>
          post.endsWith('_director') || ['safety_officer', 'accountant', 'school_doctor'].includes(post),
      ),
  ],
  [
    '后勤',
    (held) =>
      held.some((post) =>
        ['gate_guard', 'canteen_manager', 'canteen_worker', 'cleaner', 'electrician'].includes(post),
      ),
  ],
]

function peopleOf(school: SchoolFile): PlaygroundPerson[] {
  return school.staff.map((entry) => {
    const proxy = school.staff.find((other) => other.id === entry.proxy)?.name
    const schoolClass = school.classes.find((other) => other.id === entry.homeroom_class)?.name
    return {
      openId: entry.feishu_user_id ?? null,
      name: entry.name,
      posts: entry.posts.map((post) => posts.get(post)?.name ?? post),
      group: GROUPS.find(([, belongs]) => belongs(entry.posts))?.[0] ?? '教师',
      ...(schoolClass && { class: schoolClass }),
      ...(proxy && { standIn: proxy }),
    }
  })
}
