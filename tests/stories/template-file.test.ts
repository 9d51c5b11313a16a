import { afterEach, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import type { Hearing } from '../../src/bot/hear.ts'
import { hearTemplate } from '../../src/bot/hear-template.ts'
import { beginWork } from '../../src/log/work.ts'
import { school, THE_SCHOOL } from '../../src/people/school.ts'
import { openWorld, quietSchool, schoolWith, type World } from '../world.ts'

// The file itself: when it was read, and how it was saved.

let world: World
afterEach(() => world.close())

const ROUND = 'ptl-fire-daily'
const office = () => world.person('贺栎生')
const proposed = async () =>
  (await beginWork(world.town.db, world.town.now(), null).state(school, THE_SCHOOL))?.proposed

test('a school that changed while the file was fetched is not written over', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith(ROUND) })
  world.everybodyReads(/./)
  const { db, directory, now } = world.town
  const before = await directory()
  await world.person('钟砚舟').says('/模板 停用 防火巡查 确认')
  world.everybodyReads(/./)
  const bytes = new TextEncoder().encode(JSON.stringify({ settings: [] }))
  const parts = {
    db,
    now,
    commands,
    directory: async () => before,
    platform: { download: async () => ({ bytes }) },
  } as unknown as Hearing
  const speaker = before.people.find(({ name }) => name === '贺栎生')!
  const chat = { id: 'oc_private', type: 'private' as const }
  const message = { kind: 'message', key: 'late-file', chat, messageId: 'om_late', atMs: now() }
  await hearTemplate(parts, message as Parameters<typeof hearTemplate>[1], { key: 'file_late' }, speaker)
  expect(await proposed()).toBeUndefined()
  const said = await db.all<{ show: string }>("SELECT show FROM outbox WHERE reply_to = 'om_late'")
  expect(JSON.stringify(said)).toContain('学校的规则刚刚有改动，请把模板文件再发一次')
})

test('a file that is not UTF-8 is refused, and how to save it is said', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: quietSchool() })
  world.everybodyReads(/./)
  const [head, tail] = ['{"patrol_points":[{"id":"PP-X","name":"', '","building":"B","floor":1}]}']
  const gbk = [0xd1, 0xb2, 0xb2, 0xe9]
  const bytes = Uint8Array.from([...Buffer.from(head!), ...gbk, ...Buffer.from(tail!)])
  const answer = await office().sendsFile('模板.json', bytes)
  expect(answer.text).toBe('模板文件不是 UTF-8 编码：请另存为 UTF-8 编码，再导入。')
  expect(await proposed()).toBeUndefined()
})
