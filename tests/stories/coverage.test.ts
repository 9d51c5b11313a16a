import { afterEach, expect, test } from 'vitest'
import { linkOf, onPages } from '../pages/visitor.ts'
import { openWorld, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world.close())
const { visit } = onPages(() => world)

const open = async (school = wholeSchool()) => {
  world = await openWorld({ at: '2026-09-02 12:02', school })
  world.everybodyReads(/./)
}

test('the office reads that nothing is left out, and the matrix behind it', async () => {
  await open()
  const card = await world.person('杭砥平').says('无盲点')
  expect(card.title).toBe('无盲点 · 9月2日 周三')
  expect(card.tags).toEqual(['全部有人负责'])
  expect(card.text).toMatch(/人员：128\/128/)
  expect(new URL(linkOf(card)!).pathname).toBe('/coverage')
  const page = await visit('杭砥平').get(linkOf(card)!)
  expect(page.status).toBe(200)
  for (const words of ['门卫保安', '三(1)班', '单念蘅', '周五', '18:30', '每月安全专题会议'])
    expect(page.text).toContain(words)
  expect(page.html).not.toContain('class="lack"')
})

test('a person leaves: the next card and the page name what nobody does now', async () => {
  await open()
  await world.emulator.resign(world.person('鲁锦木').openId)
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  const card = await world.person('聂怀谷').says('/覆盖')
  expect(card.text).toContain('水电工还没有人：请安全办公室发送「/任职 姓名 水电工」。')
  expect(card.text).toContain('巡查点「配电房」没有责任人')
  const page = await visit('聂怀谷').get('/coverage')
  expect(page.text).toContain('水电工还没有人')
  expect(page.html).toContain('class="lack"')
})

test('others read their own line, in the chat and on the page', async () => {
  await open()
  const card = await world.person('单念蘅').says('/coverage')
  expect(card.title).toBe('单念蘅 · 一岗双责')
  expect(card.text).toBe(
    '岗位：班主任、任课教师\n业务职责：有，3 条\n安全职责：有，4 项\n看清单请发送 /双责。',
  )
  const page = await visit('单念蘅').get('/coverage')
  expect(page.text).toContain('业务职责')
  expect(page.text).not.toContain('鲁锦木')
  const inGroup = await world.person('聂怀谷').says('/覆盖', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(inGroup.text).toContain('私聊')
})

test('without a login there is no page, and who logs in comes back to it', async () => {
  await open()
  const stranger = await visit('聂怀谷').send('/coverage')
  expect(stranger.status).toBe(302)
  expect(stranger.headers.get('cache-control')).toBe('no-store')
  expect((await visit('聂怀谷').get('/coverage')).path).toBe('/coverage')
})
