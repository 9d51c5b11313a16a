import { afterEach, expect, test } from 'vitest'
import { openWorld, sampleSchool, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world.close())

test('a homeroom teacher sees both duty lists and the next day of each duty on one card', async () => {
  world = await openWorld({ at: '2026-09-02 12:00' })
  const card = await world.person('单念蘅').says('/我的双责')
  expect(card.title).toBe('单念蘅 · 我的双责')
  for (const words of ['业务职责', '安全职责', '班主任晨检与教室安全签到', '到点提醒', '依据'])
    expect(card.text).toContain(words)
  expect(card.text).not.toContain('教职工每日安全签到')
})

test('the principal and every other member of staff get a card the platform takes', async () => {
  world = await openWorld({ at: '2026-09-02 12:02', school: wholeSchool() })
  for (const { name, feishu_user_id: account } of sampleSchool().staff)
    if (account) expect((await world.person(name).says('/双责')).text, name).toContain('安全职责')
  const principal = await world.person('钟砚舟').says('/duties')
  // The last Friday of September 2026 is Mid-Autumn: the meeting moves to Thursday 24 (CAL-7).
  expect(principal.text).toMatch(/每月安全专题会议 下次 9月24日 周四/)
  expect(principal.text).toContain('（暂定）')
})

test('a duty of the school’s own stands beside the catalogue’s; in a group nobody’s card is shown', async () => {
  const own = { id: 'own-pond', title_zh: '池塘护栏巡看', post: 'safety_officer' }
  const like = {
    ...(await import('../../src/duties/duty-catalog.json', { with: { type: 'json' } })).default.duties.find(
      (duty) => duty.id === 'rpt-archive-monthly',
    )!,
  }
  world = await openWorld({
    at: '2026-09-02 12:00',
    school: { ...sampleSchool(), duties: [...(sampleSchool().duties ?? []), { ...like, ...own }] } as never,
  })
  expect((await world.person('杭砥平').says('/双责')).text).toContain('池塘护栏巡看')
  const answer = await world.person('钟砚舟').says('/双责', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(answer.text).toContain('私聊')
})
