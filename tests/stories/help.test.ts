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
  expect(card.buttons).toEqual(['今天要做什么', '报隐患', '报事件', '匿名报隐患', '全部说法'])
})

test('the first card fits a phone; everything there is comes when asked for', async () => {
  const teacher = world.person('单念蘅')
  const lines = (text: string) => text.split('\n').filter((line) => /\/\S/.test(line))
  const first = await teacher.says('/帮助')
  expect(lines(first.text).length).toBeLessThan(10)
  expect(first.text).not.toContain('/三防')
  const all = await teacher.presses('全部说法')
  for (const line of lines(first.text)) expect(all.text).toContain(line)
  expect(all.text).toContain('/三防')
  for (const word of ['/未打卡', '/五要素']) expect(all.text).not.toContain(word)
  expect(all.buttons).not.toContain('全部说法')
})

test('the same words in every way people type them', async () => {
  const teacher = world.person('单念蘅')
  for (const said of ['/帮助', '／help', '/HELP', '帮助', '　/help　', '“/帮助”', '/ 帮助'])
    expect((await teacher.says(said)).title, said).toBe('双责 · 能帮您做什么')
})

test('a leader is also shown what only leaders may ask', async () => {
  expect((await world.person('聂怀谷').says('/帮助')).text).toContain('/未打卡')
  expect((await world.person('聂怀谷').says('/帮助 全部')).text).toContain('/五要素')
})

test('words nobody understands get the three likeliest commands, never silence', async () => {
  const card = await world.person('单念蘅').says('/隐换 xx')
  expect(card.buttons).toHaveLength(3)
  expect(card.buttons[0]).toBe('隐患 /hazard')
  const back = await world.person('单念蘅').presses('隐患 /hazard')
  expect(back.title).toBe('报隐患')
})
