import { afterEach, beforeEach, expect, test } from 'vitest'
import { instantOf } from '../../src/time.ts'
import { type Answered, deliver, platformOf } from '../contract/requests.ts'
import { type Bot, cli } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'
import { sampleSchool } from '../world.ts'

// Two bots on one file, told the same things at the same time.
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** Both are one school's bot behind one address. */
const PAGES = { PUBLIC_URL: 'https://bot.school.example' }
const two = (): Promise<[Bot, Bot]> => Promise.all([stage.bot(PAGES), stage.bot(PAGES)])
const both = <T>(bots: Bot[], tell: (webhook: string) => Promise<T>): Promise<T[]> =>
  Promise.all(bots.map(({ webhook }) => tell(webhook)))
const teachers = sampleSchool().staff.filter((entry) => entry.homeroom_class && entry.feishu_user_id)

/** The card, or on a machine too busy for that the word that it is being recorded. */
const taken = ({ body }: Answered) =>
  'card' in body || (body.toast as { type: string } | undefined)?.type === 'info'

async function sound(): Promise<void> {
  const [verified, replayed] = await Promise.all([cli(['verify'], stage.env()), cli(['replay'], stage.env())])
  expect(verified.stdout).toContain('sound')
  expect(replayed.stdout).toContain('rows: equal')
}

test('two bots and a tick begin on a new file at once; each card of the day goes out once', async () => {
  stage.jumpTo(instantOf('2026-09-01', '07:41'))
  const [bots, ticked] = await Promise.all([
    two(),
    cli(['tick', '--at', '2026-09-01T07:41:00+08:00'], stage.env()),
  ])
  expect(ticked.code, ticked.stderr).toBe(0)
  await Promise.all(bots.map((bot) => bot.kill()))
  expect(await stage.rows('SELECT count(*) AS n FROM schools')).toEqual([{ n: 1 }])
  stage.jumpTo(instantOf('2026-09-01', '07:55'))
  await two()
  await stage.settled()
  for (const { feishu_user_id, name } of teachers)
    expect(stage.answersTo(feishu_user_id!).length, name).toBe(1)
  // The platform would swallow a second try with the same uuid; it must not come to that.
  const tried = stage.emulator.calls.flatMap(({ uuid }) => uuid ?? [])
  expect(new Set(tried).size).toBe(tried.length)
  await sound()
})

test('the same sentences and presses to both: one record, one answer, the same card', async () => {
  const bots = await two()
  const platform = platformOf(stage)
  const people = teachers.slice(0, 8)
  await Promise.all(
    people.map(async ({ feishu_user_id: openId }, n) => {
      const { messageId } = await stage.emulator.say(openId!, `第 ${n} 句`)
      const sentence = platform.message(openId!, `/隐患 ${n}号教室窗户玻璃裂了`, { message_id: messageId! })
      const press = platform.press(openId!, { says: `/隐患 ${n}号教室门锁坏了` })
      const [told, cards] = await Promise.all([
        both(bots, (webhook) => deliver(platform, webhook, sentence)),
        both(bots, (webhook) => deliver(platform, webhook, press)),
      ])
      expect(told.map(({ status }) => status)).toEqual([200, 200])
      expect(cards.every(taken)).toBe(true)
      const [one, other] = cards.flatMap(({ body }) => body.card ?? [])
      if (other) expect(other).toEqual(one)
    }),
  )
  await stage.settled()
  const reported = await stage.rows<{ cause: string }>(
    "SELECT cause FROM events WHERE kind = 'hazard.reported'",
  )
  expect(reported).toHaveLength(2 * people.length)
  expect(new Set(reported.map(({ cause }) => cause)).size).toBe(2 * people.length)
  const numbers = await stage.rows<{ number: number }>('SELECT number FROM hazards ORDER BY number')
  expect(numbers.map(({ number }) => number)).toEqual(reported.map((_, i) => i + 1))
  for (const { feishu_user_id, name } of people) {
    const answers = stage.answersTo(feishu_user_id!).filter(({ replyTo }) => replyTo)
    expect(answers.length, name).toBe(1)
  }
  await sound()
})

test('two people accept the same hazard at the same moment: one has it, the other reads who', async () => {
  const bots = await two()
  const platform = platformOf(stage)
  const [head, officer] = [stage.account('贺栎生'), stage.account('杭砥平')]
  await deliver(
    platform,
    bots[0].webhook,
    platform.press(stage.account('单念蘅'), { says: '/隐患 三楼男厕所水管漏水' }),
  )
  await stage.settled()
  const before = new Map([head, officer].map((who) => [who, stage.answersTo(who).length]))
  await stage.connect(bots[0])
  const first = stage.emulator.say(head, '/隐患 1 接收')
  await stage.connect(bots[1])
  await Promise.all([first, stage.emulator.say(officer, '/隐患 1 接收')])
  const reply = (who: string) =>
    stage
      .answersTo(who)
      .slice(before.get(who))
      .find(({ replyTo }) => replyTo)
  await until(stage.emulator, 'both are answered', () => [head, officer].every(reply))
  await stage.settled()
  const accepted = await stage.rows<{ actor: string }>(
    "SELECT actor FROM events WHERE kind = 'hazard.accepted'",
  )
  expect(accepted).toHaveLength(1)
  const [winner, loser] = accepted[0]!.actor === 'G01' ? [head, officer] : [officer, head]
  expect(reply(winner)!.type).toBe('card')
  expect(reply(loser)!.text).toMatch(/隐患 1 已由(贺栎生|杭砥平)接收/)
})

test('forms of both bots at once: everybody gets a number of their own', async () => {
  const bots = await two()
  const platform = platformOf(stage)
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      deliver(
        platform,
        bots[n % 2]!.webhook,
        platform.press(teachers[n % teachers.length]!.feishu_user_id!, { says: `/隐患 ${n}号教室门锁坏了` }),
      ),
    ),
  )
  expect(answers.filter(taken)).toHaveLength(30)
  const all = 'SELECT count(*) AS n FROM hazards'
  await stage.reaches(all, 30)
  expect(await stage.rows('SELECT count(*) AS n, max(number) AS last FROM hazards')).toEqual([
    { n: 30, last: 30 },
  ])
})
