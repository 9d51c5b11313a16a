import { afterEach, expect, test } from 'vitest'
import { openWorld, PHOTO, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const principal = () => world.person('钟砚舟')

test('an inspection of a leader is told in words and a photo, and counted only with both', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  await world.at('09:10')
  const told = principal().gets('次数还不够')
  setAside(world)
  const today = await principal().presses('去办', told)
  expect(today.text).toContain('领导调研督查：今年 0/2 次')
  const form = await principal().presses('记一次', today)
  expect(form.buttons).toEqual(['提交', '返回'])
  const half = await principal().submits('提交', { text: '去了食堂，看了留样和冷藏温度' })
  expect(half.toast).toBe('还没有记上，还要：照片。请把照片发给我，再点「提交」。')
  expect((await principal().says('/今日')).text).toContain('今年 0/2 次')
  await principal().sendsPhoto(PHOTO)
  setAside(world)
  const counted = await principal().says('/完成 督查 去了食堂，看了留样和冷藏温度')
  expect(counted.text.split('\n')[0]).toBe('已记一次，今年 1/2 次')
  expect((await principal().says('/今日')).buttons, 'no longer behind').not.toContain('记一次')
  expect((await principal().says('/双责')).text).toContain('领导调研督查（每年每人不少于2次） 今年 1/2 次')
})

test('typed without a photo the words stay in the form; the same words count again another day', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  setAside(world)
  const asked = await principal().says('/完成 督查 走了一遍校园')
  expect(JSON.stringify(asked.card)).toContain('走了一遍校园')
  for (const at of ['08:10', '2026-11-05 10:00']) {
    await world.at(at)
    setAside(world)
    await principal().sendsPhoto(PHOTO)
    setAside(world)
    await principal().says('/完成 督查 走了一遍校园')
  }
  expect((await principal().says('/双责')).text).toContain('今年 2/2 次')
})

test('study meetings count by themselves', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('mtg-leader-study') })
  setAside(world)
  expect((await principal().says('/完成 专题研究 学了文件')).text).toBe(
    '这一项不用填：开会时点「到会」，会自动计入。今年 0/2 次。',
  )
})

test('who is short himself is named among the others', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  await world.at('09:10')
  expect(principal().gets('次数还不够').text).toMatch(/领导调研督查：您、沈听澜/)
  setAside(world)
})
