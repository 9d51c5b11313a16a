import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Got, openWorld, quietSchool, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-14 09:00', school: quietSchool() })
})
afterEach(async () => {
  world.everybodyReads(/[\s\S]/)
  await world.close()
})

const say = (name: string, words: string): Promise<Got> => world.person(name).says(words)
const TILE = '/隐患 教学楼B一楼走廊有块地砖翘起来了'
const state = async () => {
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards')
  return JSON.parse(row!.state) as Record<string, unknown>
}

test.each(['派给 鲁锦木', '转交 鲁锦木 请收尾'])(
  'who took it on and says 「%s」 verifies it never',
  async (onward) => {
    await say('单念蘅', TILE)
    await say('杭砥平', '/隐患 1 接收')
    await say('杭砥平', `/隐患 1 ${onward}`)
    expect((await state()).menders).toEqual(['G03'])
    await say('鲁锦木', '/隐患 1 接收')
    await say('鲁锦木', '/隐患 1 延期 9月24日 等砖')
    expect((await say('杭砥平', '/隐患 1 准延期')).text).toContain('整改人不能批')
    await say('鲁锦木', '/隐患 1 已整改 好了')
    expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('整改人不能验收')
    // Whoever never had it himself still does.
    await say('贺栎生', '/隐患 1 通过')
    expect(await state()).toMatchObject({ status: 'closed', verifiedBy: 'G01' })
  },
)

test('who was only named and never began is no mender; with a photo of the mending from him he is one', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 派给 杭砥平')
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  expect((await state()).menders).toBeUndefined()
  await say('贺栎生', '/隐患 1 派给 杭砥平')
  const card = await say('杭砥平', '/隐患 1')
  await world.person('杭砥平').sendsPhoto(undefined, { replyTo: card.messageId })
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  expect((await state()).menders).toEqual(['G03'])
})
