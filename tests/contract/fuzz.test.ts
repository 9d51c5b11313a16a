import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bot } from '../process.ts'
import { openStage, type Stage } from '../stage.ts'
import { deliver, type MadePlatform, platformOf, post } from './requests.ts'

// "Anything: never 5xx from its content." Sentences here change nothing when they are understood, so neither may their ruins.
let stage: Stage
let bot: Bot
let platform: MadePlatform

beforeAll(async () => {
  stage = await openStage()
  platform = platformOf(stage)
  bot = await stage.bot()
})
afterAll(() => stage.close())

const SEED = 20260901
/** Seeing a stranger is noted and is no record about anybody's duty; the plan of the days is time's own. */
const records = () =>
  stage.rows("SELECT seq, noun, kind FROM events WHERE noun NOT IN ('stranger', 'plan') ORDER BY seq")

const templates = (): object[] => {
  const teacher = stage.account('单念蘅')
  return [
    platform.message(teacher, '/帮助'),
    platform.press(teacher, { says: '/帮助' }),
    platform.envelope('application.bot.menu_v6', {
      operator: { operator_id: { open_id: 'ou_x' } },
      event_key: 'help',
    }),
    platform.envelope('im.chat.member.bot.deleted_v1', { chat_id: 'oc_x' }),
    platform.envelope('contact.user.deleted_v3', { object: { open_id: 'ou_x', name: '某' } }),
    platform.challenge(),
  ]
}

/** Something else in place of any one value of a valid envelope, however deep. */
function withOneChanged(of: object, at: number, value: unknown): unknown {
  const paths: (string | number)[][] = []
  const walk = (node: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path)
    if (typeof node === 'object' && node !== null)
      for (const key of Object.keys(node)) walk((node as Record<string, unknown>)[key], [...path, key])
  }
  walk(of, [])
  const path = paths[at % paths.length]!
  const copy = structuredClone(of) as Record<string | number, unknown>
  let parent = copy
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>
  parent[path.at(-1)!] = value
  return copy
}

const torn = (text: string, from: number, length: number, into: string): string => {
  const at = from % (text.length + 1)
  return text.slice(0, at) + into + text.slice(at + length)
}

const anyText = fc.string({ unit: 'binary', maxLength: 30 })
const anyValue = fc.oneof(
  fc.jsonValue(),
  anyText,
  fc.constantFrom('\u0000', '\ud800', '__proto__', 'x'.repeat(70_000), 1e308, -1, '9'.repeat(40)),
)

test('300 ruined requests, signed or not: never 5xx, never a record', { timeout: 60_000 }, async () => {
  const before = await records()
  const made = templates()
  const ruin = fc.oneof(
    fc.record({ how: fc.constant('value'), which: fc.nat(), at: fc.nat(), value: anyValue }),
    fc.record({
      how: fc.constant('torn'),
      which: fc.nat(),
      at: fc.nat(),
      length: fc.nat(20),
      value: anyText,
    }),
    fc.record({ how: fc.constant('made'), value: fc.jsonValue() }),
  )
  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(ruin, fc.boolean(), async (ruined, sealed) => {
      const text = textOf(ruined, made)
      const body = sealed ? await platform.seal(text) : text
      const { status } = await post(bot.webhook, body, await platform.signed(body))
      statuses.add(status)
      expect(status).toBeGreaterThanOrEqual(200)
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 225, seed: SEED },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.dictionary(
        fc.constantFrom('x-lark-signature', 'x-lark-request-timestamp', 'content-type'),
        fc.stringMatching(/^[!-~]{1,20}$/),
      ),
      async (body, headers) => {
        const { status } = await post(bot.webhook, body, headers)
        expect([400, 401, 403, 413]).toContain(status)
      },
    ),
    { numRuns: 75, seed: SEED },
  )
  // The ruins reach all the way in: some are read, some are not.
  expect([...statuses].sort()).toEqual([200, 400, 401])
  expect(await records()).toEqual(before)
  const again = await deliver(
    platform,
    bot.webhook,
    platform.press(stage.account('聂怀谷'), { says: '/帮助' }),
  )
  expect(again.body).toHaveProperty('card')
})

function textOf(
  ruined: { how: string; which?: number; at?: number; length?: number; value: unknown },
  made: object[],
): string {
  const of = made[(ruined.which ?? 0) % made.length]!
  if (ruined.how === 'value') return JSON.stringify(withOneChanged(of, ruined.at ?? 0, ruined.value))
  if (ruined.how === 'torn')
    return torn(JSON.stringify(of), ruined.at ?? 0, ruined.length ?? 0, String(ruined.value))
  return JSON.stringify(ruined.value)
}
