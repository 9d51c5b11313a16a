import { commands } from '../../commands/index.ts'
import { answer } from '../../src/bot/answer.ts'
import { followDirectory } from '../../src/bot/recognise.ts'
import { posts } from '../../src/duties/catalogue.ts'
import type { Handover } from '../../src/handovers/handover.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { hasMended } from '../../src/hazards/menders.ts'
import type { Incident } from '../../src/incidents/incident.ts'
import { keeperOfListing } from '../../src/listings/hand-over.ts'
import { isListed, type Listing } from '../../src/listings/listing.ts'
import { keeperOfPoint } from '../../src/patrols/patrols.ts'
import type { Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import type { Person } from '../../src/people/person.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { holderOf, seatsOn } from '../../src/rosters/turns.ts'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { nextDue, tick } from '../../src/tick.ts'
import { addDays, type Day, dayOf, instantOf, MINUTE_MS } from '../../src/time.ts'
import { wholeSchool } from '../world.ts'
import { keeperOfHazard, keeperOfIncident } from './keepers.ts'

/** A stream of numbers in [0, 1), the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What came of a stretch of school life. */
export interface Lived {
  db: Database
  /** How many left or were given other posts. */
  changed: number
  handovers: Record<string, number>
  /** Every instant at which something open had no living owner, in words. */
  ownerless: string[]
  /** What a handover took from somebody who had only just been given it, by a handover too. */
  misplaced: string[]
  looks: number
}

/** Lives through days with people coming, going and handing over at random; looks at every open item after every change. */
export async function live(seed: number, from: Day, to: Day, changes: number): Promise<Lived> {
  const roll = dice(seed)
  const db = openFile(':memory:', { synchronous: 'NORMAL' })
  let nowMs = instantOf(from, '06:00')
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), nowMs)
  await loadSchool(db, wholeSchool(), nowMs)
  const directory = directoryReader(db)
  const lived: Lived = { db, changed: 0, handovers: {}, ownerless: [], misplaced: [], looks: 0 }
  const endMs = instantOf(to, '24:00')
  const school = new School(db, directory, roll, () => nowMs)
  // Moves fall on random minutes; what people do besides comes several times as often.
  const moves = Array.from({ length: changes }, () => nowMs + Math.floor(roll() * (endMs - nowMs) * 0.95))
  const deeds = Array.from({ length: changes * 6 }, () => nowMs + Math.floor(roll() * (endMs - nowMs)))
  const queue = [
    ...moves.map((atMs) => ({ atMs, does: () => school.somebodyMoves() })),
    ...deeds.map((atMs) => ({ atMs, does: () => school.somebodyActs() })),
  ].sort((one, other) => one.atMs - other.atMs)
  while (nowMs < endMs) {
    await tick({ db, directory }, nowMs)
    lived.ownerless.push(...(await ownerless(db, await directory(), nowMs)))
    lived.looks += 1
    while (queue[0] && queue[0].atMs <= nowMs) {
      await queue.shift()!.does()
      lived.ownerless.push(...(await ownerless(db, await directory(), nowMs)))
      lived.looks += 1
    }
    nowMs = Math.min(await nextDue({ db, directory }, nowMs), queue[0]?.atMs ?? endMs, endMs)
  }
  lived.changed = school.changed
  for (const { status } of await states<Handover>(db, 'handovers'))
    lived.handovers[status] = (lived.handovers[status] ?? 0) + 1
  lived.misplaced = await misplaced(db)
  return lived
}

/** People who do things without much thought: refusals are part of life. */
class School {
  changed = 0
  readonly #gone: string[] = []
  readonly #db: Database
  readonly #directory: () => Promise<Directory>
  readonly #roll: () => number
  readonly #now: () => number
  #said = 0

  constructor(db: Database, directory: () => Promise<Directory>, roll: () => number, now: () => number) {
    this.#db = db
    this.#directory = directory
    this.#roll = roll
    this.#now = now
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#roll() * list.length)]
  }

  async #staff(): Promise<Person[]> {
    return (await this.#directory()).people.filter(({ active }) => active)
  }

  async #says(speaker: Person, sentence: string): Promise<void> {
    this.#said += 1
    const parts = { db: this.#db, directory: this.#directory, commands, now: this.#now }
    await answer(parts, {
      cause: `said:${this.#said}`,
      speaker,
      chat: { id: `chat-${speaker.id}`, type: 'private' },
      sentence,
      said: { fields: {}, pressed: true, atMs: this.#now() },
    })
  }

  async #office(): Promise<Person> {
    const directory = await this.#directory()
    return this.#pick([...directory.safetyOffice(), ...directory.holders('principal')])!
  }

  /** Leaves, comes back, or is given the post of somebody. The principal alone stays. */
  async somebodyMoves(): Promise<void> {
    const staff = (await this.#staff()).filter(({ id, account }) => id !== 'P01' && account)
    const who = this.#pick(staff)!
    const kind = this.#roll()
    this.changed += 1
    if (kind < 0.5) return this.#account(who, 'deleted')
    if (kind > 0.85) return this.#teachersSwap()
    if (kind < 0.6 && this.#gone.length > 0) {
      const back = (await this.#directory()).person(this.#gone.pop()!)!
      return this.#account(back, 'created')
    }
    const other = this.#pick(staff)!
    const names = other.posts.flatMap((post) => posts.get(post)?.name ?? [])
    const directory = await this.#directory()
    const own = directory.classes.find(({ homeroom }) => homeroom === other.id)
    await this.#says(
      await this.#office(),
      `/任职 ${who.name} ${[...names, ...(own ? [own.name] : [])].join(' ')}`,
    )
    await this.#says(await this.#office(), `/任职 ${other.name} 任课教师`)
    if (this.#roll() < 0.8) await this.#says(await this.#office(), `/交接 ${other.name} ${who.name} 钥匙1把`)
    return undefined
  }

  /** Two classes, or three in a row, change teachers, and in time everybody says yes. */
  async #teachersSwap(): Promise<void> {
    const directory = await this.#directory()
    const teachers = directory.classes.flatMap(({ name, homeroom }) => {
      const who = directory.person(homeroom)
      return who?.active && who.account ? [{ name, who }] : []
    })
    const [one, other, third] = [this.#pick(teachers)!, this.#pick(teachers)!, this.#pick(teachers)!]
    for (const [to, of] of [
      [one, other],
      [other, third],
      [third, one],
    ])
      await this.#says(await this.#office(), `/任职 ${to!.who.name} 班主任 ${of!.name} 任课教师`)
  }

  async #account(who: Person, change: 'deleted' | 'created'): Promise<void> {
    if (change === 'deleted') this.#gone.push(who.id)
    const platform = { profile: async () => undefined } as never
    const parts = { db: this.#db, directory: this.#directory, platform, now: this.#now }
    const profile = { account: who.account!, active: change === 'created' } as never
    this.#said += 1
    await followDirectory(parts, `account:${this.#said}`, change, profile)
  }

  async somebodyActs(): Promise<void> {
    const staff = (await this.#staff()).filter(({ account }) => account)
    const who = this.#pick(staff)!
    const other = this.#pick(staff)!
    const hazards = (await states<Hazard>(this.#db, 'hazards')).length
    const handover = this.#pick(
      (await states<Handover>(this.#db, 'handovers')).filter(({ status }) => status === 'open'),
    )
    const number = Math.ceil(this.#roll() * Math.max(1, hazards))
    const kind = this.#roll()
    if (kind < 0.03) return this.#lists(hazards + 1, other)
    if (kind < 0.15) return this.#says(who, '/隐患 教学楼B一楼走廊地砖翘起')
    if (kind < 0.3) return this.#says(await this.#office(), `/隐患 ${number} 接收 ${other.name}`)
    if (kind < 0.4) return this.#mends(number)
    if (kind < 0.5)
      return this.#says(await this.#office(), `/隐患 ${number} ${this.#roll() < 0.5 ? '通过' : '退回 不行'}`)
    if (kind < 0.55) return this.#says(who, '/上报 三(2)班一名学生在操场扭伤脚')
    if (kind < 0.6) return this.#says(who, '/上报 1 收到')
    if (kind < 0.65) return this.#says(who, `/请假 今天 ${other.name} 发烧`)
    if (!handover) return undefined
    const person = (id: string) => staff.find((each) => each.id === id)
    const speaker = this.#pick(
      [person(handover.giver), person(handover.taker), await this.#office()].filter(Boolean),
    )!
    if (kind < 0.93) return this.#says(speaker, `/交接 ${handover.id} 确认`)
    if (kind < 0.96) return this.#says(speaker, `/交接 ${handover.id} 取消`)
    const giver = (await this.#directory()).person(handover.giver)!
    return this.#says(await this.#office(), `/交接 ${giver.name} ${other.name}`)
  }

  /** A larger hazard goes onto the bureau's board with this colleague's name. */
  async #lists(number: number, person: Person): Promise<void> {
    const office = async (words: string) => this.#says(await this.#office(), words)
    await office('/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
    const [safety] = (await this.#directory()).safetyOffice()
    const [principal] = (await this.#directory()).holders('principal')
    if (!safety || !principal) return
    await this.#says(safety, `/隐患 ${number} 申请挂牌 A 要拆了重做`)
    const listing = (await states<Listing>(this.#db, 'listings')).length
    await this.#says(principal, `/挂牌 ${listing} 同意`)
    await this.#says(
      principal,
      `/挂牌 ${listing} 已挂牌 编号：${listing}号 督办单位：区教育局 督办事项：窗户 责任单位：学校 责任人：${person.name} 完成时限：12月31日`,
    )
  }

  async #mends(number: number): Promise<void> {
    const [about] = (await states<Hazard>(this.#db, 'hazards')).filter((each) => each.number === number)
    const mender = (await this.#staff()).find(({ id }) => id === about?.rectifier)
    if (mender) await this.#says(mender, `/隐患 ${number} 已整改 换好了`)
  }
}

const states = async <T>(db: Database, table: string): Promise<T[]> =>
  (await db.all<{ state: string }>(`SELECT state FROM ${table}`)).map(({ state }) => JSON.parse(state) as T)

/**
 * A handover takes what was of the post given up: what its giver took over himself since then is of the post he has now.
 * Whose a duty or a signature is, its post says.
 */
async function misplaced(db: Database): Promise<string[]> {
  const done = (await states<Handover>(db, 'handovers'))
    .filter(({ status }) => status === 'done')
    .map((about) => ({ ...about, atMs: Math.max(...about.confirmed.map(({ atMs }) => atMs)) }))
  const found: string[] = []
  for (const first of done)
    for (const second of done.filter(({ giver, atMs }) => giver === first.taker && atMs > first.atMs)) {
      const both =
        second.moved?.filter((key) => first.moved?.includes(key) && !/^(?:duty|signature)\//.test(key)) ?? []
      const since = await db.get(
        "SELECT 1 FROM events WHERE kind IN ('person.posted', 'person.left') AND noun = 'person' AND id = ? AND at BETWEEN ? AND ?",
        [first.taker, first.atMs, second.atMs],
      )
      if (!since) found.push(...both.map((key) => `${key} by ${first.id} and ${second.id}`))
    }
  return found
}

const OPEN = [
  ['duty_instances', "'scheduled', 'open', 'overdue', 'late_flagged'"],
  ['checkins', "'open', 'overdue'"],
] as const

/** Open items that nobody alive answers for, and hazards verified by whoever mended them. */
async function ownerless(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  const at = `${dayOf(nowMs)} ${new Date(nowMs + 480 * MINUTE_MS).toISOString().slice(11, 16)}`
  const lives = (id: string | undefined) => directory.person(id ?? '')?.active === true
  const found: string[] = []
  const gone = directory.people.filter(({ active }) => !active).map(({ id }) => id)
  const marks = gone.map(() => '?').join(',')
  for (const [table, open] of OPEN)
    for (const { id, responsible } of await db.all<{ id: string; responsible: string }>(
      `SELECT id, responsible FROM ${table} WHERE responsible IN (${marks}) AND status IN (${open})`,
      gone,
    ))
      found.push(`${at} ${id} is ${responsible}'s`)
  for (const about of await states<Hazard>(db, 'hazards')) {
    const over = about.status === 'closed' || about.status === 'invalid'
    if (!over && !lives(keeperOfHazard(directory, about, nowMs)?.id)) found.push(`${at} hazard ${about.id}`)
    if (about.verifiedBy && hasMended(about, about.verifiedBy))
      found.push(`${at} hazard ${about.id} by its mender`)
  }
  for (const about of await states<Incident>(db, 'incidents'))
    if (about.status !== 'closed' && !lives(keeperOfIncident(directory, about)?.id))
      found.push(`${at} incident ${about.id}`)
  for (const about of await states<Listing>(db, 'listings')) {
    const of = (await states<Hazard>(db, 'hazards')).find(({ id }) => id === about.hazard)!
    const [keeper] = keeperOfListing(directory, about, of, nowMs)
    if (isListed(about) && !lives(keeper?.id)) found.push(`${at} listing ${about.id}`)
  }
  for (const point of directory.school.file.patrol_points)
    if (!lives(keeperOfPoint(directory, point, dayOf(nowMs))?.id)) found.push(`${at} point ${point.id}`)
  for (const day of [dayOf(nowMs), addDays(dayOf(nowMs), 1), addDays(dayOf(nowMs), 8)])
    for (const seat of seatsOn(directory, day))
      if (!lives(holderOf(directory, seat, day)?.id)) found.push(`${at} ${seat} on ${day}`)
  for (const { id, status, giver, taker } of await states<Handover>(db, 'handovers'))
    if (status === 'open' && (!lives(taker) || giver === taker))
      found.push(`${at} handover ${id} to ${taker}`)
  return found
}
