import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

test('a teacher asks for help and gets one card with what one can say', async () => {
  const card = await world.person('单念蘅').says('/help')
  expect(card.title).toBe('双责 · 能帮您做什么')
  expect(card.text).toContain('/隐患')
  expect(card.text).not.toContain('/未打卡')
  expect(card.text).not.toContain('/五要素')
  expect(card.buttons).toEqual(['今天要做什么', '报隐患', '报事件', '匿名报隐患'])
})

test('the same words in every way people type them', async () => {
  const teacher = world.person('单念蘅')
  for (const said of ['/帮助', '／help', '/HELP', '帮助', '　/help　', '“/帮助”', '/ 帮助'])
    expect((await teacher.says(said)).title, said).toBe('双责 · 能帮您做什么')
})

test('a leader is also shown what only leaders may ask', async () => {
  const { text } = await world.person('聂怀谷').says('/帮助')
  expect(text).toContain('/未打卡')
  expect(text).toContain('/五要素')
})

test('words nobody understands get the three likeliest commands, never silence', async () => {
  const card = await world.person('单念蘅').says('/隐换 xx')
  expect(card.buttons).toHaveLength(3)
  expect(card.buttons[0]).toBe('隐患 /hazard')
  const back = await world.person('单念蘅').presses('隐患 /hazard')
  expect(back.title).toBe('报隐患')
})
