import { afterEach, expect, test } from 'vitest'
import type { Listing } from '../../src/listings/listing.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

// A listing names a person; it goes with the post he gave up (handbook §3).

let world: World
afterEach(async () => {
  world.everybodyReads(/[\s\S]/)
  await world.close()
})

const say = (name: string, words: string) => world.person(name).says(words)
const listingOf = async (): Promise<Listing> =>
  JSON.parse((await world.town.db.get<{ state: string }>('SELECT state FROM listings'))!.state)

/** 鲁锦木 answers for it on the board. */
async function listed() {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  await say('聂怀谷', '/隐患 1 申请挂牌 A 要拆了重做')
  await say('钟砚舟', '/挂牌 1 同意')
  await say(
    '聂怀谷',
    '/挂牌 1 已挂牌 编号：3号 督办单位：望湖区教育局 督办事项：四楼窗户 责任单位：棠梨湾小学 责任人：鲁锦木 完成时限：2026-12-31',
  )
  world.everybodyReads(/[\s\S]/)
}

test('who gives up his post hands its listings on; the board names the other from then on', async () => {
  await listed()
  const before = (await listingOf()).board!.person
  await say('贺栎生', '/任职 鲁锦木 任课教师')
  await say('贺栎生', '/任职 安画桥 水电工')
  const list = await say('贺栎生', '/交接 鲁锦木 安画桥')
  expect(list.text).toContain('挂牌 1 教学楼C四楼走廊与天台门')
  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM handovers'))!
  await say('鲁锦木', `/交接 ${id} 确认`)
  expect((await listingOf()).board!.person).toBe(before)
  await say('安画桥', `/交接 ${id} 确认`)
  expect((await listingOf()).board!.person).not.toBe(before)
  const { openId } = world.person('安画桥')
  expect((await say('聂怀谷', '/挂牌 1')).text).toContain(`责任人：@${openId}`)
  expect((await say('鲁锦木', '/挂牌 1 进展 还在做')).text).toContain('进展由责任人')
})

test('what he was named for after he gave the post up stays with him', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  await say('贺栎生', '/任职 鲁锦木 任课教师')
  await world.at('11:00')
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  await say('聂怀谷', '/隐患 1 申请挂牌 A 要拆了重做')
  await say('钟砚舟', '/挂牌 1 同意')
  await say(
    '聂怀谷',
    '/挂牌 1 已挂牌 编号：3号 督办单位：望湖区教育局 督办事项：四楼窗户 责任单位：棠梨湾小学 责任人：鲁锦木 完成时限：2026-12-31',
  )
  world.everybodyReads(/[\s\S]/)
  const list = await say('贺栎生', '/交接 鲁锦木 杭砥平')
  expect(list.text).not.toContain('挂牌 1')
  expect(list.title + list.text).toContain('岗位交接')
})
