import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, PHOTO, quietSchool, type World } from '../world.ts'
import { inWords, TILE, WINDOW } from './in-words.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-14 09:00', school: quietSchool() })
})
afterEach(async () => {
  world.everybodyReads(/每周/)
  await world.close()
})

const { say, told, state } = inWords(() => world, /^隐患 1/)
const STALLS = '/隐患 校门口小摊占道，孩子绕到马路上走'

test('a hazard around the school goes to whoever keeps in touch outside, and waits with a day to ask again', async () => {
  await say('单念蘅', STALLS)
  expect(await state()).toMatchObject({ category: 'surroundings', assignee: 'P03' })
  expect(told()).toContain('聂怀谷')
  const vp = world.person('聂怀谷')
  expect((await say('聂怀谷', '/隐患 1 回复 会来清')).text).toContain('还没有登记联系了谁')
  expect((await say('聂怀谷', '/隐患 1 联系')).text).toContain('请写明联系了哪个单位')
  expect((await say('聂怀谷', '/隐患 1 联系 城管 2027-03-01')).text).toContain('跟进日期最晚是')
  expect((await say('单念蘅', '/隐患 1 联系 城管')).text).toContain('联系外部单位由')
  await say('聂怀谷', '/隐患 1 接收')
  await say('聂怀谷', '/隐患 1 已管控 派人在校门口带队')
  const form = await vp.presses('已联系外部单位', await say('聂怀谷', '/隐患 1'))
  const asked = await vp.submits('提交', { party: '城管', date: '2026-09-16' }, form)
  expect(asked.tags[0]).toBe('等外部答复')
  expect(asked.text).toContain('等城管答复；9月16日 周三 跟进')
  told()
  // Nothing on the day itself; from the next workday on once a workday until something is heard.
  await world.at('2026-09-16 18:00')
  told()
  await world.at('2026-09-17 09:10')
  expect(vp.gets('隐患 1').text).toContain('到了跟进日期还没有新的答复')
  await world.at('2026-09-18 09:10')
  expect(told()).toEqual(['聂怀谷'])
  // Saturday no, the makeup Sunday yes.
  await world.at('2026-09-20 12:00')
  expect(told()).toEqual(['聂怀谷'])
  const heard = await say('聂怀谷', '/隐患 1 回复 周五前清走 9月23日')
  expect(heard.text).toContain('答复：周五前清走')
  expect(heard.tags[0]).toBe('外部已答复')
  expect(heard.text).toContain('城管已答复，9月23日 周三 跟进')
  expect(heard.text).not.toContain('等城管答复')
  await world.at('2026-09-23 12:00')
  // Its own deadline has passed meanwhile: what counts is the follow-up.
  expect(told().filter((name) => name !== '聂怀谷')).toEqual([])
  await world.at('2026-09-24 09:10')
  expect(told()).toEqual(['聂怀谷'])
  await say('聂怀谷', '/隐患 1 方案 联合整治')
  const plan = await vp.presses('整改方案', await say('聂怀谷', '/隐患 1'))
  await vp.submits('提交', { measure: '联合整治', person: '聂怀谷', money: '0', date: '2026-09-24' }, plan)
  await say('聂怀谷', '/隐患 1 已整改 小摊已清走')
  told()
  await say('单念蘅', '/隐患 1 通过')
  expect(await state()).toMatchObject({
    status: 'closed',
    outside: { party: '城管', reply: '周五前清走', times: 1 },
  })
})

test('on campus nobody outside is waited for; said to be around the school it is another’s', async () => {
  await say('单念蘅', TILE)
  told()
  expect((await say('贺栎生', '/隐患 1 联系 城管')).text).toContain('登记在校内')
  expect((await say('顾鹿蓁', '/隐患 1 周边')).text).toContain('是不是周边的隐患由')
  await say('杭砥平', '/隐患 1 周边')
  expect(told()).toEqual(['聂怀谷'])
  expect(await state()).toMatchObject({ scope: 'surroundings', assignee: 'P03' })
  await say('杭砥平', '/隐患 1 校内')
  expect(await state()).toMatchObject({ scope: 'on_campus', assignee: 'G01' })
  told()
})

test('whoever mends does not move his own deadline by calling it somebody else’s', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收')
  expect((await say('贺栎生', '/隐患 1 周边')).text).toContain('请没有参与整改的安全办公室同事或校领导来定')
  // A place of the school's own list: those who decide say so, not the reporter or the department alone.
  expect((await say('单念蘅', '/隐患 1 周边')).text).toContain('登记的地点在校内')
  const head = world.person('贺栎生')
  const form = await head.presses('改类别等级', await say('贺栎生', '/隐患 1'))
  await head.submits('提交', { category: 'surroundings', severity: 'general' }, form)
  expect(await state()).toMatchObject({ category: 'surroundings', scope: 'on_campus' })
  expect((await say('贺栎生', '/隐患 1 联系 地砖厂 10月12日')).text).toContain('登记在校内')
  // Once the office says it is around the school, he waits a few workdays at a time, and others longer.
  await say('杭砥平', '/隐患 1 周边')
  expect((await say('贺栎生', '/隐患 1 联系 地砖厂 10月12日')).text).toContain('跟进日期最晚是 9月20日')
  expect((await say('贺栎生', '/隐患 1 联系 地砖厂')).text).toContain('9月20日 周日 跟进')
  expect((await say('贺栎生', '/隐患 1 回复 不归他们管 10月10日')).text).toContain('跟进日期最晚是 9月20日')
  expect((await say('杭砥平', '/隐患 1 回复 下月来 10月10日')).text).toContain('10月10日 周六 跟进')
  told()
})

test('a larger one names what is missing in its file, and is not closed without its plan and a picture of the mending', async () => {
  await say('单念蘅', WINDOW)
  // Before anybody has it in hand nothing of its file can be there.
  expect((await say('贺栎生', '/隐患 1')).text).not.toContain('缺：')
  const card = await say('贺栎生', '/隐患 1 接收 鲁锦木')
  expect(card.text).toContain('缺：方案、整改措施照片、效果照片和验收')
  await say('贺栎生', '/隐患 1 已管控 锁住')
  told()
  await world.person('单念蘅').sendsPhoto(PHOTO, { replyTo: (await say('单念蘅', '/隐患 1')).messageId })
  const mended = await say('鲁锦木', '/隐患 1 已整改 换了限位器')
  expect(mended.text).toContain('验收前请补整改方案')
  // The one thing left to him is not behind 更多.
  const drawn = JSON.stringify(mended.card)
  expect(mended.buttons[0]).toBe('整改方案')
  expect(drawn.indexOf('/隐患 1 要方案')).toBeLessThan(drawn.indexOf('更多'))
  told()
  expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('要有整改方案才能销号')
  const head = world.person('贺栎生')
  const form = await head.presses('整改方案', await say('贺栎生', '/隐患 1'))
  await head.submits(
    '提交',
    { measure: '换限位器', person: '鲁锦木', money: '300', date: '2026-09-18' },
    form,
  )
  expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('还缺整改后的')
  const own = await say('鲁锦木', '/隐患 1')
  await world.person('鲁锦木').sendsPhoto(new Uint8Array([...PHOTO, 1]), { replyTo: own.messageId })
  // The picture is there: only the verification is not.
  expect((await say('杭砥平', '/隐患 1')).text).toMatch(/缺：验收$/m)
  await say('杭砥平', '/隐患 1 通过')
  expect((await say('杭砥平', '/隐患 1')).text).not.toContain('缺：')
  const result = world.person('单念蘅').gets('已整改销号')
  expect(result.text).toContain('换了限位器')
  expect(JSON.stringify(result.card)).toContain('img')
})

test('closed at night the reporter hears in the morning, once', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  told()
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  told()
  await world.at('2026-09-14 21:00')
  await say('杭砥平', '/隐患 1 通过')
  expect(world.person('单念蘅').unread()).toEqual([])
  await world.at('2026-09-15 07:40')
  expect(told()).toEqual(['单念蘅'])
  await world.at('2026-09-16 12:00')
  expect(told()).toEqual([])
})

test('closed without any picture, its file goes on saying what it lacks, and not what was done', async () => {
  await say('单念蘅', WINDOW)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 方案 措施：换限位器 责任人：鲁锦木 资金：300 日期：9月18日')
  await say('鲁锦木', '/隐患 1 已整改 换了限位器')
  await say('杭砥平', '/隐患 1 通过')
  const closed = await say('杭砥平', '/隐患 1')
  expect(closed.tags[0]).toBe('已销号')
  expect(closed.text).toMatch(/缺：整改措施照片、效果照片$/m)
  told()
})
