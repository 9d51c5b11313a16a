import { afterEach, expect, test } from 'vitest'
import { openWorld, sampleSchool, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world.close())

test('a homeroom teacher sees both duty lists and the next day of each duty on one card', async () => {
  world = await openWorld({ at: '2026-09-02 12:00' })
  const card = await world.person('单念蘅').says('/我的双责')
  expect(card.title).toBe('单念蘅 · 我的双责')
  for (const words of ['业务职责', '安全职责', '班主任晨检与教室安全签到', '每个上课日', '依据'])
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

test('what was done last stands there, with whoever did it; what is owed within a fortnight stands first', async () => {
  world = await openWorld({ at: '2026-09-02 07:25', school: wholeSchool() })
  await world.at('07:50')
  await world.person('单念蘅').says('/打卡 全班正常')
  await world.at('11:00')
  world.everybodyReads(/./)
  const own = (await world.person('单念蘅').says('/双责')).text
  expect(own).toMatch(/^14 天内要办/)
  // Done today is not due today.
  expect(own).not.toContain('班主任晨检与教室安全签到 今天')
  expect(own).toMatch(/班主任晨检与教室安全签到.* · 上次 9月2日 周三 · 凭证/)
  expect(own).not.toContain('到点提醒')
  const electrician = world.person('鲁锦木')
  expect((await electrician.says('/双责')).text).not.toContain('上次')
  await electrician.says('/完成 每日防火巡查 正常')
  await world.at('2026-09-03 12:00')
  world.everybodyReads(/./)
  const after = (await electrician.says('/双责')).text
  expect(after).toMatch(/每日防火巡查.* · 上次 9月2日 周三/)
  expect(after).toContain('每日防火巡查 今天 已过时间')
})

test('a class report given by the stand-in is named as the stand-in’s', async () => {
  world = await openWorld({ at: '2026-09-02 07:25' })
  await world.at('07:50')
  world.everybodyReads(/./)
  await world.person('单念蘅').says('/请假 今天 顾鹿蓁 发烧就医')
  await world.person('顾鹿蓁').says('/打卡 2026-09-02.chk-homeroom-morning.C301 全班正常')
  await world.at('12:00')
  world.everybodyReads(/./)
  expect((await world.person('单念蘅').says('/双责')).text).toContain('上次 9月2日 周三，由顾鹿蓁办')
})
